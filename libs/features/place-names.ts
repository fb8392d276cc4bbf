import type { QueryCreator } from 'kysely';
import type { RecordedEvent } from '../event-store/index.ts';
import type { ReadModels } from './read-models.ts';

/** The names that an event's village and venue bear now; null where it has none. */
export interface PlaceNames {
  readonly villageName: string | null;
  readonly venueName: string | null;
}

/** The names of each event's places, in the order given. Ids are a tenant's own: two towns may use the same. */
export async function placeNames(
  db: QueryCreator<ReadModels>,
  events: readonly RecordedEvent[],
): Promise<PlaceNames[]> {
  if (events.length === 0) return [];
  const ids = (name: string) => [...new Set(events.map(({ data }) => data[name]).filter(isText))];
  const villages = await db
    .selectFrom('village_card')
    .select(['tenantId', 'villageId as id', 'name'])
    .where('villageId', 'in', atLeastOne(ids('villageId')))
    .execute();
  const venues = await db
    .selectFrom('venue_card')
    .select(['tenantId', 'venueId as id', 'name'])
    .where('venueId', 'in', atLeastOne(ids('venueId')))
    .execute();
  return events.map(({ tenantId, data }) => {
    const nameIn = (places: typeof villages, id: unknown) =>
      places.find((place) => place.tenantId === tenantId && place.id === id)?.name ?? null;
    return {
      villageName: nameIn(villages, data['villageId']),
      venueName: nameIn(venues, data['venueId']),
    };
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** `in ()` is no SQL; nothing has the nil id. */
function atLeastOne(ids: string[]): string[] {
  return ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000'];
}
