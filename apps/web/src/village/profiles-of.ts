import type { RecordedEvent } from '../api/types.ts';

/** A village's figures of a year. Income in fen. */
export interface VillageProfile {
  year: number;
  households: number;
  population: number;
  branches: number;
  members: number;
  collectiveIncomeFen: number;
  updatedOn: string;
}

/** The figures that events tell of, the latest year first. @param events in the order they were recorded. */
export function profilesOf(
  events: readonly Pick<RecordedEvent, 'type' | 'data' | 'occurredOn'>[],
): VillageProfile[] {
  const byYear = new Map<number, VillageProfile>();
  for (const { type, data, occurredOn } of events) {
    // A village that came from another town brings the figures of its latest year along.
    const told = (type === 'VillageMovedIn' ? data['profile'] : data) as
      Omit<VillageProfile, 'updatedOn'> | undefined;
    if (told) byYear.set(told.year, { ...told, updatedOn: occurredOn });
  }
  return [...byYear.values()].toSorted((one, other) => other.year - one.year);
}
