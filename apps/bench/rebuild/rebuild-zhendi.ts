import { townFunds } from '../../../libs/features/overview/town-funds.projection.ts';
import { CatchUp, type Projection } from '../../../libs/projections/index.ts';
import { TenantDatabase } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import type { Database } from '../cluster.ts';

// As many as a worker has: two queues, three at a time.
const AT_ONCE = 6;

/** Empties the read model, as it is before a rebuild. */
export async function forgetTownFunds({ query }: Database): Promise<void> {
  await query('truncate read_model.town_funds_b1');
  await query('delete from zhendi.checkpoint');
  await query('vacuum zhendi.checkpoint');
}

/** Folds the funds of these tenants anew from their first event, several tenants at once, as a worker does. */
export async function rebuildTownFunds(database: Database, tenantIds: readonly number[]): Promise<void> {
  const pool = createAppPool({ url: database.appUrl, max: 10, onError: () => undefined });
  try {
    const catchUp = new CatchUp(new TenantDatabase(pool), [townFunds] as unknown as Projection[]);
    const waiting = [...tenantIds];
    const worker = async () => {
      for (let tenantId = waiting.shift(); tenantId !== undefined; tenantId = waiting.shift()) {
        while ((await catchUp.tenant(tenantId)) !== 'caught-up');
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await pool.end();
  }
}
