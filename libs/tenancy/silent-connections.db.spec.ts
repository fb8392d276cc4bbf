import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { CuttingProxy } from '../testing/chaos/cutting-proxy.ts';
import { until } from '../testing/until.ts';
import { createAppPool } from './pool.ts';
import { projectionScope } from './scope.ts';
import { TenantDatabase } from './tenant-database.ts';

const PATIENCE_MS = 500;
const LOCK = 'select pg_advisory_xact_lock(20_261_123)';

let installation: Installation;
let proxy: CuttingProxy;
let pool: pg.Pool;
let tenantId: number;

beforeAll(async () => {
  installation = await anInstallation();
  tenantId = await installation.aTown();
  proxy = await CuttingProxy.listen();
});
afterAll(async () => {
  await proxy.close();
  await installation.close();
});
beforeEach(() => {
  const { port } = new URL(installation.appUrl);
  proxy.leadTo(Number(port));
  const url = Object.assign(new URL(installation.appUrl), { port: proxy.port }).href;
  pool = createAppPool({ url, max: 2, onError: () => undefined, patienceMs: PATIENCE_MS });
});

describe('a connection that falls silent', () => {
  it('is given up, and what comes next gets another one', async () => {
    await pool.query('select 1');
    proxy.silence();
    await expect(pool.query('select 1')).rejects.toThrow('Query read timeout');
    expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    await pool.end();
  });

  it('in the middle of a transaction gives up the connection and the locks', async () => {
    const work = new TenantDatabase(pool).withTenant(projectionScope(tenantId), async (db) => {
      await db.query(LOCK);
      proxy.silence();
      await db.query('select 1');
    });
    await expect(work).rejects.toThrow('Query read timeout');
    await installation.owner.query(LOCK);
    expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    await pool.end();
  });
});

describe('a process that stops in the middle of a transaction', () => {
  it('does not keep others from what it has locked', async () => {
    const stopped = await pool.connect();
    await stopped.query('begin');
    await stopped.query(LOCK);
    await installation.owner.query(LOCK);
    await until(() =>
      stopped.query('select 1').then(
        () => false,
        () => true,
      ),
    );
    stopped.release(true);
    await pool.end();
  });
});
