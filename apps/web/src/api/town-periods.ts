import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import { keys } from './queries.ts';
import type { EventPage, View } from './types.ts';
import { withQuery } from './with-query.ts';

/** What a county has laid down of campaigns and of closed periods, as far as it concerns a town. */
export interface CountyRules {
  campaigns: { name: string; from: string; until: string; isOpen: boolean }[];
  closedPeriods: string[];
  exceptions: { period: string; until: string; isOpen: boolean }[];
}

/** Campaigns, closed periods and exceptions of the county. */
export function useCountyRules(townCode: string) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: [...keyOf(townCode, asOf), 'policy'],
    queryFn: ({ signal }) =>
      read<View<CountyRules>>(withQuery(`/towns/${townCode}/views/policy`, { asOf }), signal),
  });
}

/** What the town itself closed and opened again, the latest first. */
export function useTownClosings(townCode: string) {
  const asOf = useAsOf();
  const query = { type: 'PeriodClosed', order: 'desc', limit: 500, asOf };
  return useQuery({
    queryKey: [...keyOf(townCode, asOf), 'closings'],
    queryFn: ({ signal }) => read<EventPage>(withQuery(`/towns/${townCode}/events`, query), signal),
  });
}

function keyOf(townCode: string, asOf: string | undefined): string[] {
  return [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode)];
}
