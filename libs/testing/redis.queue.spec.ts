import { expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from './redis.ts';

it('starts a Redis of its own that never throws a job away', async () => {
  const [one, other] = await Promise.all([startRedis(), startRedis()]);
  const client = new Redis(one.url);
  await client.set('key', 'value');
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  expect(other.url).not.toBe(one.url);
  await client.quit();
  await Promise.all([one.stop(), other.stop()]);
});
