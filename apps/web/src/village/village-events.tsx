import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVillageEvents } from '../api/queries.ts';
import type { VenueCard } from '../api/types.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { EventRow } from './event-row.tsx';

interface VillageEventsProps {
  townCode: string;
  villageId: string;
  venues: VenueCard[];
}

/** Everything recorded about a village, newest first; every figure of its pages comes from these lines. */
export function VillageEvents({ townCode, villageId, venues }: VillageEventsProps) {
  const { t } = useTranslation();
  const [venueId, setVenueId] = useState<string>();
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
      <EventList townCode={townCode} villageId={villageId} venueId={venueId} venues={venues} />
    </section>
  );
}

/** Events newest first, page by page. */
export function EventList({
  townCode,
  villageId,
  venueId,
  venues,
}: VillageEventsProps & { venueId: string | undefined }) {
  const { t } = useTranslation();
  const events = useVillageEvents(townCode, villageId, venueId);
  if (events.data === undefined) {
    if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
    return <TableSkeleton />;
  }
  const rows = events.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <EmptyState title={t('village.noEvents')} />;
  const venueNames = new Map(venues.map((venue) => [venue.venueId, venue.name]));
  return (
    <>
      <ol className="events">
        {rows.map((event) => (
          <EventRow key={event.id} event={event} venueNames={venueNames} />
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
