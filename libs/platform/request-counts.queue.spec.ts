import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { aLogger, type LogLine } from '../testing/builders/logger.builder.ts';
import { CuttingProxy } from '../testing/chaos/cutting-proxy.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';
import { until } from '../testing/until.ts';
import type { Logger } from './logging.ts';
import { RequestCounts } from './request-counts.ts';

const NOWHERE = 1;
const NOON = Date.parse('2026-03-02T12:00:00+08:00');

let now: number;
let logger: Logger;
let lines: LogLine[];
let processes: RequestCounts[];
let redis: TestRedis | undefined;
let proxy: CuttingProxy | undefined;

beforeEach(() => {
  now = NOON;
  ({ logger, lines } = aLogger());
  processes = [];
});
afterEach(async () => {
  processes.forEach((counts) => counts.close());
  await proxy?.close();
  await redis?.stop();
  proxy = redis = undefined;
});

/** The counts of one more process. */
function aProcess(redisUrl?: string): RequestCounts {
  const counts = new RequestCounts(redisUrl, logger, () => now);
  processes.push(counts);
  return counts;
}

const times = (many: number, counts: RequestCounts, key: string) => {
  for (let i = 1; i < many; i += 1) counts.add(key);
  return counts.add(key);
};

describe('counts of requests', () => {
  it('are of a key and of a minute', () => {
    const counts = aProcess();
    expect(times(3, counts, 'a')).toBe(3);
    expect(counts.add('b')).toBe(1);
    now = NOON + 59_999;
    expect(counts.add('a')).toBe(4);
    now = NOON + 60_000;
    expect(counts.add('a')).toBe(1);
  });

  it('tell how long the minute is still', () => {
    const counts = aProcess();
    expect(counts.secondsLeft()).toBe(60);
    now = NOON + 1;
    expect(counts.secondsLeft()).toBe(60);
    now = NOON + 59_001;
    expect(counts.secondsLeft()).toBe(1);
  });
});

describe('counts of several processes', () => {
  it('are shared over Redis', async () => {
    redis = await startRedis();
    const [one, other] = [aProcess(redis.url), aProcess(redis.url)];
    times(10, one, 'a');
    times(5, other, 'a');
    other.add('b');
    // Each look is one more request of the key itself.
    let own = 10;
    await until(() => one.add('a') - (own += 1) === 5);
    await until(() => other.add('a') > own);
    expect(lines).toEqual([]);
  });

  it('of one minute are not those of the next', async () => {
    redis = await startRedis();
    const [one, other] = [aProcess(redis.url), aProcess(redis.url)];
    times(10, one, 'a');
    await until(() => other.add('a') > 10);
    now = NOON + 60_000;
    expect(other.add('a')).toBe(1);
    expect(one.add('a')).toBe(1);
  });

  it('are forgotten by Redis', async () => {
    redis = await startRedis();
    aProcess(redis.url).add('a');
    const client = new Redis(redis.url);
    try {
      await until(async () => (await client.dbsize()) === 1);
      const [key] = await client.keys('*');
      expect(key).toMatch(/^\{zhendi\}:requests:\d+:a$/);
      const left = await client.pttl(key!);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(120_000);
    } finally {
      client.disconnect();
    }
  });

  it.each<[string, (proxy: CuttingProxy) => unknown]>([
    [
      'is gone',
      (proxy) =>
        proxy.cut(
          () => true,
          () => false,
        ),
    ],
    ['says nothing', (proxy) => proxy.silence()],
  ])('are those of each while Redis %s: that is told once, and then nothing is lost', async (_, breakOff) => {
    redis = await startRedis();
    proxy = await CuttingProxy.listen();
    const port = Number(new URL(redis.url).port);
    proxy.leadTo(port);
    const [one, other] = [aProcess(`redis://127.0.0.1:${proxy.port}`), aProcess(redis.url)];
    let own = 0;
    /** What the first process knows of the others, after one more request of its own. */
    const known = () => one.add('a') - (own += 1);
    times(5, other, 'a');
    await until(() => known() === 5);

    proxy.leadTo(NOWHERE);
    breakOff(proxy);
    const told = () => lines.filter(({ msg }) => msg.includes('are not shared'));
    await until(() => known() === 5 && told().length === 1);
    times(5, other, 'a');
    expect(one.add('b')).toBe(1);

    proxy.leadTo(port);
    await until(() => known() === 10);
    await until(() => other.add('b') > 1);
    expect(told()).toHaveLength(1);
  });
});
