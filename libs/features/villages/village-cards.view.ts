import type { QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { wan } from '../shared/rounding.ts';
import { villageCard } from './village-card.projection.ts';

/** The read models that the villages' view is made of. */
export const villageCardsModels = ['village_card'] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof villageCardsModels)[number]>>;

/** The villages in scope by code, or the one that is asked for. As of a day before its registration a village is none. */
export async function villageCards(db: Db, villageId?: string) {
  const rows = await db
    .selectFrom('village_card')
    .select(columnsOf(villageCard))
    .where('code', '<>', '')
    .$if(villageId !== undefined, (query) => query.where('villageId', '=', villageId!))
    .orderBy('code')
    .execute();
  return rows.map(({ tenantId: _, ...row }) => ({ ...row, wan: wan(row.amountFen) }));
}
