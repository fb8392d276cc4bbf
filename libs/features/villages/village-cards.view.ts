import type { QueryCreator } from 'kysely';
import { columnsOf } from '../../projections/index.ts';
import type { ReadModels } from '../read-models.ts';
import { wan } from '../shared/rounding.ts';
import { villageCard } from './village-card.projection.ts';

/** The read models that the villages' view is made of. */
export const villageCardsModels = ['village_card'] as const satisfies readonly (keyof ReadModels)[];

type Db = QueryCreator<Pick<ReadModels, (typeof villageCardsModels)[number]>>;

/**
 * The villages in scope by code, or the one that is asked for; also those that became a part of another one, which is named, as are
 * its parts. As of a day before its registration a village is none.
 */
export async function villageCards(db: Db, villageId?: string) {
  const rows = await db
    .selectFrom('village_card')
    .select(columnsOf(villageCard))
    .where('code', '<>', '')
    .$if(villageId !== undefined, (query) => query.where('villageId', '=', villageId!))
    .orderBy('code')
    .execute();
  const mergers = await villagesOfMergers(db);
  return rows.map(({ tenantId, mergedIntoId, absorbed, ...row }) => {
    const named = mergers.filter((one) => one.tenantId === tenantId);
    const heir = named.find((one) => one.villageId === mergedIntoId);
    return {
      ...row,
      wan: wan(row.amountFen),
      mergedInto: heir ? { villageId: heir.villageId, name: heir.name } : null,
      absorbed: named
        .filter((one) => absorbed.split(',').includes(one.villageId))
        .map(({ villageId, name, mergedOn }) => ({ villageId, name, mergedOn })),
    };
  });
}

/** The few that are a part of another village, or have parts. */
function villagesOfMergers(db: Db) {
  return db
    .selectFrom('village_card')
    .select(['tenantId', 'villageId', 'name', 'mergedOn'])
    .where((village) => village.or([village('mergedIntoId', 'is not', null), village('absorbed', '<>', '')]))
    .where('code', '<>', '')
    .orderBy('mergedOn')
    .orderBy('code')
    .execute();
}
