import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { allPages } from './event-pages.ts';
import { read } from './http.ts';
import { keys } from './queries.ts';
import type { EventPage, RecordedEvent } from './types.ts';
import { withQuery } from './with-query.ts';

/** What the town itself closed and opened again, the latest first. */
export function useTownClosings(townCode: string) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'closings'],
    queryFn: ({ signal }) =>
      allPages<RecordedEvent, number>((after) => {
        const query = { type: 'PeriodClosed', order: 'desc', limit: 500, asOf, after };
        return read<EventPage>(withQuery(`/towns/${townCode}/events`, query), signal);
      }),
  });
}
