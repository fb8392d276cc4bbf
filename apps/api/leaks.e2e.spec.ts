import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { sendRaw } from '../../libs/testing/raw-http.ts';
import { query } from '../../libs/testing/test-database.ts';

const TOWN = '990101100';
const COMMAND = `/api/v1/towns/${TOWN}/commands/register-village`;

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

/** What would tell an attacker what runs here: names of programs, versions, files, lines, statements. */
const TELLING =
  /nestjs|fastify|express|node\.?js|node_modules|postgres|redis|argon|zod|\bat .+:\d+:\d+|\.[tj]s\b|(?:^|["\s])\/(?!api)\w+\/|\bselect\b|\bzhendi\.\w|v?\d+\.\d+\.\d+(?!\.)/i;
const NEVER_SENT = ['server', 'x-powered-by', 'via', 'x-aspnet-version', 'x-runtime'];

function expectSilent(headers: Headers, body: unknown): void {
  for (const name of NEVER_SENT) expect([name, headers.get(name)]).toEqual([name, null]);
  expect(typeof body === 'string' ? body : JSON.stringify(body)).not.toMatch(TELLING);
}

describe('an answer tells nothing of what gives it', () => {
  const send = (init: RequestInit) => ({ method: 'POST', ...init });
  it.each<[number, string, RequestInit]>([
    [404, '/api/v1/nothing', {}],
    [404, '/wp-admin/setup.php', {}],
    [404, '/.env', {}],
    [404, '/.git/config', {}],
    [404, '/assets/', {}],
    [404, '/api/docs/package.json', {}],
    [404, '/api/docs/swagger-ui-bundle.js.LICENSE.txt', {}],
    [404, '/api/docs/oauth2-redirect.html', {}],
    [404, '/assets/..%2f..%2fpackage.json', {}],
    [404, '/..%5c..%5cpackage.json', {}],
    [404, '/api/docs/..%2f..%2fpackage.json', {}],
    [404, COMMAND, { method: 'DELETE' }],
    [401, '/api/v1/me', {}],
    [401, '/metrics', {}],
    [400, '/api/v1/towns/%zz/events', {}],
    [414, `/api/v1/towns/${'9'.repeat(200)}/events`, {}],
    [
      413,
      '/api/v1/sign-in',
      send({ body: 'x'.repeat(300_000), headers: { 'content-type': 'application/json' } }),
    ],
    [415, '/api/v1/sign-in', send({ body: '<x/>', headers: { 'content-type': 'application/xml' } })],
    [400, '/api/v1/sign-in', send({ body: '{"', headers: { 'content-type': 'application/json' } })],
    [422, '/api/v1/sign-in', send({ body: '{"x":1}', headers: { 'content-type': 'application/json' } })],
  ])('%d %s', async (status, path, init) => {
    const answer = await api.anonymous.request(path, init);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expectSilent(answer.headers, answer.body);
  });

  it.each([
    [
      'a path that leads out',
      'GET /../../package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      404,
    ],
    ['TRACE', `TRACE ${COMMAND} HTTP/1.1\r\nHost: x\r\nX-Secret: s3cr3t\r\nConnection: close\r\n\r\n`, 404],
    ['an unknown version', 'GET / HTTP/3.7\r\nHost: x\r\n\r\n', 400],
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', 400],
    ['large headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('to %s', async (_, bytes, status) => {
    const answer = await sendRaw(api.url, bytes);
    expect([answer.status, answer.contentType]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.head).not.toMatch(new RegExp(`^(?:${NEVER_SENT.join('|')}):`, 'im'));
    expect(answer.body).not.toMatch(TELLING);
    expect(answer.body).not.toContain('s3cr3t');
  });

  it('to what nobody foresaw: an id, under which the log has the rest', async () => {
    const clerk = await api.clerk(TOWN);
    await query(api.database.ownerUrl, 'revoke execute on all functions in schema zhendi from zhendi_app');
    const village = { occurredOn: '2024-01-02', code: `${TOWN}201`, name: '青石村' };
    const answer = await clerk.post(COMMAND, village, { 'idempotency-key': randomUUID() });
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      type: 'urn:zhendi:problem:internal',
      title: '系统出错，请稍后重试',
      titleEn: 'Something went wrong: try again later',
      status: 500,
      code: 'internal',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expectSilent(answer.headers, answer.body);
    expect(api.errors.filter((line) => line.includes(answer.body.id))).toHaveLength(1);
  });
});

describe('a stranger', () => {
  it('learns of the health that it is good or not, and no more', async () => {
    const [health, ready] = [await api.anonymous.get('/healthz'), await api.anonymous.get('/readyz')];
    expect(health.body).toEqual({ status: 'ok' });
    expect([200, 503]).toContain(ready.status);
    expectSilent(ready.headers, ready.body);
  });
});
