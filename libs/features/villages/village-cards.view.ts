import type { Kysely } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import { wan } from '../shared/rounding.ts';

/** The villages in scope by code, or the one that is asked for. */
export async function villageCards(db: Kysely<ReadModels>, villageId?: string) {
  const rows = await db
    .selectFrom('village_card')
    .selectAll()
    .$if(villageId !== undefined, (query) => query.where('villageId', '=', villageId!))
    .orderBy('code')
    .execute();
  return rows.map(({ tenantId: _, ...row }) => ({ ...row, wan: wan(row.amountFen) }));
}
