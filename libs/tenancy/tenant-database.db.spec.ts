import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { append, type SqlClient } from '../event-store/index.ts';
import { anAppend, aStreamAt } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { createAppPool } from './pool.ts';
import { makeScope, projectionScope, readingOnly } from './scope.ts';
import { TenantDatabase, type TenantHandle } from './tenant-database.ts';

let installation: Installation;
let one: number;
let other: number;
/** One connection, so that each transaction follows the one before on it. */
let pool: pg.Pool;
let database: TenantDatabase;

beforeAll(async () => {
  installation = await anInstallation();
  [one, other] = (await installation.aCounty(2)).towns as [number, number];
  await aStreamAt(installation.app, one, 1);
  await aStreamAt(installation.app, other, 2);
});
afterAll(() => installation.close());

beforeEach(() => {
  pool = createAppPool({
    url: installation.appUrl,
    max: 1,
    onError: (error) => {
      throw error;
    },
  });
  database = new TenantDatabase(pool);
});
afterEach(() => pool.end());

const countEvents = async (db: SqlClient) => {
  const { rows } = await db.query<{ events: number }>('select count(*)::integer as events from zhendi.event');
  return rows[0]!.events;
};

/** What is left on the connection for whoever gets it next. */
async function leftBehind() {
  const { rows } = await pool.query<{ readable: string | null; writable: string | null }>(
    `select nullif(current_setting('app.readable_tenants', true), '') as readable,
            nullif(current_setting('app.writable_tenants', true), '') as writable`,
  );
  return { ...rows[0]!, events: await countEvents(pool) };
}

const NOTHING = { readable: null, writable: null, events: 0 };
const addCheckpoint = (db: TenantHandle<unknown>, projection: string) =>
  db.query('insert into zhendi.checkpoint (tenant_id, projection, build, position) values ($1, $2, 1, 0)', [
    one,
    projection,
  ]);

async function checkpoints(): Promise<string[]> {
  const { rows } = await installation.owner.query<{ projection: string }>(
    'select projection from zhendi.checkpoint',
  );
  return rows.map((row) => row.projection);
}

describe('the scope of a transaction', () => {
  it('ends with it, whether it was committed, failed or could not begin', async () => {
    expect(await database.withTenant(projectionScope(one), countEvents)).toBe(1);
    expect(await leftBehind()).toEqual(NOTHING);

    const failing = database.withTenant(projectionScope(one), () => Promise.reject(new Error('of the work')));
    await expect(failing).rejects.toThrow('of the work');
    expect(await leftBehind()).toEqual(NOTHING);

    const wrong = database.withTenant(projectionScope(one), (db) => db.query('select 1 / 0'));
    await expect(wrong).rejects.toThrow('division by zero');
    expect(await leftBehind()).toEqual(NOTHING);
  });

  it('does not outlive an append either', async () => {
    const tenantId = await installation.aTown();
    await database.append(projectionScope(tenantId), anAppend({ tenantId }));
    expect(await leftBehind()).toEqual(NOTHING);
    const stream = await aStreamAt(pool, tenantId, 1);
    const conflict = anAppend({ tenantId, expectations: [{ stream, version: 'none' }] });
    await expect(append(pool, conflict)).rejects.toThrow();
    expect(await leftBehind()).toEqual(NOTHING);
  });

  it('is that of the tenant whose turn it is', async () => {
    for (const [tenantId, events] of [
      [one, 1],
      [other, 2],
      [one, 1],
    ] as const) {
      expect(await database.withTenant(projectionScope(tenantId), countEvents)).toBe(events);
    }
  });

  it('cannot be had for an id that is not a number', async () => {
    const scope = makeScope({
      tenantId: one,
      readable: [`${one}'; select 1; --` as unknown as number],
      access: 'read',
    });
    await expect(database.withTenant(scope, countEvents)).rejects.toThrow(TypeError);
  });
});

describe('a transaction', () => {
  it('is committed when the work resolves and rolled back when it rejects', async () => {
    await database.withTenant(projectionScope(one), (db) => addCheckpoint(db, 'committed'));
    const failing = database.withTenant(projectionScope(one), async (db) => {
      await addCheckpoint(db, 'rolled back');
      throw new Error('of the work');
    });
    await expect(failing).rejects.toThrow('of the work');
    expect(await checkpoints()).toEqual(['committed']);
  });

  it('that the work broke and did not mention is not reported as committed', async () => {
    const silent = database.withTenant(projectionScope(one), async (db) => {
      await addCheckpoint(db, 'lost');
      await db.query('select 1 / 0').catch(() => undefined);
    });
    await expect(silent).rejects.toThrow();
    expect(await checkpoints()).not.toContain('lost');
  });

  it('for reading cannot write, and sees one moment', async () => {
    await expect(
      database.withTenant(readingOnly(projectionScope(one)), (db) => addCheckpoint(db, 'read only')),
    ).rejects.toMatchObject({ code: '25006' });

    const tenantId = await installation.aTown();
    await database.withTenant(readingOnly(projectionScope(tenantId)), async (db) => {
      expect(await countEvents(db)).toBe(0);
      await append(installation.app, anAppend({ tenantId }));
      expect(await countEvents(db)).toBe(0);
    });
  });

  it('ends with its callback: a handle that was kept does not speak in the scope of the next one', async () => {
    let kept: TenantHandle<unknown> | undefined;
    await database.withTenant(projectionScope(one), (db) => Promise.resolve(void (kept = db)));
    await database.withTenant(projectionScope(other), async () => {
      await expect(countEvents(kept!)).rejects.toThrow('ended');
      await expect(
        kept!.views
          .selectFrom('town_summary' as never)
          .selectAll()
          .execute(),
      ).rejects.toThrow('ended');
    });
  });

  it('gives its connection back when the server ends it in the middle', async () => {
    const ended = database.withTenant(projectionScope(one), async (db) => {
      const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
      await installation.owner.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      return db.query('select 1');
    });
    await expect(ended).rejects.toThrow();
    expect(await database.withTenant(projectionScope(one), countEvents)).toBe(1);
  });
});

describe('an append', () => {
  it('is not for a scope that only reads, nor for another tenant than its own', async () => {
    const own = anAppend({ tenantId: one });
    await expect(database.append(readingOnly(projectionScope(one)), own)).rejects.toThrow('for reading only');
    await expect(database.append(projectionScope(one + 1), own)).rejects.toThrow('does not reach');
  });
});
