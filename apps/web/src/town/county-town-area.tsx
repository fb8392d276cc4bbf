import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router';
import { useTownSummary } from '../api/queries.ts';
import { ViewAside } from '../county/view-aside.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { SheetContext } from '../tables/sheet-context.ts';
import { TownPlaceContext } from './town-place.ts';

/** Pages of a town that the county looks into. */
export function CountyTownArea() {
  const { t } = useTranslation();
  const county = useCounty();
  const { townCode = '' } = useParams();
  const name = useTownSummary(townCode).data?.data.town.name ?? townCode;
  const base = `/county/towns/${townCode}`;
  const crumbs = [
    { title: t('county.title', { name: county.name }), to: '/county' },
    { title: name, to: base },
  ];
  return (
    <TownPlaceContext value={{ townCode, name, base, crumbs, aside: <ViewAside /> }}>
      <SheetContext value={{ place: name }}>
        <Outlet />
      </SheetContext>
    </TownPlaceContext>
  );
}
