import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { allPages, readRowEvents } from '../api/event-pages.ts';
import { useRowEvents } from '../api/queries.ts';
import type { RowColumn, RowEvent } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ExportButton } from '../tables/export-button.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { EventPlace } from '../village/event-place.tsx';
import { EventRow, venueNamesOf } from '../village/event-row.tsx';
import { eventSheetColumns } from '../village/event-sheet-columns.ts';
import { EventPages } from './event-pages.tsx';
import type { RowOrigin } from './origin.ts';
import { columnLabel, columnText } from './row-columns.ts';

/** The events that changed a village's or a venue's figure, as they were recorded, each with the value before and after. */
export function RowEvents({ origin }: { origin: RowOrigin }) {
  const { t } = useTranslation();
  const events = useRowEvents(origin);
  const sheet = useRowEventsSheet(origin);
  const asOf = useAsOf();
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const rows = events.data.pages.flatMap((page) => page.data);
  if (rows.length === 0)
    return <EmptyState title={t('figure.noOrigins')} detail={t('figure.noOriginsDetail')} />;
  return (
    <>
      <div className="list-bar">
        <p className="secondary">{t('figure.changesOrder')}</p>
        <ExportButton
          sheet={sheet}
          rows={() =>
            allPages<RowEvent, number>((after) => readRowEvents(origin, { asOf, after, limit: 500 }))
          }
        />
      </div>
      <EventPages query={events}>
        {rows.map((event) => (
          <RowEventRow key={event.id} event={event} townCode={origin.townCode} />
        ))}
      </EventPages>
    </>
  );
}

function useRowEventsSheet(origin: RowOrigin): Sheet<RowEvent> {
  const { t } = useTranslation();
  const me = useSignedIn();
  return {
    list: t('figure.origins', { label: origin.label }),
    columns: [
      { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
      ...eventSheetColumns<RowEvent>(t, me, venueNamesOf),
      {
        title: t('sheet.changes'),
        kind: 'text',
        value: (event) => changesText(event, t).join(t('common.betweenClauses')),
      },
    ],
  };
}

function RowEventRow({ event, townCode }: { event: RowEvent; townCode: string }) {
  const { t } = useTranslation();
  return (
    <EventRow
      event={event}
      venueNames={venueNamesOf(event)}
      place={<EventPlace event={event} townCode={townCode} />}
    >
      <ul className="event-changes">
        {changesText(event, t).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </EventRow>
  );
}

/** What an event did to the columns, one by one: "安排资金 0.00 万元 → 30.00 万元". */
function changesText({ changes }: RowEvent, t: TFunction): string[] {
  return (Object.entries(changes) as [RowColumn, RowEvent['changes'][RowColumn]][]).map(
    ([column, { before, after }]) =>
      `${columnLabel(column, t)} ${columnText(column, before, t)} → ${columnText(column, after, t)}`,
  );
}
