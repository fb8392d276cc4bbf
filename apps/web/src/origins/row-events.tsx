import { useTranslation } from 'react-i18next';
import { useRowEvents } from '../api/queries.ts';
import type { RowColumn, RowEvent } from '../api/types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { EventRow, venueNamesOf } from '../village/event-row.tsx';
import { EventPages } from './event-pages.tsx';
import type { RowOrigin } from './origin.ts';
import { columnLabel, columnText } from './row-columns.ts';

/** The events that changed a village's or a venue's figure, as they were recorded, each with the value before and after. */
export function RowEvents({ origin }: { origin: RowOrigin }) {
  const { t } = useTranslation();
  const events = useRowEvents(origin);
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const rows = events.data.pages.flatMap((page) => page.data);
  if (rows.length === 0)
    return <EmptyState title={t('figure.noOrigins')} detail={t('figure.noOriginsDetail')} />;
  return (
    <>
      <p className="secondary">{t('figure.changesOrder')}</p>
      <EventPages query={events}>
        {rows.map((event) => (
          <RowEventRow key={event.id} event={event} />
        ))}
      </EventPages>
    </>
  );
}

function RowEventRow({ event }: { event: RowEvent }) {
  const { t } = useTranslation();
  return (
    <EventRow event={event} venueNames={venueNamesOf(event)} place={event.villageName ?? ''}>
      <ul className="event-changes">
        {(Object.entries(event.changes) as [RowColumn, RowEvent['changes'][RowColumn]][]).map(
          ([column, { before, after }]) => (
            <li key={column}>
              {columnLabel(column, t)} {columnText(column, before, t)} → {columnText(column, after, t)}
            </li>
          ),
        )}
      </ul>
    </EventRow>
  );
}
