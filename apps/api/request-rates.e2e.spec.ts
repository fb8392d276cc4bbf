import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import type { Answer } from '../../libs/testing/api-client.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { startRedis } from '../../libs/testing/redis.ts';
import { until } from '../../libs/testing/until.ts';
import type { HttpOptions } from './http-options.ts';

const TOWN = '990101100';
const MANY = 1e9;
const errors: string[] = [];

let api: TestApi | undefined;
const start = async (http: Partial<HttpOptions>) =>
  (api = await startApi([QINGHE], { workerLater: true, http }));
afterEach(async () => {
  errors.push(...(api?.errors ?? []));
  await api?.close();
  api = undefined;
});
afterAll(() => expect(errors).toEqual([]));

function expectTooMany(answer: Answer, limit: number): void {
  expectProblem(answer);
  expect([answer.status, answer.body.code]).toEqual([429, 'requests.too-many']);
  const seconds = answer.headers.get('retry-after')!;
  expect(seconds).toMatch(/^\d{1,2}$/);
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(['limit', 'remaining', 'reset'].map((name) => answer.headers.get(`ratelimit-${name}`))).toEqual([
    String(limit),
    '0',
    seconds,
  ]);
}

describe('an account', () => {
  it('may ask so often in a minute, whatever another one does', async () => {
    const started = await start({ rateLimits: { account: 3, address: MANY, signIn: MANY } });
    const [one, other] = [await started.clerk(TOWN), await started.clerk('990101101')];
    expect((await one.get('/api/v1/me')).status).toBe(200);
    expectTooMany(await untilRefused(() => one.get('/api/v1/me')), 3);
    expect((await other.get('/api/v1/me')).status).toBe(200);
    expect((await (await started.analyst('990101')).get('/api/v1/me')).status).toBe(200);
    const { body } = await started.operator.get('/metrics');
    expect(body).toContain('\nzhendi_requests_refused_total{limit="account"} 1\n');
  });

  it('is told so in English as well', async () => {
    const started = await start({ rateLimits: { account: 1, address: MANY, signIn: MANY } });
    const one = await started.clerk(TOWN);
    const refused = await untilRefused(() => one.get('/api/v1/me', { 'accept-language': 'en' }));
    expect(refused.body.title).toBe('Too many requests: try again in a moment');
  });
});

describe('an address', () => {
  it('may ask so often in a minute, signed in or not, for anything', async () => {
    const { anonymous } = await start({ rateLimits: { account: MANY, address: 3, signIn: MANY } });
    const paths = ['/', '/api/v1/me', '/api/v1/nothing', '/healthz', '/api/docs'];
    for (const path of paths) expectTooMany(await untilRefused(() => anonymous.get(path)), 3);
  });

  it('may ask so often of all processes that share a Redis', async () => {
    const redis = await startRedis();
    const http = {
      rateLimits: { account: MANY, address: 60, signIn: MANY },
      trustedProxies: ['127.0.0.1'],
    };
    const options = { workerLater: true, redisUrl: redis.url, http };
    const [one, other] = [await startApi([QINGHE], options), await startApi([QINGHE], options)];
    const ask = async (of: TestApi, address: string) =>
      (await of.anonymous.get('/healthz', { 'x-forwarded-for': address })).status;
    /** Whether the other learns what came to the one, before it would refuse by its own count. */
    const learnsOf = async (address: string) => {
      for (let i = 0; i < 60; i += 1) await ask(one, address);
      for (let own = 1; own < 60; own += 1) {
        if ((await ask(other, address)) === 429) return true;
        await sleep(40);
      }
      return false;
    };
    try {
      // Another address for another try: the minute that is counted may have ended meanwhile.
      let tries = 0;
      await until(() => learnsOf(`198.51.100.${(tries += 1)}`));
    } finally {
      await Promise.all([one.close(), other.close()]);
      await redis.stop();
    }
  });

  it('may try fewer passwords, and go on with everything else', async () => {
    const started = await start({ rateLimits: { account: MANY, address: MANY, signIn: 2 } });
    const one = await started.clerk(TOWN);
    const tryOne = () => started.anonymous.post('/api/v1/sign-in', { username: 'nobody', password: 'x' });
    expectTooMany(await untilRefused(tryOne), 2);
    expect((await one.get('/api/v1/me')).status).toBe(200);
    const right = () =>
      started.anonymous.post('/api/v1/sign-in', { username: `town-${TOWN}`, password: PASSWORD });
    expectTooMany(await untilRefused(right), 2);
  });
});

describe('the address of who asks', () => {
  const rateLimits = { account: MANY, address: 2, signIn: MANY };
  const from = (forwarded: string) => () => api!.anonymous.get('/healthz', { 'x-forwarded-for': forwarded });

  it('is not what a stranger says that it is', async () => {
    await start({ rateLimits });
    let last = 0;
    expectTooMany(await untilRefused(() => from(`198.51.100.${(last += 1)}`)()), 2);
  });

  it('is what a trusted proxy says, the last of them that is none', async () => {
    await start({ rateLimits, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    expectTooMany(await untilRefused(from('198.51.100.7')), 2);
    expect((await from('198.51.100.8')()).status).toBe(200);
    expectTooMany(await untilRefused(from('198.51.100.7, 10.1.2.3')), 2);
    // What stands before it was written by the client itself.
    expectTooMany(await untilRefused(from('203.0.113.1, 198.51.100.9')), 2);
    expect((await from('203.0.113.1')()).status).toBe(200);
  });

  it('is the network of a whole line in IPv6', async () => {
    await start({ rateLimits, trustedProxies: ['127.0.0.1'] });
    let last = 0;
    expectTooMany(await untilRefused(() => from(`2001:db8:0:1::${(last += 1)}`)()), 2);
    expect((await from('2001:db8:0:2::1')()).status).toBe(200);
  });
});

/** Asks until it is refused: the minute that is counted may end meanwhile. */
async function untilRefused(ask: () => Promise<Answer>): Promise<Answer> {
  for (let i = 0; i < 50; i += 1) {
    const answer = await ask();
    if (answer.status === 429) return answer;
  }
  throw new Error('was never refused');
}
