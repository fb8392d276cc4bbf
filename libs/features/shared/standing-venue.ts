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
 * How many of a town's villages have a venue to go to, their own or one that is shared with them: the first of the three
 * definitions of coverage. Pure.
 *
 * @param villages of the town, and none that it has no more.
 */
export function countWithVenue(
  villages: Iterable<{ readonly villageId: string }>,
  venues: Iterable<KnownVenue & ServingVenue>,
): number {
  const served = new Set<string>();
  for (const venue of venues) if (exists(venue)) for (const id of servedBy(venue)) served.add(id);
  let count = 0;
  for (const { villageId } of villages) if (served.has(villageId)) count += 1;
  return count;
}
