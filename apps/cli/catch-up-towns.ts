import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import { upcasters } from '../../libs/features/upcasters.ts';
import { CatchUp } from '../../libs/projections/index.ts';
import { TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';

const BUSY_MS = 100;
// A county's 44 new towns with 36 villages each: 320 ms one after the other, 215 with four at once, and no less with six.
const AT_ONCE = 4;

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
  const pool = createAppPool({ url, max: AT_ONCE, onError: () => undefined });
  const database = new TenantDatabase(pool);
  const due = [...tenantIds];
  const inTurn = async () => {
    // Of its own: what is at once here need not wait for each other, as an import and single facts do.
    const catchUp = new CatchUp(database, projections, upcasters);
    for (let tenantId = due.shift(); tenantId !== undefined; tenantId = due.shift()) {
      await catchUpTown(catchUp, tenantId);
      onCaughtUp(tenantId);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  } finally {
    due.length = 0;
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
