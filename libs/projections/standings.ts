import type { PreparedStatement, SqlClient } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';
import type { Build } from './tables.ts';

/** Where a build stands in the history of one tenant. */
export interface Standing extends Build {
  /** Whether readers see it. */
  readonly isLive: boolean;
  /** It holds every event up to this position. */
  readonly position: number;
  /** Failed ones at the next event. */
  readonly attempts: number;
  /** Parked, or before the time of the next attempt. */
  readonly held: boolean;
}

/** Where a tenant's builds stand, and where its history ends. */
export interface Standings {
  readonly head: number;
  readonly builds: readonly Standing[];
}

interface StandingRow {
  readonly name: string;
  readonly build: number;
  readonly is_live: boolean;
  readonly position: string;
  readonly attempts: number;
  readonly held: boolean;
}

const READ: PreparedStatement = {
  name: 'zhendi.standings',
  text: `select b.name, b.build, b.state = 'live' as is_live, head.position as head, c.position is null as is_new,
     coalesce(c.position, 0) as position, coalesce(c.attempts, 0) as attempts,
     c.parked_at is not null or coalesce(c.next_attempt_at > now(), false) as held
   from unnest($2::text[], $3::integer[]) as p (name, version)
   join zhendi.projection_build b on b.name = p.name and b.version = p.version and b.state in ('live', 'building')
   left join zhendi.checkpoint c on c.tenant_id = $1 and c.projection = b.name and c.build = b.build
   cross join (select e.position from zhendi.event e where e.tenant_id = $1 order by e.position desc limit 1) head`,
};

const LOCK: PreparedStatement = {
  name: 'zhendi.lock_standings',
  text: `select c.projection as name, c.build, b.state = 'live' as is_live, c.position, c.attempts,
     c.parked_at is not null or coalesce(c.next_attempt_at > now(), false) as held
   from unnest($2::text[], $3::integer[]) as p (name, build)
   join zhendi.projection_build b on b.name = p.name and b.build = p.build and b.state in ('live', 'building')
     and coalesce(b.yields_until < now(), true)
   join zhendi.checkpoint c on c.tenant_id = $1 and c.projection = b.name and c.build = b.build
   for update of c skip locked`,
};

const MOVE: PreparedStatement = {
  name: 'zhendi.move_checkpoints',
  text: `update zhendi.checkpoint c set position = $4, updated_at = now(), attempts = 0, failed_event_id = null, error = null,
     next_attempt_at = null, parked_at = null
   from unnest($2::text[], $3::integer[]) as p (name, build)
   where c.tenant_id = $1 and c.projection = p.name and c.build = p.build`,
};

/**
 * The builds that follow these declarations, and that anybody sees or will see. What has no checkpoint yet gets one, as
 * soon as there is an event.
 *
 * @param db in the tenant's scope.
 */
export async function readStandings(
  db: SqlClient,
  tenantId: number,
  projections: readonly Projection[],
): Promise<Standings> {
  const { rows } = await db.query<StandingRow & { head: string; is_new: boolean }>(READ, [
    tenantId,
    projections.map(({ name }) => name),
    projections.map(({ version }) => version),
  ]);
  const added = rows.filter((row) => row.is_new);
  if (added.length > 0) await addCheckpoints(db, tenantId, added);
  return { head: Number(rows[0]?.head ?? 0), builds: rows.map((row) => standing(row, projections)) };
}

/**
 * Locks the checkpoints of these builds until the transaction ends.
 *
 * @returns where those stand that nobody else is at, that are still wanted, and that may move now.
 */
export async function lockStandings(
  db: SqlClient,
  tenantId: number,
  builds: readonly Build[],
): Promise<Standing[]> {
  const { rows } = await db.query<StandingRow>(LOCK, [tenantId, ...namesAndNumbers(builds)]);
  const projections = builds.map(({ projection }) => projection);
  return rows.map((row) => standing(row, projections));
}

/** Moves builds on, and forgets their failures at what is now behind. */
export async function moveCheckpoints(
  db: SqlClient,
  tenantId: number,
  builds: readonly Build[],
  position: number,
): Promise<void> {
  await db.query(MOVE, [tenantId, ...namesAndNumbers(builds), position]);
}

async function addCheckpoints(
  db: SqlClient,
  tenantId: number,
  builds: readonly { readonly name: string; readonly build: number }[],
): Promise<void> {
  await db.query(
    `insert into zhendi.checkpoint (tenant_id, projection, build, position)
     select $1, p.name, p.build, 0 from unnest($2::text[], $3::integer[]) as p (name, build)
     order by p.name, p.build on conflict do nothing`,
    [tenantId, builds.map(({ name }) => name), builds.map(({ build }) => build)],
  );
}

function standing(row: StandingRow, projections: readonly Projection[]): Standing {
  return {
    projection: projections.find(({ name }) => name === row.name)!,
    build: row.build,
    isLive: row.is_live,
    position: Number(row.position),
    attempts: row.attempts,
    held: row.held,
  };
}

function namesAndNumbers(builds: readonly Build[]): [string[], number[]] {
  return [builds.map(({ projection }) => projection.name), builds.map(({ build }) => build)];
}
