import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { TownPlaceContext } from './town-place.ts';

/** Pages of the town whose people are signed in. */
export function TownArea() {
  const { t } = useTranslation();
  const { town, villageId } = useSignedIn();
  // A village's own clerk sees what is of the village, and nothing else.
  const name = villageId === null ? (town?.name ?? '') : t('area.village');
  const place = { townCode: town?.code ?? '', name, base: '/town' };
  return (
    <TownPlaceContext value={{ ...place, crumbs: [], aside: <AsOfPicker /> }}>
      <Outlet />
    </TownPlaceContext>
  );
}
