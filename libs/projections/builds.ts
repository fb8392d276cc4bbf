import type { SqlClient } from '../event-store/index.ts';
import type { TenantDatabase } from '../tenancy/index.ts';
import type { Projection } from './define-projection.ts';
import { createTable, createView, declarationText, tableName, type Build } from './tables.ts';

// Two processes must not both begin a build.
const BUILDS_LOCK = 20_260_802;

/** A read model is being rebuilt already. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
  constructor(
    readonly projection: string,
    readonly build: number,
  ) {
    super(`${projection} is being rebuilt already (build ${build})`);
  }
}

/** What the catalogue knows of a build. */
interface BuildRecord {
  readonly build: number;
  readonly version: number;
  readonly declaration: string;
  readonly state: 'building' | 'live' | 'retired' | 'aborted';
}

/**
 * Creates what is missing of the declared read models. One that has never been there is seen by readers at once, and
 * fills. One with a higher version than readers see is begun beside it, and takes its place when it has caught up
 * ({@link switchBuilds}); a build of an earlier version that had not got so far is given up. A lower version than readers
 * see changes nothing: this program is older than another one that has been here.
 *
 * @param owner one connection of the tables' owner, inside a transaction.
 * @throws when a declaration's columns changed and its version did not.
 */
export async function createTables(owner: SqlClient, projections: readonly Projection[]): Promise<void> {
  await lockBuilds(owner);
  for (const projection of projections) {
    const records = await readRecords(owner, projection.name);
    refuseOtherColumns(projection, records);
    const live = records.find(({ state }) => state === 'live');
    const building = records.find(({ state }) => state === 'building');
    if (!live) {
      await createView(owner, await begin(owner, projection, records, 'live'));
    } else if (projection.version > Math.max(live.version, building?.version ?? 0)) {
      await giveUp(owner, projection);
      await begin(owner, projection, records, 'building');
    }
  }
}

/**
 * Begins to fold a read model anew, from the first event, beside the one that readers see.
 *
 * @param owner one connection of the tables' owner, inside a transaction.
 * @returns the number of the build.
 * @throws {RebuildRunning}
 */
export async function beginRebuild(owner: SqlClient, projection: Projection): Promise<number> {
  await lockBuilds(owner);
  const records = await readRecords(owner, projection.name);
  const building = records.find(({ state }) => state === 'building');
  if (building) throw new RebuildRunning(projection.name, building.build);
  return (await begin(owner, projection, records, 'building')).build;
}

/**
 * Gives up the unfinished build of a read model, if there is one, and drops what it has. Readers notice nothing.
 *
 * @param owner one connection of the tables' owner, inside a transaction.
 * @returns its number; null when nothing is being built.
 */
export async function abortRebuild(owner: SqlClient, projection: Projection): Promise<number | null> {
  await lockBuilds(owner);
  return giveUp(owner, projection);
}

/**
 * Lets the builds that have caught up take the place of those that readers see, each in a transaction of its own. It is
 * the database that decides whether it is time.
 *
 * @returns the names of the read models that were switched.
 */
export async function switchBuilds(
  database: TenantDatabase,
  projections: readonly Projection[],
): Promise<string[]> {
  const building = await database.withSystem((db) => readBuilding(db, projections));
  const switched: string[] = [];
  for (const { projection, build } of building) {
    const { rows } = await database.withSystem((db) =>
      db.query<{ done: boolean }>('select zhendi.switch_build($1, $2) as done', [projection.name, build]),
    );
    if (rows[0]!.done) switched.push(projection.name);
  }
  return switched;
}

/** The unfinished builds that follow these declarations. Needs no scope. */
export async function readBuilding(db: SqlClient, projections: readonly Projection[]): Promise<Build[]> {
  const { rows } = await db.query<{ name: string; version: number; build: number }>(
    `select name, version, build from zhendi.projection_build where state = 'building' order by name`,
  );
  return rows.flatMap(({ name, version, build }) => {
    const projection = projections.find((one) => one.name === name && one.version === version);
    return projection ? [{ projection, build }] : [];
  });
}

/** Drops the tables that readers left some minutes ago. Needs no scope. */
export async function dropRetiredBuilds(db: SqlClient): Promise<void> {
  await db.query('select zhendi.drop_retired_builds()');
}

async function lockBuilds(owner: SqlClient): Promise<void> {
  await owner.query('select pg_advisory_xact_lock($1)', [BUILDS_LOCK]);
}

async function readRecords(owner: SqlClient, name: string): Promise<BuildRecord[]> {
  const { rows } = await owner.query<BuildRecord>(
    'select build, version, declaration, state from zhendi.projection_build where name = $1 order by build',
    [name],
  );
  return rows;
}

function refuseOtherColumns(projection: Projection, records: readonly BuildRecord[]): void {
  const { name, version } = projection;
  const known = records.findLast((record) => record.version === version);
  if (known && known.declaration !== declarationText(projection)) {
    throw new Error(`read model ${name} has other columns than version ${version} had: raise its version`);
  }
}

async function begin(
  owner: SqlClient,
  projection: Projection,
  records: readonly BuildRecord[],
  state: 'building' | 'live',
): Promise<Build> {
  const build = { projection, build: (records.at(-1)?.build ?? 0) + 1 };
  await createTable(owner, build);
  await owner.query(
    `insert into zhendi.projection_build (name, build, version, declaration, state, switched_at)
     values ($1, $2, $3, $4, $5, case when $5 = 'live' then now() end)`,
    [projection.name, build.build, projection.version, declarationText(projection), state],
  );
  return build;
}

async function giveUp(owner: SqlClient, projection: Projection): Promise<number | null> {
  const { rows } = await owner.query<{ build: number }>(
    `update zhendi.projection_build set state = 'aborted', ended_at = now(), dropped_at = now()
     where name = $1 and state = 'building' returning build`,
    [projection.name],
  );
  if (!rows[0]) return null;
  const { build } = rows[0];
  // First: a worker that is in the middle of a page of it holds these, and needs the table to get to its end.
  await owner.query('delete from zhendi.checkpoint where projection = $1 and build = $2', [
    projection.name,
    build,
  ]);
  await owner.query(`drop table ${tableName({ projection, build })}`);
  return build;
}
