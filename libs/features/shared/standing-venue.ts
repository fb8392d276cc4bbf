import { countHaving, type VillageParts } from './village-parts.ts';

/** A venue, as far as it is known whether it is there: a row of `venue_card`. */
export interface KnownVenue {
  readonly completedOn: string | null;
  readonly registeredOn: string | null;
  readonly retiredOn: string | null;
  readonly movedOn: string | null;
}

/** A venue, by the villages that it is for. */
export interface ServingVenue {
  readonly villageId: string;
  /** Ids of the other villages that it serves, with commas between. */
  readonly sharedWith: string;
}

/** Whether there is a venue to go to: one was completed or registered, has not been retired, and is this town's. */
export function exists({ completedOn, registeredOn, retiredOn, movedOn }: KnownVenue): boolean {
  return (completedOn !== null || registeredOn !== null) && retiredOn === null && movedOn === null;
}

/** The villages that a venue is for: its own, and those that it is shared with. */
export function servedBy({ villageId, sharedWith }: ServingVenue): string[] {
  return [villageId, ...sharedWith.split(',').filter((id) => id !== '')];
}

/**
 * How many of a town's villages have a venue to go to, their own, that of a village which became a part of them, or one that is
 * shared with either: the first of the three definitions of coverage. Pure.
 */
export function countWithVenue(
  villages: Iterable<VillageParts>,
  venues: Iterable<KnownVenue & ServingVenue>,
): number {
  const served = new Set<string>();
  for (const venue of venues) if (exists(venue)) for (const id of servedBy(venue)) served.add(id);
  return countHaving(villages, (id) => served.has(id));
}
