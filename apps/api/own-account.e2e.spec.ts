import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { cookieSet } from '../../libs/testing/cookies.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const TOWN = '990101100';
const NEXT = '柳湾村的书屋八点开门';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const outcome = ({ status, body }: Answer) => [status, body.code];
const field = ({ status, body }: Answer) => [status, body.errors[0].pointer, body.errors[0].code];
const signIn = (username: string, more: object = {}, headers = {}) =>
  api.anonymous.post('/api/v1/sign-in', { username, password: PASSWORD, ...more }, headers);
const put = (client: ApiClient, path: string, body: unknown) =>
  client.request(path, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const propose = (client: ApiClient) => client.request('/api/v1/me/second-factor', { method: 'POST' });
const change = (client: ApiClient, current: string, next: string) =>
  put(client, '/api/v1/me/password', { current, next });
const someone = async () => {
  const client = await api.someone('town-clerk', TOWN);
  const { username, subject } = (await client.get('/api/v1/me')).body;
  return { client, username: username as string, subject: subject as string };
};

describe('an initial password', () => {
  const newcomer = async () => {
    const { username, subject } = await someone();
    await query(
      api.database.ownerUrl,
      'update zhendi.account set must_change_password = true where account_id = $1',
      [subject],
    );
    const { body } = await signIn(username);
    return { client: new ApiClient(api.url, body.accessToken), username };
  };

  it('has to be changed before anything else is done', async () => {
    const { client } = await newcomer();
    expect((await client.get('/api/v1/me')).body.mustChangePassword).toBe(true);
    const refused = [
      await client.townView(TOWN, 'town-summary'),
      await client.get(`/api/v1/towns/${TOWN}/events`),
      await client.command(TOWN, 'register-village', exampleCommands['register-village']),
      await client.get('/api/v1/me/sessions'),
      await propose(client),
    ];
    expect(refused.map(outcome)).toEqual(Array(5).fill([403, 'password.change-needed']));
  });

  it('once changed lets everything be done, with the token of the answer', async () => {
    const { client, username } = await newcomer();
    const answer = await change(client, PASSWORD, NEXT);
    expect(answer.status).toBe(200);
    const changed = new ApiClient(api.url, answer.body.accessToken);
    expect((await changed.get('/api/v1/me')).body.mustChangePassword).toBe(false);
    expect((await changed.townView(TOWN, 'town-summary')).status).toBe(200);
    expect((await signIn(username, { password: NEXT })).status).toBe(200);
  });

  it('is not replaced by itself', async () => {
    const { client } = await newcomer();
    expect(field(await change(client, PASSWORD, PASSWORD))).toEqual([422, '/next', expect.any(String)]);
  });
});

describe('a change of password', () => {
  it('shuts out who has the old token, and hands on a session with a cookie', async () => {
    const { client } = await someone();
    const answer = await change(client, PASSWORD, NEXT);
    expect([answer.status, answer.body]).toEqual([200, { accessToken: expect.any(String), expiresIn: 600 }]);
    const { value } = cookieSet(answer, 'zhendi_session')!;
    const refreshed = await api.anonymous.request('/api/v1/session/refresh', {
      method: 'POST',
      headers: { cookie: `zhendi_session=${value}`, 'x-zhendi-page': '1' },
    });
    expect(refreshed.status).toBe(200);
    await until(async () => (await client.get('/api/v1/me')).status === 401);
  });

  it('says at the field what is wrong, in the language asked for', async () => {
    const { client } = await someone();
    expect(field(await change(client, PASSWORD, 'kurz'))).toEqual([422, '/next', 'password.too-short']);
    expect(field(await change(client, PASSWORD, 'woaini1314'))).toEqual([422, '/next', 'password.guessable']);
    expect(field(await change(client, 'a wrong password', NEXT))).toEqual([
      422,
      '/current',
      'password.wrong',
    ]);
    const english = await client.request('/api/v1/me/password', {
      method: 'PUT',
      body: JSON.stringify({ current: PASSWORD, next: 'kurz' }),
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });
    expect(english.body.errors[0].message).toBe('At least 10 characters');
  });

  it('cannot be guessed at', async () => {
    const { client } = await someone();
    for (let n = 0; n < 5; n++) await change(client, 'a wrong password', NEXT);
    const answer = await change(client, PASSWORD, NEXT);
    expect(outcome(answer)).toEqual([429, 'sign-in.locked']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    ['/next', { current: PASSWORD }],
    ['/current', { current: 5, next: NEXT }],
    ['/next', { current: PASSWORD, next: 'x\u0000y' }],
    ['/more', { current: PASSWORD, next: NEXT, more: 1 }],
  ])('refuses the field %j of %j', async (pointer, body) => {
    const { client } = await someone();
    expect(field(await put(client, '/api/v1/me/password', body)).slice(0, 2)).toEqual([422, pointer]);
  });
});

describe('lock-out', () => {
  it('answers 429 with the seconds to wait, and a device that is known is let in', async () => {
    const { username } = await someone();
    const first = await signIn(username);
    const device = cookieSet(first, 'zhendi_device')!;
    expect([...device.attributes].sort()).toEqual([
      'HttpOnly',
      `Max-Age=${180 * 24 * 60 * 60}`,
      'Path=/api/v1/sign-in',
      'SameSite=Strict',
    ]);
    for (let n = 0; n < 5; n++) await signIn(username, { password: 'a wrong password' });
    const locked = await signIn(username);
    expect(outcome(locked)).toEqual([429, 'sign-in.locked']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await signIn(username, {}, { cookie: `zhendi_device=${device.value}` })).status).toBe(200);
  });
});

describe('a second factor', () => {
  it('is proposed, switched on with a code, asked for, and switched off with the password', async () => {
    const { client, username } = await someone();
    const { status, body } = await propose(client);
    expect([status, body]).toEqual([
      200,
      { secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringMatching(/^otpauth:\/\/totp\//) },
    ]);
    const generator = new TOTP({ secret: Secret.fromBase32(body.secret) });
    const codeIn = (seconds: number) => generator.generate({ timestamp: Date.now() + seconds * 1000 });

    expect(field(await put(client, '/api/v1/me/second-factor', { code: '000000' }))).toEqual([
      422,
      '/code',
      'second-factor.code-wrong',
    ]);
    expect((await put(client, '/api/v1/me/second-factor', { code: codeIn(-30) })).status).toBe(204);
    expect((await client.get('/api/v1/me')).body.secondFactor).toBe(true);
    expect(outcome(await propose(client))).toEqual([409, 'second-factor.on']);

    const missing = await signIn(username);
    expect(outcome(missing)).toEqual([401, 'sign-in.code-needed']);
    expect(missing.headers.getSetCookie()).toEqual([]);
    expect(outcome(await signIn(username, { code: '000000' }))).toEqual([401, 'sign-in.code-needed']);
    expect((await signIn(username, { code: codeIn(0) })).status).toBe(200);
    expect(outcome(await signIn(username, { code: codeIn(0) }))).toEqual([401, 'sign-in.code-needed']);

    const remove = (password: string) => client.post('/api/v1/me/second-factor/remove', { password });
    expect(field(await remove('a wrong password'))).toEqual([422, '/password', 'password.wrong']);
    expect((await remove(PASSWORD)).status).toBe(204);
    expect((await signIn(username)).status).toBe(200);
  });

  it.each(['12345', 'abcdef', 123456, ''])('has no code %j', async (code) => {
    expect(field(await signIn('nobody', { code })).slice(0, 2)).toEqual([422, '/code']);
  });
});
