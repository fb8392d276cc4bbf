import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { append } from '../../libs/event-store/index.ts';
import { projections } from '../../libs/features/read-models.ts';
import { DoorbellRinger, queueBackend } from '../../libs/platform/doorbells.ts';
import type { RunningProcess } from '../../libs/platform/run-process.ts';
import { ProjectionSignals, readLag } from '../../libs/projections/index.ts';
import { anAppend, anEvent } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aLogger } from '../../libs/testing/builders/logger.builder.ts';
import { aTownLife } from '../../libs/testing/builders/town-life.builder.ts';
import { startRedis, type TestRedis } from '../../libs/testing/redis.ts';
import { until } from '../../libs/testing/until.ts';
import { createWorker } from './create-worker.ts';

const aTraining = { villageId: '00000000-0000-4000-8000-000000000001', members: 1, public: 1, hours: 1 };

let installation: Installation;
let redis: TestRedis;
let home: string;
let tenantId: number;
let workers: RunningProcess[];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  [installation, redis] = await Promise.all([anInstallation(), startRedis()]);
});
afterAll(() => Promise.all([installation.close(), redis.stop(), rm(home, { recursive: true })]));

beforeEach(async () => {
  tenantId = await installation.aTown();
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
});

function start(redisUrl: string | undefined): void {
  workers.push(
    createWorker({
      databaseUrl: installation.appUrl,
      redisUrl,
      home,
      attachmentFolder: home,
      logger: aLogger().logger,
    }),
  );
}

const record = (events = aTownLife(80)) => append(installation.app, anAppend({ tenantId, events }));
const current = () =>
  until(async () => {
    const behind = await installation.database.withSystem((db) => readLag(db, projections));
    return !behind.some((lag) => lag.tenantId === tenantId);
  });
/** So that the sweeper takes the events for young, for ever: what happens to them, a doorbell did. */
const hideFromSweeper = () => installation.recordedAt(tenantId, new Date('2099-01-01T00:00:00Z'));
const hideFromPatience = () => installation.recordedAt(tenantId, new Date(Date.now() - 60_000));

describe('a worker', () => {
  it('whose Redis was wiped goes on: nothing but the ring was there', async () => {
    const ringer = new DoorbellRinger(
      queueBackend({ REDIS_URL: redis.url }, installation.appUrl),
      aLogger().logger,
    );
    await record();
    await ringer.ring(tenantId);
    const client = new Redis(redis.url);
    await client.flushall();
    await client.quit();
    await ringer.close();
    await hideFromPatience();
    start(redis.url);
    await current();
  });

  it('whose Redis is down does the work all the same, and closes', async () => {
    start('redis://127.0.0.1:1');
    await record();
    await hideFromPatience();
    await current();
    await workers.pop()!.close();
  });
});

describe.each([
  { name: 'Redis', url: () => redis.url },
  { name: 'PostgreSQL', url: () => undefined },
])('a worker with doorbells on $name', ({ url }) => {
  let ringer: DoorbellRinger;

  beforeEach(() => {
    ringer = new DoorbellRinger(queueBackend({ REDIS_URL: url() }, installation.appUrl), aLogger().logger);
  });
  afterEach(() => ringer.close());

  it('brings the read models up to date when it rings, and announces that', async () => {
    const signals = new ProjectionSignals(installation.appUrl, () => undefined);
    let announced = false;
    signals.subscribe((moved) => {
      if (moved === tenantId) announced = true;
    });
    await record();
    await hideFromSweeper();
    start(url());
    await until(async () => {
      await ringer.ring(tenantId);
      return announced;
    });
    await current();
    await signals.close();
    const { rows } = await installation.owner.query<{ villages: number }>(
      'select villages from read_model.town_summary where tenant_id = $1',
      [tenantId],
    );
    const registered = aTownLife(80).filter((event) => event.type === 'VillageRegistered');
    expect(rows).toEqual([{ villages: registered.length }]);
  });

  it('goes on by itself after a run that was not enough for all events', async () => {
    const trainings = (count: number) =>
      Array.from({ length: count }, () => anEvent({ type: 'TrainingHeld', data: aTraining }));
    for (const count of [5_000, 5_000, 9]) await record(trainings(count));
    await hideFromSweeper();
    start(url());
    await ringer.ring(tenantId);
    await current();
    const { rows } = await installation.owner.query<{ trainings: number }>(
      'select trainings from read_model.town_summary where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toEqual([{ trainings: 10_009 }]);
  });

  it('finds by itself what nobody rang for', async () => {
    await record();
    await hideFromPatience();
    start(url());
    await current();
  });

  it('shares the work with a second one, each event once', async () => {
    start(url());
    start(url());
    for (let i = 0; i < 20; i++) {
      await record([anEvent({ type: 'TrainingHeld', data: aTraining })]);
      await ringer.ring(tenantId);
    }
    await current();
    const { rows } = await installation.owner.query<{ trainings: number }>(
      'select trainings from read_model.town_summary where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toEqual([{ trainings: 20 }]);
  });
});
