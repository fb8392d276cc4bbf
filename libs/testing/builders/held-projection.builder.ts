import type pg from 'pg';
import { townSummary } from '../../features/overview/town-summary.projection.ts';
import { projections } from '../../features/read-models.ts';
import { CatchUp, tableName, type Projection } from '../../projections/index.ts';
import { TenantDatabase } from '../../tenancy/index.ts';
import { createAppPool, createOwnerPool } from '../../tenancy/pool.ts';
import { query, type TestDatabase } from '../test-database.ts';
import { until } from '../until.ts';

/** Lets the time until the next attempt be over, for all read models of the tenant. */
export async function passBackOff(owner: pg.Pool, tenantId: number): Promise<void> {
  await owner.query(
    'update zhendi.checkpoint set next_attempt_at = now() where tenant_id = $1 and attempts > 0',
    [tenantId],
  );
}

/** Tries as often as it is allowed, until a read model of the tenant that cannot go on is parked. */
export async function untilParked(owner: pg.Pool, catchUp: CatchUp, tenantId: number): Promise<void> {
  // A worker may be at it at the same time, so that an attempt finds nothing to do.
  await until(async () => {
    await passBackOff(owner, tenantId);
    await catchUp.tenant(tenantId).catch(() => undefined);
    const { rows } = await owner.query(
      'select from zhendi.checkpoint where tenant_id = $1 and parked_at is not null',
      [tenantId],
    );
    return rows.length > 0;
  });
}

// The first build of a new database.
const SUMMARY = tableName({ projection: townSummary as unknown as Projection, build: 1 });

/**
 * Makes the table of summaries refuse whatever is new of a town, records one more fact, and lets the town's summary be
 * parked at it.
 *
 * @returns what `record` does.
 */
export async function aParkedTownSummary<Result>(
  { ownerUrl, appUrl }: Pick<TestDatabase, 'ownerUrl' | 'appUrl'>,
  townCode: string,
  record: () => Promise<Result>,
): Promise<Result> {
  const onError = (error: Error) => {
    throw error;
  };
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError });
  const app = createAppPool({ url: appUrl, max: 1, onError });
  try {
    const { rows } = await owner.query<{ tenant_id: number }>(
      'select tenant_id from zhendi.tenant where code = $1',
      [townCode],
    );
    const { tenant_id: tenantId } = rows[0]!;
    await owner.query(
      `alter table ${SUMMARY} add constraint refuses_a_town check (tenant_id <> ${tenantId}) not valid`,
    );
    const result = await record();
    await untilParked(owner, new CatchUp(new TenantDatabase(app), projections), tenantId);
    return result;
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
}

/** Ends what keeps {@link aParkedTownSummary} from going on; it stays parked. */
export async function mendTownSummary(ownerUrl: string): Promise<void> {
  await query(ownerUrl, `alter table ${SUMMARY} drop constraint refuses_a_town`);
}
