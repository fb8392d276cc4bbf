import type { SqlClient } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';

/** How far a tenant's read models are: all of them hold every event up to `position`. */
export interface TenantPosition {
  readonly tenantId: number;
  readonly position: number;
  /** Events that are recorded and not yet in all read models. */
  readonly lag: number;
  /** Names of the read models that stopped for good before an event, until an operator resumes them. */
  readonly parked: readonly string[];
}

/** The positions of tenants in scope, in the builds that readers see. */
export async function readPositions(
  db: SqlClient,
  projections: readonly Projection[],
  tenantIds: readonly number[],
): Promise<TenantPosition[]> {
  const { rows } = await db.query<{
    tenant_id: number;
    position: string;
    parked: string[];
    head: string;
  }>(
    `select t.id as tenant_id, reached.position, reached.parked, coalesce(head.position, 0) as head
     from unnest($1::integer[]) as t (id)
     cross join lateral (
       select min(coalesce(c.position, 0)) as position,
         coalesce(array_agg(p.name order by p.name) filter (where c.parked_at is not null), '{}') as parked
       from unnest($2::text[]) as p (name)
       left join zhendi.projection_build b on b.name = p.name and b.state = 'live'
       left join zhendi.checkpoint c on c.tenant_id = t.id and c.projection = b.name and c.build = b.build
     ) reached
     left join lateral (
       select e.position from zhendi.event e where e.tenant_id = t.id order by e.position desc limit 1
     ) head on true`,
    [tenantIds, projections.map((p) => p.name)],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    position: Number(row.position),
    lag: Math.max(0, Number(row.head) - Number(row.position)),
    parked: row.parked,
  }));
}

/** A build of a tenant that is behind the tenant's events. */
export interface ProjectionLag {
  readonly tenantId: number;
  readonly projection: string;
  /** Whether readers see this build, or it is still to take the place of another one. */
  readonly isLive: boolean;
  /** Whether it follows the declaration given: only then can this program fold it. */
  readonly isOurs: boolean;
  readonly lag: number;
  readonly oldestRecordedAt: Date;
  /** `due` now; `waiting` for another attempt at an event that could not be folded; or `parked` there. */
  readonly state: 'due' | 'waiting' | 'parked';
}

/** All builds that are behind, of all tenants: for the sweeper and the metrics. Needs no scope. */
export async function readLag(db: SqlClient, projections: readonly Projection[]): Promise<ProjectionLag[]> {
  const { rows } = await db.query<{
    tenant_id: number;
    projection: string;
    version: number;
    is_live: boolean;
    lag: string;
    oldest_recorded_at: Date;
    state: ProjectionLag['state'];
  }>('select * from zhendi.projection_lag($1)', [projections.map((p) => p.name)]);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    projection: row.projection,
    isLive: row.is_live,
    isOurs: projections.some(({ name, version }) => name === row.projection && version === row.version),
    lag: Number(row.lag),
    oldestRecordedAt: row.oldest_recorded_at,
    state: row.state,
  }));
}
