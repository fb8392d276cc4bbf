import type { Upcasters } from '../../libs/event-store/index.ts';
import {
  CatchUp,
  listHeld,
  unpark,
  type HeldFilter,
  type HeldProjection,
  type Projection,
} from '../../libs/projections/index.ts';
import { PLATFORM_TENANT, recordAudit, TenantDatabase } from '../../libs/tenancy/index.ts';
import { createAppPool } from '../../libs/tenancy/pool.ts';
import { operatorEntry } from './audit/operator-entry.ts';
import { catchUpTown } from './catch-up-towns.ts';
import { ownerTransaction, withOwnerConnection } from './owner-connection.ts';

/** What came of a parked read model that was tried again. */
export interface Resumed {
  readonly before: HeldProjection;
  /** Where it stands now, when it could not fold the same or a later event; null when it is up to date. */
  readonly held: HeldProjection | null;
}

/**
 * Tries the parked read models again with the folds of this program, one after the other, and brings those that go on
 * up to date.
 *
 * @throws {AggregateError} of database errors.
 */
export async function* resumeParked(
  ownerUrl: string,
  projections: readonly Projection[],
  upcasters: Upcasters,
  filter: HeldFilter,
): AsyncGenerator<Resumed> {
  const parked = (await held(ownerUrl, projections, filter)).filter(({ parkedAt }) => parkedAt !== null);
  const pool = createAppPool({ url: ownerUrl, max: 2, onError: () => undefined });
  try {
    const database = new TenantDatabase(pool);
    for (const before of parked) {
      const projection = projections.find(({ name }) => name === before.projection)!;
      await ownerTransaction(ownerUrl, async (owner) => {
        await unpark(owner, before.tenantId, { projection, build: before.build });
        const details = { projection: projection.name, town: before.townCode };
        await recordAudit(owner, [
          operatorEntry(PLATFORM_TENANT, 'configuration', 'projection resume', details),
        ]);
      });
      const now = await tryAgain(
        new CatchUp(database, [projection], upcasters),
        before.tenantId,
        async () => {
          const left = await held(ownerUrl, [projection], { townCode: before.townCode });
          return left.find(({ build }) => build === before.build) ?? null;
        },
      );
      yield { before, held: now };
    }
  } finally {
    await pool.end();
  }
}

/** @returns where the read model is held back after that, if it is. */
async function tryAgain(
  catchUp: CatchUp,
  tenantId: number,
  look: () => Promise<HeldProjection | null>,
): Promise<HeldProjection | null> {
  try {
    await catchUpTown(catchUp, tenantId);
  } catch (error) {
    const now = await look();
    // A fold that failed again is told of there; all else is no answer.
    if (now === null) throw error;
    return now;
  }
  return look();
}

function held(
  ownerUrl: string,
  projections: readonly Projection[],
  filter: HeldFilter,
): Promise<HeldProjection[]> {
  return withOwnerConnection(ownerUrl, (owner) => listHeld(owner, projections, filter));
}
