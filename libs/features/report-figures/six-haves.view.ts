import type { QueryCreator } from 'kysely';
import { columnsOfModel, type ReadModels } from '../read-models.ts';
import { percent } from '../shared/rounding.ts';
import { exists } from './coverage.ts';
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
  const all = lines.filter((line) => line.all).length;
  return {
    standardVersion: version,
    venues: lines,
    items: items.map(({ key, name }) => {
      const met = lines.filter((line) => line.met[key] === true).length;
      return { key, name, met, of: lines.length, ratePct: percent(met, lines.length) };
    }),
    all: { met: all, of: lines.length, ratePct: percent(all, lines.length) },
  };
}

export type SixHaves = Awaited<ReturnType<typeof sixHaves>>;

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
