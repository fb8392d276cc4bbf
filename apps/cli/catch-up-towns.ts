import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { CatchUp } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';

const BUSY_MS = 100;

/**
 * Brings the read models of towns up to date, so that the pages show what was written even where no worker runs. What
 * is held back there before an event that cannot be folded stays so: `zhendi projection parked` and the metrics tell.
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
      await catchUpTown(catchUp, tenantId);
      onCaughtUp(tenantId);
    }
  } finally {
    await pool.end();
  }
}

/** Goes on until a town is up to date, or held back. @throws {AggregateError} as {@link CatchUp.tenant} */
export async function catchUpTown(catchUp: CatchUp, tenantId: number): Promise<void> {
  for (;;) {
    const outcome = await catchUp.tenant(tenantId);
    if (outcome === 'caught-up' || outcome === 'held') return;
    // A worker is at it at the same time.
    if (outcome === 'busy') await sleep(BUSY_MS);
  }
}
