import { useTranslation } from 'react-i18next';
import { useTowns } from '../api/accounts.ts';
import { useMay, useSignedIn } from '../shell/signed-in.ts';

/** The name of a town by its code; the county's own entries are the county's, an operator's the platform's. */
export function usePlaceName(): (code: string) => string {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const may = useMay();
  const towns = useTowns(county?.code, may('towns')).data ?? [];
  const names = new Map(
    [...(county === null ? [] : [county]), ...towns].map(({ code, name }) => [code, name]),
  );
  return (code) => names.get(code) ?? (code === 'platform' ? t('header.platform') : code);
}
