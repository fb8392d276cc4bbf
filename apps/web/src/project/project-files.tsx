import { useTranslation } from 'react-i18next';
import { useVillageEvents } from '../api/queries.ts';
import { AttachmentList } from '../attachments/attachment-list.tsx';
import type { Attachment } from '../attachments/upload-routes.ts';
import { EmptyState } from '../states/empty-state.tsx';

interface ProjectFilesProps {
  townCode: string;
  villageId: string;
  venueId: string;
}

/** Documents and photos that the project's facts bear, the latest first, each content once. */
export function ProjectFiles({ townCode, villageId, venueId }: ProjectFilesProps) {
  const { t } = useTranslation();
  const events = useVillageEvents({ townCode, villageId, venueId });
  const files = new Map<string, Attachment>();
  for (const { data } of events.data?.pages.flatMap((page) => page.data) ?? []) {
    for (const file of (data['attachments'] as Attachment[] | undefined) ?? []) files.set(file.sha256, file);
  }
  return (
    <section className="tile" aria-labelledby="files-heading">
      <div className="tile-head">
        <h2 id="files-heading">{t('project.files', { count: files.size })}</h2>
      </div>
      {files.size === 0 ? (
        <EmptyState title={t('project.noFiles')} />
      ) : (
        <AttachmentList townCode={townCode} attachments={[...files.values()]} />
      )}
    </section>
  );
}
