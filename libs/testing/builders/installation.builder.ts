import type pg from 'pg';
import { registerTenants, TenantDatabase } from '../../tenancy/index.ts';
import { createAppPool, createOwnerPool } from '../../tenancy/pool.ts';
import { createTestDatabase } from '../test-database.ts';

/** A county and its towns, by tenant id. */
export interface County {
  readonly code: string;
  readonly tenantId: number;
  readonly towns: readonly number[];
}

/** A database of its own, and both ways into it. */
export interface Installation {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The superuser: for set-up and for looking behind row-level security. */
  readonly owner: pg.Pool;
  /** The app's unprivileged role, which the code under test gets. */
  readonly app: pg.Pool;
  readonly database: TenantDatabase;
  /** A county of invented divisions with so many towns; each call makes another one. */
  aCounty(towns: number): Promise<County>;
  /** A town of a county of its own. */
  aTown(): Promise<number>;
  /** What the operator does to a town that may no longer write. */
  suspend(tenantId: number): Promise<void>;
  /** Moves the time at which a town's events were recorded, as no client of the store can. */
  recordedAt(tenantId: number, instant: Date): Promise<void>;
  /** Runs a statement that locks something, as another process would. @returns what lets go of it. */
  hold(statement: string, values: unknown[]): Promise<() => Promise<void>>;
  /** Closes the pools and drops the database; fails when something was left open. */
  close(): Promise<void>;
}

// As many callers at once as the tests of concurrency have.
const CONNECTIONS = 16;

/** Makes an installation for one test file. */
export async function anInstallation(): Promise<Installation> {
  const { ownerUrl, appUrl, drop } = await createTestDatabase();
  const onError = (error: Error) => {
    throw error;
  };
  const owner = createOwnerPool({ url: ownerUrl, onError });
  const app = createAppPool({ url: appUrl, max: CONNECTIONS, onError });
  let counties = 0;
  const held = new Set<pg.PoolClient>();
  const aCounty = async (towns: number): Promise<County> => {
    const code = String(990_000 + ++counties);
    const divisions = Array.from({ length: towns }, (_, i) => ({
      code: `${code}${100 + i}`,
      name: `第${i + 1}镇`,
    }));
    const { tenants } = await registerTenants(owner, { code, name: `第${counties}县` }, divisions);
    return {
      code,
      tenantId: tenants.get(code)!.tenantId,
      towns: divisions.map((division) => tenants.get(division.code)!.tenantId),
    };
  };
  return {
    ownerUrl,
    appUrl,
    owner,
    app,
    database: new TenantDatabase(app),
    aCounty,
    aTown: async () => (await aCounty(1)).towns[0]!,
    suspend: async (tenantId) => {
      await owner.query(`update zhendi.tenant set status = 'suspended' where tenant_id = $1`, [tenantId]);
    },
    recordedAt: async (tenantId, instant) => {
      const client = await owner.connect();
      await client.query('begin; set local session_replication_role = replica');
      await client.query('update zhendi.event set recorded_at = $2 where tenant_id = $1', [
        tenantId,
        instant,
      ]);
      await client.query('commit');
      client.release();
    },
    hold: async (statement, values) => {
      const client = await owner.connect();
      held.add(client);
      await client.query('begin');
      await client.query(statement, values);
      return async () => {
        held.delete(client);
        await client.query('rollback');
        client.release();
      };
    },
    close: async () => {
      // Of a test that failed: whoever waits for the lock must get through, or nothing closes.
      held.forEach((client) => client.release(true));
      await Promise.all([owner.end(), app.end()]);
      await drop();
    },
  };
}
