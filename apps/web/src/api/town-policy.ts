import { useQuery } from '@tanstack/react-query';
import { useAsOf } from '../as-of/use-as-of.ts';
import { read } from './http.ts';
import type { ProjectStandard } from './project-types.ts';
import { keys } from './queries.ts';
import type { View } from './types.ts';
import { withQuery } from './with-query.ts';

/** A county's leave to do without a rule for a venue, until a day. */
export interface Waiver {
  waiverId: string;
  venueId: string;
  kind: 'six-haves' | 'review-rounds';
  until: string;
  documentNo: string;
  /** Whether it holds on the day that the page shows. */
  holds: boolean;
}

/** What the pages of a town's venues need of what its county has laid down. */
export interface TownPolicy {
  /** Its version. */
  standardInForce: number;
  standards: ProjectStandard[];
  waivers: Waiver[];
  campaigns: { name: string; from: string; until: string; isOpen: boolean }[];
  closedPeriods: string[];
  /** Granted to this town. */
  exceptions: { period: string; until: string; isOpen: boolean }[];
}

/** What the county has laid down, as far as it concerns a town. */
export function useTownPolicy(townCode: string, enabled = true) {
  const asOf = useAsOf();
  return useQuery({
    queryKey: [...(asOf === undefined ? [] : keys.past(asOf)), ...keys.town(townCode), 'policy'],
    queryFn: ({ signal }) =>
      read<View<TownPolicy>>(withQuery(`/towns/${townCode}/views/policy`, { asOf }), signal),
    ...(asOf !== undefined && { staleTime: Infinity }),
    enabled,
  });
}
