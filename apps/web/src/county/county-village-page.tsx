import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useTownSummary } from '../api/queries.ts';
import { useCounty } from '../shell/signed-in.ts';
import { VillageView } from '../village/village-view.tsx';
import { ViewAside } from './view-aside.tsx';

/** One village as the county sees it. */
export function CountyVillagePage() {
  const { t } = useTranslation();
  const county = useCounty();
  const { townCode = '', villageId = '' } = useParams();
  const town = useTownSummary(townCode);
  return (
    <VillageView
      townCode={townCode}
      villageId={villageId}
      crumbs={[
        { title: t('county.title', { name: county.name }), to: '/county' },
        { title: town.data?.data.town.name ?? townCode, to: `/county/towns/${townCode}` },
      ]}
      villagePath={(id) => `/county/towns/${townCode}/villages/${id}`}
      aside={<ViewAside />}
      noVenues={t('village.noVenues')}
    />
  );
}
