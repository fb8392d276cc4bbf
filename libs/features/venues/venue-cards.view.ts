import type { QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { wan } from '../shared/rounding.ts';
import { listed, roomOf } from './venue-card-row.ts';
import { venueCard } from './venue-card.projection.ts';

/** The read models that the venues' view is made of. */
export const venueCardsModels = [
  'venue_card',
  'village_card',
] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof venueCardsModels)[number]>>;

/** The venues in scope, the latest plan first; all, those of a village, or one. Those that went to another town are shown there. */
export async function venueCards(db: Db, filter: { villageId?: string; venueId?: string }) {
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
    .$if(filter.venueId !== undefined, (query) => query.where('venue.venueId', '=', filter.venueId!))
    .orderBy('venue.plannedOn', 'desc')
    .orderBy('venue.venueId')
    .execute();
  return rows.map(({ tenantId: _, movedOn: __, ...row }) => {
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
