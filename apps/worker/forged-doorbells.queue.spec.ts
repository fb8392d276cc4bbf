import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { queueBackend, type Doorbell } from '../../libs/platform/doorbells.ts';
import type { RunningProcess } from '../../libs/platform/run-process.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../../libs/testing/builders/logger.builder.ts';
import { aTownLife } from '../../libs/testing/builders/town-life.builder.ts';
import { startRedis, type TestRedis } from '../../libs/testing/redis.ts';
import { until } from '../../libs/testing/until.ts';
import { createWorker } from './create-worker.ts';

let installation: Installation;
let redis: TestRedis;
let home: string;
let worker: RunningProcess;
let lines: LogLine[];
let tenants: readonly [number, number];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  [installation, redis] = await Promise.all([anInstallation(), startRedis()]);
});
afterAll(() => Promise.all([installation.close(), redis.stop(), rm(home, { recursive: true })]));

/** How many rows of read models a town has, seen behind row-level security. */
async function rowsOf(tenantId: number): Promise<number> {
  const { rows } = await installation.owner.query<{ rows: number }>(
    `select (select count(*) from read_model.village_card where tenant_id = $1)
       + (select count(*) from zhendi.checkpoint where tenant_id = $1) as rows`,
    [tenantId],
  );
  return rows[0]!.rows;
}

describe.each([
  ['Redis', () => redis.url],
  ['PostgreSQL', () => undefined],
])('a doorbell that somebody forged in %s', (_, redisUrl) => {
  // Two towns with the same events, too new for the sweeper: what happens to them, a doorbell does.
  beforeEach(async () => {
    tenants = [await installation.aTown(), await installation.aTown()];
    const events = aTownLife(40);
    for (const tenantId of tenants) {
      await append(installation.app, anAppend({ tenantId, events }));
      await installation.recordedAt(tenantId, new Date('2099-01-01T00:00:00Z'));
    }
    const logger = aLogger();
    lines = logger.lines;
    worker = createWorker({
      databaseUrl: installation.appUrl,
      redisUrl: redisUrl(),
      home,
      attachmentFolder: home,
      logger: logger.logger,
    });
  });
  afterEach(() => worker.close());

  async function forge(...data: unknown[]): Promise<void> {
    const backend = queueBackend({ REDIS_URL: redisUrl() }, installation.appUrl);
    const queue = backend.queue('doorbell-0');
    // Ids of its own, as each ring has them: without, the queue makes a sequence, which the app's role may not.
    await queue.addBulk(
      data.map((each) => {
        const id = randomUUID();
        return { name: 'ring', data: each as Doorbell, opts: { jobId: id, deduplication: { id } } };
      }),
    );
    await queue.close();
    backend.close();
  }

  it('has its own tenant caught up, whatever else it says', async () => {
    const [one, other] = tenants;
    await forge({
      tenantId: other,
      readable: [one],
      access: 'write',
      scope: { tenantId: one, readable: [one] },
    });
    await until(async () => (await rowsOf(other)) > 0);
    expect(await rowsOf(one)).toBe(0);
  });

  it('and names several has the news of these applied, whatever else it says', async () => {
    const [one, other] = tenants;
    await forge({ tenantIds: [other], readable: [one, other], scope: { tenantId: one } });
    await until(async () => (await rowsOf(other)) > 0);
    expect(await rowsOf(one)).toBe(0);
  });

  it('and names no tenant is left, and the next one answered', async () => {
    const [one, other] = tenants;
    const noTenants = [
      `${one},${other}`,
      `${one}`,
      one,
      [[one], [other]],
      [`${one}`],
      [one + 0.5],
      [one, null],
      [],
      null,
      undefined,
      {},
      true,
      [-1],
      [2 ** 31],
      Array.from({ length: 501 }, () => one),
    ].map((tenantIds) => ({ tenantIds }));
    const noTenant = [`${one}`, [one], one + 0.5, null, -1, 2 ** 31].map((tenantId) => ({ tenantId }));
    const forged = [...noTenants, ...noTenant, null, 'ring'];
    await forge(...forged, { tenantIds: [other] });
    await until(async () => (await rowsOf(other)) > 0);
    await until(
      () => lines.filter(({ msg }) => msg === 'a doorbell that names no tenant').length === forged.length,
    );
    expect(await rowsOf(one)).toBe(0);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('for a tenant that is not there leaves nothing there', async () => {
    const nobody = 2_000_000_000;
    await forge({ tenantIds: [nobody] }, { tenantIds: [tenants[1]] });
    await until(async () => (await rowsOf(tenants[1])) > 0);
    expect(await rowsOf(nobody)).toBe(0);
  });
});
