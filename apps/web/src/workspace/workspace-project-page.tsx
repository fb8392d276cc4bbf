import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { ProjectView } from '../project/project-view.tsx';
import { useSignedIn } from '../shell/signed-in.ts';

/** One project of the clerk's town or village. */
export function WorkspaceProjectPage() {
  const { t } = useTranslation();
  const { town, villageId } = useSignedIn();
  const { venueId = '' } = useParams();
  return (
    <ProjectView
      townCode={town?.code ?? ''}
      venueId={venueId}
      // A village's own clerk has no page of the town to go back to.
      crumbs={
        villageId === null ? [{ title: t('workspace.title', { name: town?.name ?? '' }), to: '/town' }] : []
      }
      villagePath={(id) => `/town/villages/${id}`}
      aside={<AsOfPicker />}
    />
  );
}
