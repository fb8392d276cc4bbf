import type pg from 'pg';
import { ATTEMPTS, type CatchUp } from '../../projections/index.ts';

/** Lets the time until the next attempt be over, for all read models of the tenant. */
export async function passBackOff(owner: pg.Pool, tenantId: number): Promise<void> {
  await owner.query(
    'update zhendi.checkpoint set next_attempt_at = now() where tenant_id = $1 and attempts > 0',
    [tenantId],
  );
}

/** Tries as often as it is allowed, until a read model of the tenant that cannot go on is parked. */
export async function untilParked(owner: pg.Pool, catchUp: CatchUp, tenantId: number): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await passBackOff(owner, tenantId);
    await catchUp.tenant(tenantId).catch(() => undefined);
  }
}
