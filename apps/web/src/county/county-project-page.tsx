import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useTownSummary } from '../api/queries.ts';
import { ProjectView } from '../project/project-view.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { ViewAside } from './view-aside.tsx';

/** One project as the county sees it. */
export function CountyProjectPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const { townCode = '', venueId = '' } = useParams();
  const town = useTownSummary(townCode);
  return (
    <ProjectView
      townCode={townCode}
      venueId={venueId}
      crumbs={[
        { title: t('county.title', { name: county.name }), to: '/county' },
        { title: town.data?.data.town.name ?? townCode, to: `/county/towns/${townCode}` },
      ]}
      villagePath={(id) => `/county/towns/${townCode}/villages/${id}`}
      aside={<ViewAside />}
    />
  );
}
