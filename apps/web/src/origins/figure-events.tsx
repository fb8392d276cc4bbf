import { useTranslation } from 'react-i18next';
import { allPages, readFigureEvents } from '../api/event-pages.ts';
import { useFigureEvents } from '../api/queries.ts';
import type { FigureEvent } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { formatCount } from '../format/numbers.ts';
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
import type { FigureOrigin, ReportOrigin } from './origin.ts';
import { figureQuantities, numberText, type Quantity, quantityText, sheetKinds } from './quantities.ts';
import { runningTotals } from './running-totals.ts';

/** The events that made a figure, the latest day first; what each gave to it, and what it was before and after. */
export function FigureEvents({ origin }: { origin: FigureOrigin | ReportOrigin }) {
  const { t } = useTranslation();
  const events = useFigureEvents(origin);
  const sheet = useFigureEventsSheet(origin);
  const asOf = useAsOf();
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const { value, count } = events.data.pages[0]!;
  if (count === 0) return <EmptyState title={t('figure.noOrigins')} detail={t('figure.noOriginsDetail')} />;
  const quantity = quantityOf(origin);
  const rows = events.data.pages.flatMap((page) => page.data);
  const totals = runningTotals(
    value,
    rows.map((row) => row.change),
  );
  return (
    <>
      <div className="list-bar">
        <p className="secondary">
          {t('figure.originsSum', { value: quantityText(quantity, value, t), records: formatCount(count) })}
        </p>
        <ExportButton
          sheet={sheet}
          rows={() =>
            allPages<FigureEvent, string>((after) => readFigureEvents(origin, { asOf, after, limit: 200 }))
          }
        />
      </div>
      <EventPages query={events}>
        {rows.map((event, index) => (
          <FigureEventRow key={event.id} quantity={quantity} event={event} total={totals[index]!} />
        ))}
      </EventPages>
    </>
  );
}

function quantityOf(origin: FigureOrigin | ReportOrigin): Quantity {
  return origin.kind === 'report' ? origin.quantity : figureQuantities[origin.figure];
}

function useFigureEventsSheet(origin: FigureOrigin | ReportOrigin): Sheet<FigureEvent> {
  const { t } = useTranslation();
  const me = useSignedIn();
  return {
    list: t('figure.origins', { label: origin.label }),
    columns: [
      { title: t('column.town'), kind: 'text', value: ({ town }) => town.name },
      { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
      ...eventSheetColumns<FigureEvent>(t, me, venueNamesOf),
      {
        title: t('sheet.change'),
        kind: sheetKinds[quantityOf(origin)],
        value: ({ change }) => change,
      },
    ],
  };
}

interface FigureEventRowProps {
  quantity: Quantity;
  event: FigureEvent;
  total: { before: number; after: number };
}

function FigureEventRow({ quantity, event, total }: FigureEventRowProps) {
  const { t } = useTranslation();
  const { town, change } = event;
  return (
    <EventRow
      event={event}
      venueNames={venueNamesOf(event)}
      place={<EventPlace event={event} townCode={town.code} townName={town.name} />}
      change={`${change > 0 ? '+' : '−'}${quantityText(quantity, Math.abs(change), t)}`}
    >
      <p className="event-changes">
        {t('figure.total')} {numberText(quantity, total.before)} → {quantityText(quantity, total.after, t)}
      </p>
    </EventRow>
  );
}
