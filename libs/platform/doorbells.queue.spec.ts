import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../testing/builders/logger.builder.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';
import { until } from '../testing/until.ts';
import { DoorbellListener, DoorbellRinger, queueBackend } from './doorbells.ts';
import type { Logger } from './logging.ts';

let installation: Installation;
let redis: TestRedis;

beforeAll(async () => {
  [installation, redis] = await Promise.all([anInstallation(), startRedis()]);
});
afterAll(() => Promise.all([installation.close(), redis.stop()]));

const NOWHERE = '127.0.0.1:1';

const backends = [
  {
    name: 'Redis',
    open: () => queueBackend({ REDIS_URL: redis.url }, installation.appUrl),
    down: () => queueBackend({ REDIS_URL: `redis://${NOWHERE}` }, installation.appUrl),
    wipe: async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      await client.quit();
    },
    cut: async () => {
      const client = new Redis(redis.url);
      await client.client('KILL', 'SKIPME', 'yes', 'TYPE', 'normal');
      await client.quit();
    },
  },
  {
    name: 'PostgreSQL',
    open: () => queueBackend({ REDIS_URL: undefined }, installation.appUrl),
    down: () => queueBackend({ REDIS_URL: undefined }, `postgres://zhendi:zhendi@${NOWHERE}/zhendi`),
    wipe: async () => {
      await installation.owner.query('truncate bullmq.job, bullmq.dedup, bullmq.dedup_next cascade');
    },
    cut: async () => {
      await installation.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename <> current_user`,
      );
    },
  },
];

describe.each(backends)('a doorbell on $name', ({ open, down, wipe, cut }) => {
  let logger: Logger;
  let lines: LogLine[];
  let ringer: DoorbellRinger;
  let listeners: DoorbellListener[];
  /** What answers that wait are waiting for. */
  let release: (() => void)[];

  beforeEach(async () => {
    await wipe();
    ({ logger, lines } = aLogger());
    ringer = new DoorbellRinger(open(), logger);
    listeners = [];
    release = [];
  });
  afterEach(async () => {
    release.forEach((go) => go());
    await Promise.all(listeners.map((listener) => listener.close(10_000)));
    await ringer.close();
  });

  async function listen(answer: (tenantId: number) => Promise<void>): Promise<DoorbellListener> {
    const listener = new DoorbellListener(open(), logger, answer);
    listeners.push(listener);
    await listener.ready();
    return listener;
  }

  /** Listens, notes who was answered, and keeps those waiting whom the test names. */
  async function note(waiting: (tenantId: number, time: number) => boolean = () => false): Promise<number[]> {
    const answered: number[] = [];
    await listen(async (tenantId) => {
      answered.push(tenantId);
      const time = answered.filter((id) => id === tenantId).length;
      if (waiting(tenantId, time)) await new Promise<void>((resolve) => release.push(resolve));
    });
    return answered;
  }

  const quiet = () => until(async () => (await ringer.depth()) === 0);

  it('is answered, once for each ring that nobody else rang meanwhile', async () => {
    const answered = await note();
    await ringer.ring(7);
    await until(() => answered.length === 1);
    await quiet();
    await ringer.ring(7);
    await until(() => answered.length === 2);
    expect(answered).toEqual([7, 7]);
  });

  it('that rang before anybody listened is answered, once for all its rings', async () => {
    for (let i = 0; i < 5; i++) await ringer.ring(7);
    expect(await ringer.depth()).toBe(1);
    const answered = await note();
    await until(() => answered.length > 0);
    await quiet();
    expect(answered).toEqual([7]);
  });

  it('that rings during the answer is kept, and answered once after it', async () => {
    const answered = await note((_, time) => time === 1);
    await ringer.ring(7);
    await until(() => answered.length === 1);
    for (let i = 0; i < 3; i++) await ringer.ring(7);
    expect(answered).toEqual([7]);
    release.pop()!();
    await until(() => answered.length === 2);
    await quiet();
    expect(answered).toEqual([7, 7]);
  });

  it('for a rebuild is answered after all that rang for new facts, once for all its rings', async () => {
    // All of one queue, which answers two at a time.
    for (let i = 0; i < 2; i++) await ringer.ringForRebuild([4, 8, 12]);
    expect(await ringer.depth()).toBe(3);
    await ringer.ring(16);
    await ringer.ring(20);
    const answered = await note((tenantId) => tenantId > 12);
    await until(() => answered.length === 2);
    expect(new Set(answered)).toEqual(new Set([16, 20]));
    release.splice(0).forEach((go) => go());
    await quiet();
    expect(answered.slice(2).sort((a, b) => a - b)).toEqual([4, 8, 12]);
    expect(lines).toEqual([]);
  });

  it('for a new fact is not taken for one of a rebuild of the same tenant', async () => {
    await ringer.ringForRebuild([4]);
    await ringer.ring(4);
    expect(await ringer.depth()).toBe(2);
  });

  it('of one tenant is never answered twice at the same time, whoever listens', async () => {
    const active = new Map<number, number>();
    const last = new Map<number, number>();
    let rung = 0;
    const clashes: number[] = [];
    const answer = async (tenantId: number) => {
      active.set(tenantId, (active.get(tenantId) ?? 0) + 1);
      if (active.get(tenantId)! > 1) clashes.push(tenantId);
      last.set(tenantId, rung);
      await new Promise((resolve) => setImmediate(resolve));
      await ringer.depth();
      active.set(tenantId, active.get(tenantId)! - 1);
    };
    await Promise.all([listen(answer), listen(answer)]);
    const lastRing = new Map<number, number>();
    for (rung = 1; rung <= 60; rung++) {
      const tenantId = 1 + (rung % 5);
      lastRing.set(tenantId, rung);
      await ringer.ring(tenantId);
    }
    await quiet();
    await until(() => [...lastRing].every(([tenantId, ring]) => (last.get(tenantId) ?? 0) >= ring));
    expect(clashes).toEqual([]);
  });

  it('of a tenant is not kept waiting by tenants of the other queues', async () => {
    // 4, 8 and 12 share a queue, which answers two at a time; 5, 6 and 7 have the three others.
    const answered = await note((tenantId) => tenantId % 4 === 0);
    for (const tenantId of [4, 8, 12]) await ringer.ring(tenantId);
    await until(() => answered.length === 2);
    for (const tenantId of [5, 6, 7]) await ringer.ring(tenantId);
    await until(() => answered.length === 5);
    expect(answered.toSorted()).toEqual([4, 5, 6, 7, 8]);
    release.splice(0).forEach((go) => go());
    await until(() => answered.includes(12));
  });

  it('whose answer fails is answered again, three times in all, and others meanwhile', async () => {
    const answered: number[] = [];
    await listen((tenantId) => {
      answered.push(tenantId);
      return tenantId === 4 ? Promise.reject(new Error('of the answer')) : Promise.resolve();
    });
    await ringer.ring(4);
    await until(() => answered.length === 1);
    await ringer.ring(8);
    await until(() => answered.includes(8));
    await until(() => answered.filter((id) => id === 4).length === 3);
    await quiet();
    expect(answered.filter((id) => id === 4)).toHaveLength(3);
    expect(lines.some((line) => line.msg === 'catch-up failed' && line.tenantId === 4)).toBe(true);

    await ringer.ring(4);
    await until(() => answered.filter((id) => id === 4).length === 4);
  });

  it('whose answer fails once and then succeeds is not answered again', async () => {
    const answered: number[] = [];
    await listen((tenantId) => {
      answered.push(tenantId);
      return answered.length === 1 ? Promise.reject(new Error('of the answer')) : Promise.resolve();
    });
    await ringer.ring(7);
    await until(() => answered.length === 2);
    await quiet();
    expect(answered).toEqual([7, 7]);
  });

  it('that rings during the last failure is not lost', async () => {
    let fails = 0;
    let succeeded = false;
    await listen(async (tenantId) => {
      if (fails === 3) return void (succeeded = true);
      fails++;
      if (fails === 3) await ringer.ring(tenantId);
      throw new Error('of the answer');
    });
    await ringer.ring(7);
    await until(() => succeeded);
  });

  it('that was wiped away is lost, and the next ring is answered', async () => {
    await ringer.ring(7);
    await wipe();
    const answered = await note();
    expect(await ringer.depth()).toBe(0);
    await ringer.ring(7);
    await until(() => answered.length > 0);
    await quiet();
    expect(answered).toEqual([7]);
  });

  it('that was wiped away during its answer does not keep the next ring from being answered', async () => {
    const answered = await note((_, time) => time === 1);
    await ringer.ring(7);
    await until(() => answered.length === 1);
    await wipe();
    release.pop()!();
    await ringer.ring(7);
    await until(() => answered.length === 2);
  });

  it('is answered again after all connections were cut', async () => {
    const answered = await note();
    await ringer.ring(7);
    await until(() => answered.length === 1);
    await cut();
    await until(async () => {
      await ringer.ring(7);
      return answered.length > 1;
    });
  });

  it('whose answer hangs keeps the listener from closing for no longer than was said', async () => {
    const answered = await note(() => true);
    await ringer.ring(7);
    await until(() => answered.length === 1);
    const closing = listeners[0]!.close(50);
    await closing;
    expect(release).toHaveLength(1);
  });

  it('at work is waited for when the listener closes', async () => {
    const answered = await note(() => true);
    await ringer.ring(7);
    await until(() => answered.length === 1);
    let closed = false;
    const closing = listeners[0]!.close(20_000).then(() => (closed = true));
    await ringer.depth();
    expect(closed).toBe(false);
    release.pop()!();
    await closing;
    expect(await ringer.depth()).toBe(0);
  });

  it('that rings while another is on its way goes with the others, each tenant once', async () => {
    await Promise.all([7, 11, 7, 15, 11, 7].map((tenantId) => ringer.ring(tenantId)));
    expect(await ringer.depth()).toBe(3);
    const answered = await note();
    await until(() => answered.length === 3);
    await quiet();
    expect([...answered].sort((a, b) => a - b)).toEqual([7, 11, 15]);
  });

  it('that cannot ring is logged, and whoever rang goes on', async () => {
    const other = aLogger();
    const dead = new DoorbellRinger(down(), other.logger);
    await dead.ring(7);
    expect(other.lines).toContainEqual(
      expect.objectContaining({ msg: 'doorbell did not ring', tenantIds: [7] }),
    );
    await dead.close();
  });

  it('that cannot be listened to does not keep the listener from closing', async () => {
    const dead = new DoorbellListener(down(), aLogger().logger, () => Promise.resolve());
    dead.ready().catch(() => undefined);
    await dead.close(1_000);
  });
});
