import { waiverOf, type CountyPolicy } from '../shared/county-policy.ts';
import { daysBetween } from '../shared/days.ts';
import type { Alert } from './alert.ts';

/** What is watched of a venue that is in use. */
export interface WatchedVenue {
  readonly venueId: string;
  readonly stage: string;
  readonly condition: string | null;
  readonly conditionOn: string | null;
  readonly waiverUntil: string | null;
  /** The six haves that are not there, with commas between. */
  readonly sixHavesMissing: string;
}

/** Everything about a venue in use that needs attention. */
export function venueAlerts(
  venue: WatchedVenue,
  { policy, townCode, today }: { policy: CountyPolicy; townCode: string; today: string },
): Alert[] {
  if (venue.stage !== 'in-use') return [];
  const waiver = waiverOf(policy, { townCode, venueId: venue.venueId, kind: 'six-haves', on: today });
  return [conditionD(venue, today), waiver ? null : waiverExpired(venue, today)].flatMap((one) => one ?? []);
}

function conditionD({ condition, conditionOn: since }: WatchedVenue, today: string): Alert | null {
  if (condition !== 'D' || since === null) return null;
  return {
    kind: 'condition-d',
    severity: 'red',
    since,
    days: daysBetween(since, today),
    value: null,
    limit: null,
  };
}

/** It was commissioned without all six haves, still lacks some, and the county's waiver is over. */
function waiverExpired({ waiverUntil: since, sixHavesMissing }: WatchedVenue, today: string): Alert | null {
  if (since === null || sixHavesMissing === '' || today <= since) return null;
  const value = sixHavesMissing.split(',').length;
  return {
    kind: 'waiver-expired',
    severity: 'red',
    since,
    days: daysBetween(since, today),
    value,
    limit: 0,
  };
}
