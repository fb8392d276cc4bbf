import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allPages, readVillageEvents, type VillageEventsOf } from '../api/event-pages.ts';
import { useVillageEvents } from '../api/queries.ts';
import type { RecordedEvent, VenueCard, VillageCard } from '../api/types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { CorrectionLines } from '../corrections/correction-lines.tsx';
import { correctableValues, correctionsOf, type Correction } from '../corrections/corrections.ts';
import { EventPages } from '../origins/event-pages.tsx';
import { useSignedIn } from '../shell/signed-in.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ExportButton } from '../tables/export-button.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { eventName } from './event-name.ts';
import { EventRow } from './event-row.tsx';
import { eventSheetColumns } from './event-sheet-columns.ts';

interface VillageEventsProps {
  townCode: string;
  village: VillageCard;
  venues: VenueCard[];
}

/** Everything recorded about a village, newest first; every figure of its pages comes from these lines. */
export function VillageEvents({ townCode, village, venues }: VillageEventsProps) {
  const { t } = useTranslation();
  const [venueId, setVenueId] = useState<string>();
  const of: VillageEventsOf = { townCode, villageId: village.villageId, venueId };
  return (
    <section className="tile" aria-labelledby="events-heading">
      <div className="tile-head">
        <h2 id="events-heading">{t('village.events')}</h2>
        {venues.length > 0 && (
          <Select<string>
            className="event-filter"
            aria-label={t('village.onlyVenue')}
            value={venueId ?? ''}
            onChange={(value) => setVenueId(value === '' ? undefined : value)}
            options={[
              { value: '', label: t('village.allVenues') },
              ...venues.map((venue) => ({ value: venue.venueId, label: venue.name })),
            ]}
          />
        )}
      </div>
      <EventList of={of} place={village.name} venues={venues} />
    </section>
  );
}

type NamedVenue = Pick<VenueCard, 'venueId' | 'name'>;

interface EventListProps {
  of: VillageEventsOf;
  /** Whose events they are: the village, or the project. */
  place: string;
  venues: readonly NamedVenue[];
  /** Opens the form that puts a slip of an event right; absent where nothing can be recorded. */
  onCorrect?: ((slip: Slip) => void) | undefined;
}

/** An event that says something wrong, and what was corrected of it before. */
export interface Slip {
  event: RecordedEvent;
  corrections: readonly Correction[];
}

/** Events newest first, page by page; each with what was corrected of it since. */
export function EventList({ of, place, venues, onCorrect }: EventListProps) {
  const { t } = useTranslation();
  const events = useVillageEvents(of);
  const sheet = useEventsSheet(place, venues, of.venueId);
  const asOf = useAsOf();
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const rows = events.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <EmptyState title={t('village.noEvents')} />;
  // A correction is newer than what it corrects: no page below holds one of an event above.
  const corrections = correctionsOf(rows);
  return (
    <>
      <div className="list-bar list-bar-end">
        <ExportButton
          sheet={sheet}
          rows={() =>
            allPages<RecordedEvent, number>((after) => readVillageEvents(of, { asOf, after, limit: 500 }))
          }
        />
      </div>
      <EventPages query={events}>
        {rows.map((event) => (
          <CorrectableRow
            key={event.id}
            event={event}
            corrections={corrections.get(event.id) ?? []}
            venueNames={namesOf(venues)}
            onCorrect={onCorrect}
          />
        ))}
      </EventPages>
    </>
  );
}

interface CorrectableRowProps extends Slip {
  venueNames: ReadonlyMap<string, string>;
  onCorrect: EventListProps['onCorrect'];
}

function CorrectableRow({ event, corrections, venueNames, onCorrect }: CorrectableRowProps) {
  const { t } = useTranslation();
  const isCorrectable = Object.keys(correctableValues(event, corrections)).length > 0;
  const action = onCorrect !== undefined && isCorrectable && (
    <Button
      size="small"
      className="event-action"
      aria-label={t('correction.openOf', { event: eventName(event, t), date: event.occurredOn })}
      onClick={() => onCorrect({ event, corrections })}
    >
      {t('correction.open')}
    </Button>
  );
  return (
    <EventRow event={event} venueNames={venueNames} action={action}>
      {corrections.length > 0 && <CorrectionLines corrections={corrections} />}
    </EventRow>
  );
}

function useEventsSheet(
  place: string,
  venues: readonly NamedVenue[],
  venueId: string | undefined,
): Sheet<RecordedEvent> {
  const { t } = useTranslation();
  const me = useSignedIn();
  const names = namesOf(venues);
  return {
    list: t('village.events'),
    place,
    columns: eventSheetColumns(t, me, () => names),
    conditions: [[t('column.venue'), names.get(venueId ?? '') ?? '']],
  };
}

function namesOf(venues: readonly NamedVenue[]): ReadonlyMap<string, string> {
  return new Map(venues.map((venue) => [venue.venueId, venue.name]));
}
