import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';
const COMMAND = `/api/v1/towns/${TOWN}/commands/register-village`;
const PORTAL = 'https://portal.example.gov.cn';

let closed: TestApi;
let opened: TestApi;
beforeAll(async () => {
  [closed, opened] = await Promise.all([
    startApi([QINGHE]),
    startApi([QINGHE], { http: { corsOrigins: [PORTAL] } }),
  ]);
});
afterAll(async () => {
  await Promise.all([closed.close(), opened.close()]);
  expect([...closed.errors, ...opened.errors]).toEqual([]);
});

const preflight = (api: TestApi, origin: string, headers = 'authorization,content-type,idempotency-key') =>
  api.anonymous.request(COMMAND, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': headers,
    },
  });
const allowedIn = (answer: { headers: Headers }) =>
  [...answer.headers].filter(([name]) => name.startsWith('access-control-'));

async function command(api: TestApi, headers: Record<string, string>) {
  const clerk = await api.clerk(TOWN);
  return clerk.post(COMMAND, exampleCommands['register-village'], {
    'idempotency-key': randomUUID(),
    ...headers,
  });
}

describe('a page of another site', () => {
  it('may not ask, as long as it is not named', async () => {
    const answer = await preflight(closed, PORTAL);
    expectProblem(answer);
    expect(allowedIn(answer)).toEqual([]);
    expect(allowedIn(await closed.anonymous.get('/healthz', { origin: PORTAL }))).toEqual([]);
  });

  it('may ask once it is named, with a bearer token and without cookies', async () => {
    const answer = await preflight(opened, PORTAL);
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(allowedIn(answer))).toEqual({
      'access-control-allow-origin': PORTAL,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key, accept-language',
      'access-control-expose-headers': 'retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
      'access-control-max-age': '600',
    });
    const recorded = await command(opened, { origin: PORTAL, 'sec-fetch-site': 'cross-site' });
    expect([recorded.status, recorded.headers.get('access-control-allow-origin')]).toEqual([201, PORTAL]);
    expect(recorded.headers.get('vary')).toMatch(/\borigin\b/i);
  });

  it.each(['https://portal.example.gov.cn.evil.example', 'http://portal.example.gov.cn', 'null'])(
    'may not ask because another one is named: %s',
    async (origin) => {
      const answer = await preflight(opened, origin);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect((await command(opened, { origin })).status).toBe(403);
    },
  );
});

describe('a request that would change something', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: PORTAL }],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another site, of an old browser', { origin: PORTAL }],
    ['a page without an origin', { origin: 'null' }],
  ])('is refused from %s, whatever token it bears, and changes nothing', async (_, headers) => {
    const answer = await command(closed, headers);
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([403, 'request.cross-site']);
    expect(await eventCount(closed.database.ownerUrl, TOWN)).toBe(0);
  });

  it.each(['/api/v1/sign-in', '/api/v1/session/refresh', '/api/v1/session/end', '/api/v1/nothing'])(
    'is refused at %s, before anything else is looked at',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const headers = { 'sec-fetch-site': 'cross-site', cookie: 'zhendi_session=x' };
        const answer = await closed.anonymous.request(path, { method, headers });
        expect([answer.status, answer.body.code]).toEqual([403, 'request.cross-site']);
      }
    },
  );

  it.each<[string, Record<string, string>]>([
    ['the page itself', { 'sec-fetch-site': 'same-origin' }],
    ['whoever typed it in', { 'sec-fetch-site': 'none' }],
  ])('is carried out from %s', async (_, headers) => {
    const village = {
      ...exampleCommands['register-village'],
      code: `${TOWN}${headers['sec-fetch-site'] === 'none' ? 291 : 292}`,
    };
    const answer = await (
      await opened.clerk(TOWN)
    ).post(COMMAND, village, { 'idempotency-key': randomUUID(), ...headers });
    expect(answer.status).toBe(201);
  });

  it('is carried out from the page itself in an old browser, by the host', async () => {
    const origin = opened.url;
    const village = { ...exampleCommands['register-village'], code: `${TOWN}293` };
    const answer = await (
      await opened.clerk(TOWN)
    ).post(COMMAND, village, { 'idempotency-key': randomUUID(), origin });
    expect(answer.status).toBe(201);
  });

  it('is no reading: what another site links to is shown', async () => {
    const { status } = await closed.anonymous.get('/', {
      'sec-fetch-site': 'cross-site',
      accept: 'text/html',
    });
    expect(status).toBe(200);
  });
});
