import type { SqlClient } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';

/** How far a build has come, over all tenants that have events. */
export interface BuildStatus {
  readonly name: string;
  readonly build: number;
  readonly version: number;
  /** Whether readers see it, or it is still to take the place of another one. */
  readonly isLive: boolean;
  readonly tenants: number;
  /** Those whose events it holds to the last one. */
  readonly tenantsDone: number;
  readonly events: number;
  readonly eventsFolded: number;
  /** Tenants where it stopped for good before an event, until an operator resumes it. */
  readonly parked: number;
}

/** The builds of these read models that are seen or built, by name. For the operator, as the owner. */
export async function readBuildStatus(
  owner: SqlClient,
  projections: readonly Projection[],
): Promise<BuildStatus[]> {
  const { rows } = await owner.query<BuildStatus>(
    `with head as materialized (
       select t.tenant_id, h.position from zhendi.tenant t
       cross join lateral (
         select e.position from zhendi.event e where e.tenant_id = t.tenant_id order by e.position desc limit 1
       ) h
     )
     select b.name, b.build, b.version, b.state = 'live' as "isLive",
       count(head.tenant_id) as tenants, count(*) filter (where c.position >= head.position) as "tenantsDone",
       coalesce(sum(head.position), 0)::bigint as events,
       coalesce(sum(least(coalesce(c.position, 0), head.position)), 0)::bigint as "eventsFolded",
       count(c.parked_at) as parked
     from zhendi.projection_build b
     left join head on true
     left join zhendi.checkpoint c on c.tenant_id = head.tenant_id and c.projection = b.name and c.build = b.build
     where b.state in ('live', 'building') and b.name = any ($1::text[])
     group by b.name, b.build order by b.name, b.build`,
    [projections.map(({ name }) => name)],
  );
  return rows.map((row) => ({
    ...row,
    tenants: Number(row.tenants),
    tenantsDone: Number(row.tenantsDone),
    events: Number(row.events),
    eventsFolded: Number(row.eventsFolded),
    parked: Number(row.parked),
  }));
}
