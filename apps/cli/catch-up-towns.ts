import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { CatchUp } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';

const BUSY_MS = 100;

/**
 * Brings the read models of towns up to date, so that the pages show what was written even where no worker runs.
 *
 * @param onCaughtUp told of each town that is.
 */
export async function catchUpTowns(
  url: string,
  tenantIds: readonly number[],
  onCaughtUp: (tenantId: number) => void,
): Promise<void> {
  const pool = createAppPool({ url, max: 2, onError: () => undefined });
  const catchUp = new CatchUp(new TenantDatabase(pool), projections, upcasters);
  try {
    for (const tenantId of tenantIds) {
      for (let outcome = await catchUp.tenant(tenantId); outcome !== 'caught-up';) {
        // A worker is at it at the same time.
        if (outcome === 'busy') await sleep(BUSY_MS);
        outcome = await catchUp.tenant(tenantId);
      }
      onCaughtUp(tenantId);
    }
  } finally {
    await pool.end();
  }
}
