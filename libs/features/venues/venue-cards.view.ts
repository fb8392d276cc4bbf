import { sql, type QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { wan } from '../shared/rounding.ts';
import { listed, roomOf, type VenueCardRow } from './venue-card-row.ts';
import { venueCard } from './venue-card.projection.ts';

/** The read models that the venues' view is made of. */
export const venueCardsModels = [
  'venue_card',
  'village_card',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof venueCardsModels)[number]>>;

/** Which venues: those of a village, those that serve one, their own and others' that are shared with it, or one. */
export interface VenueFilter {
  readonly villageId?: string;
  /** What another village's project planned and paid is not told: its venue is shared, not its book. */
  readonly servedVillageId?: string;
  readonly venueId?: string;
}

/** The venues in scope, the latest plan first. Those that went to another town are shown there. */
export async function venueCards(db: Db, filter: VenueFilter) {
  const rows = await db
    .selectFrom('venue_card as venue')
    .leftJoin('village_card as village', (join) =>
      join
        .onRef('village.tenantId', '=', 'venue.tenantId')
        .onRef('village.villageId', '=', 'venue.villageId')
        // As of a day before its registration a village has no name.
        .on('village.code', '<>', ''),
    )
    .select(columnsOf(venueCard).map((name) => `venue.${name}` as const))
    .select('village.name as villageName')
    .where('venue.stage', '<>', 'moved')
    .$if(filter.villageId !== undefined, (query) => query.where('venue.villageId', '=', filter.villageId!))
    .$if(filter.servedVillageId !== undefined, (query) =>
      query.where((venue) =>
        venue.or([
          venue('venue.villageId', '=', filter.servedVillageId!),
          sql<boolean>`${filter.servedVillageId} = any (string_to_array(${sql.ref('venue.sharedWith')}, ','))`,
        ]),
      ),
    )
    .$if(filter.venueId !== undefined, (query) => query.where('venue.venueId', '=', filter.venueId!))
    .orderBy('venue.plannedOn', 'desc')
    .orderBy('venue.venueId')
    .execute();
  return rows.map(({ tenantId: _, movedOn: __, ...whole }) => {
    const isAnothers = filter.servedVillageId !== undefined && whole.villageId !== filter.servedVillageId;
    const row = isAnothers ? { ...whole, ...NO_PROJECT } : whole;
    const amountFen = row.higherFen + row.townFen + row.villageFen;
    return {
      ...row,
      sharedWith: listed(row.sharedWith),
      rooms: listed(row.rooms).map(roomOf),
      homes: listed(row.homes),
      sixHavesMet: listed(row.sixHavesMet),
      sixHavesMissing: listed(row.sixHavesMissing),
      amountFen,
      wan: wan(amountFen),
    };
  });
}

/** As of a venue that no project built. */
const NO_PROJECT = {
  year: 0,
  buildType: '',
  plannedAreaDm2: 0,
  builtAreaDm2: null,
  budgetFen: 0,
  higherFen: 0,
  townFen: 0,
  villageFen: 0,
  plannedOn: null,
  targetOn: null,
  completedOn: null,
  grade: null,
  finalCostFen: null,
  cancelledOn: null,
} satisfies Partial<VenueCardRow>;
