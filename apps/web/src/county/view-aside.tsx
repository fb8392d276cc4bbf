import { useTranslation } from 'react-i18next';
import { LiveIndicator } from './live-indicator.tsx';

/** Date of the data and state of the live connection, beside a page's title. */
export function ViewAside({ asOf }: { asOf: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      {asOf !== undefined && <span>{t('common.asOf', { date: asOf })}</span>}
      <LiveIndicator />
    </>
  );
}
