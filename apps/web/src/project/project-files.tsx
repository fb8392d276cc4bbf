import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VillageEventsOf } from '../api/event-pages.ts';
import { useAllEvents } from '../api/queries.ts';
import { AttachmentList } from '../attachments/attachment-list.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ExportButton } from '../tables/export-button.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { eventName } from '../village/event-name.ts';
import { type BorneFile, filesOf } from './files-of.ts';

function filesSheet(t: TFunction): Sheet<BorneFile> {
  return {
    list: t('attachment.list'),
    columns: [
      { title: t('attachment.label'), kind: 'text', value: ({ file }) => file.name },
      { title: t('sheet.event'), kind: 'text', value: ({ event }) => eventName(event, t) },
      { title: t('sheet.occurredOn'), kind: 'date', value: ({ event }) => event.occurredOn },
      { title: t('attachment.bytes'), kind: 'count', value: ({ file }) => file.bytes },
      { title: 'SHA-256', kind: 'text', value: ({ file }) => file.sha256 },
    ],
  };
}

/** Documents and photos that the facts of a project and its venue bear, the latest first, each content once. */
export function ProjectFiles(of: Omit<VillageEventsOf, 'type'>) {
  const { t } = useTranslation();
  const events = useAllEvents(of);
  const files = filesOf(events.data ?? []);
  return (
    <section className="tile" aria-labelledby="files-heading">
      <div className="tile-head">
        <h2 id="files-heading">{t('project.files', { count: files.length })}</h2>
        {files.length > 0 && <ExportButton sheet={filesSheet(t)} rows={() => files} />}
      </div>
      <QueryContent query={events} skeleton={<TableSkeleton />}>
        {() =>
          files.length === 0 ? (
            <p className="secondary">{t('project.noFiles')}</p>
          ) : (
            <AttachmentList
              townCode={of.townCode}
              attachments={files.map(({ file }) => file)}
              about={({ sha256 }) => {
                const { event } = files.find(({ file }) => file.sha256 === sha256)!;
                return t('work.fileOf', { event: eventName(event, t), date: event.occurredOn });
              }}
            />
          )
        }
      </QueryContent>
    </section>
  );
}
