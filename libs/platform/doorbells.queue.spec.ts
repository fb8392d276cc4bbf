import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { aLogger, type LogLine } from '../testing/builders/logger.builder.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';
import { until } from '../testing/until.ts';
import { DoorbellListener, DoorbellRinger, queueBackend, type Doorbell } from './doorbells.ts';
import type { Logger } from './logging.ts';

let installation: Installation;
let redis: TestRedis;

beforeAll(async () => {
  [installation, redis] = await Promise.all([anInstallation(), startRedis()]);
});
afterAll(() => Promise.all([installation.close(), redis.stop()]));

const named = (doorbell: Doorbell) => ('tenantIds' in doorbell ? doorbell.tenantIds : [doorbell.tenantId]);

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
    silence: () => {
      process.kill(redis.pid, 'SIGSTOP');
      return Promise.resolve(() => Promise.resolve(process.kill(redis.pid, 'SIGCONT')));
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
    silence: async () => {
      const locking = await installation.owner.connect();
      await locking.query('begin; lock table bullmq.job in access exclusive mode');
      return async () => {
        await locking.query('commit');
        locking.release();
      };
    },
  },
];

describe.each(backends)('a doorbell on $name', ({ open, down, wipe, cut, silence }) => {
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
    const listener = new DoorbellListener(open(), logger, async (doorbell) => {
      await Promise.all(named(doorbell).map(answer));
    });
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

  it('that rang before anybody listened is answered', async () => {
    await ringer.ring(7);
    expect(await ringer.depth()).toBe(1);
    const answered = await note();
    await until(() => answered.length > 0);
    await quiet();
    expect(answered).toEqual([7]);
  });

  it('waits with a few others: the tenants of the next ones are gathered, and named by one that is answered', async () => {
    // All of one queue. The last of these finds no place.
    const tenants = [4, 8, 12, 16, 20, 24];
    for (const tenantId of tenants.slice(0, 4)) await ringer.ring(tenantId);
    const last = Promise.all(tenants.slice(4).map((tenantId) => ringer.ring(tenantId)));
    await until(() => lines.length > 0 || ringer.depth().then((depth) => depth === 4));
    expect(await ringer.depth()).toBe(4);
    const answered: (readonly number[])[] = [];
    const listener = new DoorbellListener(open(), logger, (doorbell) => {
      answered.push(named(doorbell));
      return Promise.resolve();
    });
    listeners.push(listener);
    await last;
    await until(() => answered.length === 5);
    expect(answered.slice(0, 4)).toEqual([[4], [8], [12], [16]]);
    expect(answered[4]).toEqual([20, 24]);
    expect(lines).toEqual([]);
  });

  it('waits for a place no longer than its ringer is open', async () => {
    for (const tenantId of [4, 8, 12, 16]) await ringer.ring(tenantId);
    const other = new DoorbellRinger(open(), logger);
    const waiting = other.ring(20);
    await other.close();
    await waiting;
    expect(await ringer.depth()).toBe(4);
  });

  it('that rings during the answer is answered too: who is at work may have looked before', async () => {
    const answered = await note((_, time) => time === 1);
    await ringer.ring(7);
    await until(() => answered.length === 1);
    await Promise.all([1, 2, 3].map(() => ringer.ring(7)));
    await until(() => answered.length === 2);
    release.pop()!();
    await quiet();
    expect(answered).toEqual([7, 7]);
  });

  it('for a rebuild is answered after all that rang for new facts, once for all its rings', async () => {
    // All of one queue, which answers three at a time.
    for (let i = 0; i < 2; i++) await ringer.ringForRebuild([4, 8, 12]);
    expect(await ringer.depth()).toBe(3);
    for (const tenantId of [16, 20, 24]) await ringer.ring(tenantId);
    const answered = await note((tenantId) => tenantId > 12);
    await until(() => answered.length === 3);
    expect(new Set(answered)).toEqual(new Set([16, 20, 24]));
    release.splice(0).forEach((go) => go());
    await quiet();
    expect(answered.slice(3).sort((a, b) => a - b)).toEqual([4, 8, 12]);
    expect(lines).toEqual([]);
  });

  it('for a rebuild that rings during its answer is kept, and answered once after it', async () => {
    const answered = await note((_, time) => time === 1);
    await ringer.ringForRebuild([7]);
    await until(() => answered.length === 1);
    for (let i = 0; i < 3; i++) await ringer.ringForRebuild([7]);
    expect(answered).toEqual([7]);
    release.pop()!();
    await until(() => answered.length === 2);
    await quiet();
    expect(answered).toEqual([7, 7]);
  });

  it('for a new fact is not taken for one of a rebuild of the same tenant', async () => {
    await ringer.ringForRebuild([4]);
    await ringer.ring(4);
    expect(await ringer.depth()).toBe(2);
  });

  it('is answered by an answer that began after it, whoever listens', async () => {
    const last = new Map<number, number>();
    let rung = 0;
    const answer = async (tenantId: number) => {
      const began = rung;
      await ringer.depth();
      last.set(tenantId, Math.max(began, last.get(tenantId) ?? 0));
    };
    await Promise.all([listen(answer), listen(answer)]);
    const lastRing = new Map<number, number>();
    const rings: Promise<void>[] = [];
    for (rung = 1; rung <= 60; rung++) {
      const tenantId = 1 + (rung % 5);
      lastRing.set(tenantId, rung);
      rings.push(ringer.ring(tenantId));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(rings);
    await until(() => [...lastRing].every(([tenantId, ring]) => (last.get(tenantId) ?? 0) >= ring));
    await quiet();
  });

  it('of a tenant is not kept waiting by tenants of the other queue', async () => {
    // The even ones share a queue, which answers three at a time.
    const answered = await note((tenantId) => tenantId % 2 === 0);
    for (const tenantId of [4, 8, 12, 16]) await ringer.ring(tenantId);
    await until(() => answered.length === 3);
    for (const tenantId of [5, 7, 9]) await ringer.ring(tenantId);
    await until(() => answered.length === 6);
    expect(answered.toSorted((a, b) => a - b)).toEqual([4, 5, 7, 8, 9, 12]);
    release.splice(0).forEach((go) => go());
    await until(() => answered.includes(16));
  });

  it('whose answer fails is told of, and neither it nor the next ones keep others waiting', async () => {
    const answered: number[] = [];
    await listen((tenantId) => {
      answered.push(tenantId);
      return tenantId === 4 ? Promise.reject(new Error('of the answer')) : Promise.resolve();
    });
    // More often than there are places.
    for (let i = 1; i <= 6; i++) {
      await ringer.ring(4);
      await until(() => answered.filter((id) => id === 4).length === i);
    }
    await ringer.ring(8);
    await until(() => answered.includes(8));
    await quiet();
    const told = lines.filter(({ msg }) => msg === 'catch-up failed');
    expect(told.map(({ doorbell }) => doorbell)).toEqual(
      Array.from({ length: 6 }, () => ({ tenantIds: [4] })),
    );
  });

  it('that rings during an answer that fails is not lost', async () => {
    let succeeded = false;
    let failed = false;
    await listen(async (tenantId) => {
      if (failed) return void (succeeded = true);
      failed = true;
      await ringer.ring(tenantId);
      throw new Error('of the answer');
    });
    await ringer.ring(7);
    await until(() => succeeded);
  });

  it('of a tenant with much to do is one of its own, and takes no place of the others', async () => {
    const answered = await note((tenantId) => tenantId < 16);
    await ringer.ringAlone([4, 8]);
    await until(() => answered.length === 2);
    await ringer.ringAlone([4, 8]);
    for (const tenantId of [16, 20, 24, 28, 32]) await ringer.ring(tenantId);
    await until(() => answered.includes(32));
    expect(answered.slice(0, 2).sort()).toEqual([4, 8]);
    // Their second ring came during the answer to the first, and is answered after it.
    release.splice(0).forEach((go) => go());
    await until(() => release.length === 2);
    expect(answered.filter((id) => id === 4)).toHaveLength(2);
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

  it('that rings while another is on its way goes with the others, in one that names each tenant once', async () => {
    await Promise.all([7, 11, 15, 11, 15].map((tenantId) => ringer.ring(tenantId)));
    expect(await ringer.depth()).toBe(2);
    const answered = await note();
    await until(() => answered.length === 3);
    await quiet();
    expect(answered).toEqual([7, 11, 15]);
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

  it('that gets no answer counts as failed after some seconds, and the next one is answered', async () => {
    const answered = await note();
    await ringer.ring(7);
    await until(() => answered.length === 1);
    const speak = await silence();
    try {
      await Promise.all([ringer.ring(7), ringer.ring(8), ringer.ringAlone([9]), ringer.ringForRebuild([10])]);
    } finally {
      await speak();
    }
    expect(lines.filter(({ msg }) => msg === 'doorbell did not ring')).toHaveLength(4);
    // Some of those may have been rung all the same.
    await until(async () => {
      await ringer.ring(11);
      return answered.includes(11);
    });
  });

  it('that cannot be listened to does not keep the listener from closing', async () => {
    const dead = new DoorbellListener(down(), aLogger().logger, () => Promise.resolve());
    dead.ready().catch(() => undefined);
    await dead.close(1_000);
  });
});
