import { AppendBatcher } from './append-batcher.ts';
import type { SqlPool } from './sql-client.ts';
import { StateLoader } from './state-loader.ts';

/** How the calls of a database are gathered. */
export interface GatheringOptions {
  /** A call never carries what belongs to several tenants. */
  readonly oneTenantPerCall?: boolean;
}

/** What gathers the calls of many commands: to load what they are decided on, and to append. */
export interface GatheredCalls {
  readonly states: StateLoader;
  readonly appends: AppendBatcher;
}

/** Gathers calls as it suits the database: on Citus a call of several tenants has no one node to run on. */
export async function gatherCalls(pool: SqlPool): Promise<GatheredCalls> {
  const { rows } = await pool.query<{ citus: boolean }>(
    `select exists (select from pg_catalog.pg_extension where extname = 'citus') as citus`,
  );
  const options = { oneTenantPerCall: rows[0]!.citus };
  return { states: new StateLoader(pool, options), appends: new AppendBatcher(pool, options) };
}
