import type { QueryCreator } from 'kysely';
import { columnsOfModel, type ReadModels } from '../read-models.ts';
import { percent } from '../shared/rounding.ts';
import { exists } from '../shared/standing-venue.ts';
import { standardOn, type ViewContext } from './view-context.ts';

/** The read models that the matrix of the six haves is made of. */
export const sixHavesModels = ['venue_card', 'village_card'] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof sixHavesModels)[number]>>;

/** Whether an item is there; null: nobody has looked. */
type Met = boolean | null;

/** Items of the standard in force × venues in scope, with the rate of each item and that of all together. */
export async function sixHaves(db: Db, context: ViewContext) {
  const { sixHaves: items, version } = standardOn(context);
  const venues = await standingVenues(db);
  const lines = venues.map((venue) => {
    const met = metOf(venue, items);
    const town = context.towns.find(({ tenantId }) => tenantId === venue.tenantId);
    return {
      townCode: town?.code ?? '',
      townName: town?.name ?? '',
      villageId: venue.villageId,
      villageName: venue.villageName,
      venueId: venue.venueId,
      name: venue.name,
      assessedOn: venue.sixHavesOn,
      met,
      all: items.every(({ key }) => met[key] === true),
    };
  });
  const keys = items.map(({ key }) => key);
  const total = ratesOf(lines, keys);
  return {
    standardVersion: version,
    venues: lines,
    items: items.map(({ key, name }) => ({ key, name, ...total.items[key]! })),
    all: total.all,
    towns: context.towns.map(({ code, name }) => {
      const own = lines.filter(({ townCode }) => townCode === code);
      return { code, name, ...ratesOf(own, keys) };
    }),
  };
}

export type SixHaves = Awaited<ReturnType<typeof sixHaves>>;

/** How many of these venues have each item, and how many have all of them. */
function ratesOf(
  venues: readonly { readonly met: Record<string, Met>; readonly all: boolean }[],
  keys: readonly string[],
) {
  const rate = (met: number) => ({ met, of: venues.length, ratePct: percent(met, venues.length) });
  const items = keys.map((key) => [key, rate(venues.filter(({ met }) => met[key] === true).length)] as const);
  return { items: Object.fromEntries(items), all: rate(venues.filter(({ all }) => all).length) };
}

async function standingVenues(db: Db) {
  const rows = await db
    .selectFrom('venue_card as venue')
    .leftJoin('village_card as village', (join) =>
      join
        .onRef('village.tenantId', '=', 'venue.tenantId')
        .onRef('village.villageId', '=', 'venue.villageId')
        .on('village.code', '<>', ''),
    )
    .select(columnsOfModel('venue_card').map((name) => `venue.${name}` as const))
    .select('village.name as villageName')
    .orderBy('village.code')
    .orderBy('venue.venueId')
    .execute();
  return rows.filter(exists);
}

function metOf(
  venue: {
    readonly sixHavesOn: string | null;
    readonly sixHavesMet: string;
    readonly sixHavesMissing: string;
  },
  items: readonly { readonly key: string }[],
): Record<string, Met> {
  const [met, missing] = [venue.sixHavesMet.split(','), venue.sixHavesMissing.split(',')];
  return Object.fromEntries(
    items.map(({ key }) => [key, met.includes(key) ? true : missing.includes(key) ? false : null]),
  );
}
