import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import { keys } from './queries.ts';
import type { EventPage } from './types.ts';
import { withQuery } from './with-query.ts';

/** What the town itself closed and opened again, the latest first. */
export function useTownClosings(townCode: string) {
  const asOf = useAsOf();
  const query = { type: 'PeriodClosed', order: 'desc', limit: 500, asOf };
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'closings'],
    queryFn: ({ signal }) => read<EventPage>(withQuery(`/towns/${townCode}/events`, query), signal),
  });
}
