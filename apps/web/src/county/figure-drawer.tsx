import { Button, Drawer } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFigureEvents } from '../api/queries.ts';
import type { FigureEvent, FigureName } from '../api/types.ts';
import { formatCount, formatFenAsWan } from '../format/numbers.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { EventRow } from '../village/event-row.tsx';

interface FigureDrawerProps {
  /** The figure that is open or was open last: what closes keeps its content while it moves out. */
  figure: FigureName | undefined;
  open: boolean;
  onClose: () => void;
}

/** The name that the page gives a figure, and its unit. */
const words = {
  'venues.planned': { label: 'figure.planned', unit: 'unit.venues' },
  'venues.completed': { label: 'figure.completed', unit: 'unit.venues' },
  'villages.covered': { label: 'figure.coverage', unit: 'unit.villages' },
  'funds.amountFen': { label: 'figure.funds', unit: 'unit.wan' },
  'trainings.count': { label: 'figure.trainings', unit: 'unit.trainings' },
  'trainings.people': { label: 'figure.people', unit: 'unit.people' },
} as const satisfies Record<FigureName, { label: string; unit: string }>;

/** Where a figure of the county comes from: the events of all towns that made it, the latest day first. */
export function FigureDrawer({ figure, open, onClose }: FigureDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      destroyOnHidden
      size="min(680px, 100vw)"
      title={figure && t('figure.origins', { label: t(words[figure].label) })}
      onClose={onClose}
    >
      {figure !== undefined && <FigureEvents key={figure} figure={figure} />}
    </Drawer>
  );
}

function FigureEvents({ figure }: { figure: FigureName }) {
  const { t } = useTranslation();
  const { county } = useSignedIn();
  const events = useFigureEvents(county.code, figure);
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const { value, count } = events.data.pages[0]!;
  if (count === 0) return <EmptyState title={t('figure.noOrigins')} />;
  const rows = events.data.pages.flatMap((page) => page.data);
  return (
    <>
      <p className="secondary">
        {t('figure.originsSum', { value: amountText(figure, value, t), records: formatCount(count) })}
      </p>
      <ol className="events">
        {rows.map((event) => (
          <FigureEventRow key={event.id} figure={figure} event={event} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className="centered">
          <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function FigureEventRow({ figure, event }: { figure: FigureName; event: FigureEvent }) {
  const { t } = useTranslation();
  const { town, villageName, venueName, change } = event;
  return (
    <EventRow
      event={event}
      venueNames={new Map(venueName === null ? [] : [[String(event.data['venueId']), venueName]])}
      place={[town.name, villageName].filter(Boolean).join(' · ')}
      change={`${change > 0 ? '+' : '−'}${amountText(figure, Math.abs(change), t)}`}
    />
  );
}

function amountText(figure: FigureName, amount: number, t: TFunction): string {
  const number = figure === 'funds.amountFen' ? formatFenAsWan(amount) : formatCount(amount);
  return `${number} ${t(words[figure].unit)}`;
}
