import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const [TOWN] = QINGHE.towns;
const NEW_PASSWORD = 'an entirely new phrase';
const TYPED_AS_NAME = 'secret-typed-into-the-name';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

interface Row {
  tenant: string;
  action: string;
  outcome: string;
  username: string | null;
  address: string;
  details: Record<string, unknown>;
}

/** What the log holds of an action, in the order of recording. */
function recorded(action: string): Promise<Row[]> {
  return query<Row>(
    api.database.ownerUrl,
    `select t.code as tenant, action, outcome, username, address, details from zhendi.audit_entry e
     join zhendi.tenant t using (tenant_id) where action = $1 order by e.recorded_at, e.position`,
    [action],
  );
}

async function lastOf(action: string): Promise<Row> {
  const all = await recorded(action);
  return all.at(-1)!;
}

const signIn = (username: string, password: string) =>
  api.anonymous.post('/api/v1/sign-in', { username, password });

/** The value of the session's cookie. */
const cookieOf = (headers: Headers) => /zhendi_session=([^;]+)/.exec(headers.getSetCookie().join('\n'))![1]!;

const withCookie = (path: string, cookie: string) =>
  api.anonymous.request(path, {
    method: 'POST',
    headers: { cookie: `zhendi_session=${cookie}`, 'x-zhendi-page': '1' },
  });

/** Somebody new of the town, with the token and the cookie. */
async function somebody() {
  const { token } = await api.someone('town-clerk', TOWN!.code);
  const me = new ApiClient(api.url, token);
  const { username } = (await me.get('/api/v1/me')).body as { username: string };
  const answer = await signIn(username, PASSWORD);
  return { me, username, cookie: cookieOf(answer.headers) };
}

describe('signing in', () => {
  it('is recorded with the account’s tenant, before the answer is given', async () => {
    const { username } = await somebody();
    expect(await lastOf('sign-in')).toEqual({
      tenant: TOWN!.code,
      action: 'sign-in',
      outcome: 'done',
      username,
      address: '127.0.0.1',
      details: { by: 'password' },
    });
  });

  it('with a wrong password is recorded with the account’s tenant, and so is the wait that follows', async () => {
    const { username } = await somebody();
    for (let i = 0; i < 7; i++) await signIn(username, 'not the password');
    expect((await signIn(username, 'not the password')).status).toBe(429);
    await until(async () => (await lastOf('sign-in')).outcome === 'refused');
    expect(await lastOf('sign-in')).toMatchObject({
      tenant: TOWN!.code,
      outcome: 'refused',
      username,
      details: { reason: 'password' },
    });
  });

  it('under a name that is no account’s is recorded with the installation, without the name', async () => {
    expect((await signIn(TYPED_AS_NAME, 'x')).status).toBe(401);
    const ofPlatform = async () => (await recorded('sign-in')).filter(({ tenant }) => tenant === 'platform');
    await until(async () => (await ofPlatform()).length > 0);
    expect(await ofPlatform()).toMatchObject([
      { outcome: 'refused', username: null, details: { reason: 'account' } },
    ]);
  });

  it('does not happen when it cannot be recorded', async () => {
    const { username } = await somebody();
    await query(api.database.ownerUrl, 'revoke execute on function zhendi.record_audit from zhendi_app');
    const answer = await signIn(username, PASSWORD);
    await query(api.database.ownerUrl, 'grant execute on function zhendi.record_audit to zhendi_app');
    expect(answer.status).toBe(500);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.body).not.toHaveProperty('accessToken');
    expect((api.errors as string[]).splice(0)).toHaveLength(1);
  });
});

describe('a session', () => {
  it('that ends is recorded, by the page, by its owner elsewhere and everywhere', async () => {
    const { me, username, cookie } = await somebody();
    await withCookie('/api/v1/session/end', cookie);
    expect(await lastOf('sign-out')).toMatchObject({
      tenant: TOWN!.code,
      outcome: 'done',
      username,
      details: {},
    });
    const before = (await recorded('sign-out')).length;
    await withCookie('/api/v1/session/end', cookie);
    expect(await recorded('sign-out')).toHaveLength(before);
    await signIn(username, PASSWORD);
    await me.request('/api/v1/me/sessions', { method: 'DELETE' });
    expect(await lastOf('sign-out')).toMatchObject({ username, details: { sessions: 2, everywhere: true } });
  });

  it('whose old token is used again is recorded as that', async () => {
    const { username, cookie } = await somebody();
    const next = await withCookie('/api/v1/session/refresh', cookie);
    await withCookie('/api/v1/session/refresh', cookieOf(next.headers));
    expect((await withCookie('/api/v1/session/refresh', cookie)).status).toBe(401);
    expect(await recorded('session.reuse')).toMatchObject([
      { tenant: TOWN!.code, outcome: 'refused', username, address: '127.0.0.1' },
    ]);
  });
});

describe('an own account', () => {
  it('whose password changes is recorded, and the try with a wrong one', async () => {
    const { me, username } = await somebody();
    const change = (current: string) =>
      me.request('/api/v1/me/password', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ current, next: NEW_PASSWORD }),
      });
    expect((await change('wrong password')).status).toBe(422);
    expect(await lastOf('password.change')).toMatchObject({
      tenant: TOWN!.code,
      outcome: 'refused',
      username,
    });
    expect((await change(PASSWORD)).status).toBe(200);
    expect(await lastOf('password.change')).toMatchObject({ outcome: 'done', username });
  });

  it('whose second factor is switched on and off is recorded', async () => {
    const { me, username } = await somebody();
    const { body } = await me.post('/api/v1/me/second-factor', {});
    const { secret } = body as { secret: string };
    const code = new TOTP({ secret }).generate();
    await me.request('/api/v1/me/second-factor', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(await lastOf('second-factor.change')).toMatchObject({
      outcome: 'done',
      username,
      details: { on: true },
    });
    await me.post('/api/v1/me/second-factor/remove', { password: PASSWORD });
    expect(await lastOf('second-factor.change')).toMatchObject({
      outcome: 'done',
      username,
      details: { on: false },
    });
    expect(await everything()).not.toContain(secret);
  });
});

/** All that the log holds, as text. */
async function everything(): Promise<string> {
  const rows = await query<{ text: string }>(
    api.database.ownerUrl,
    'select e::text as text from zhendi.audit_entry e',
  );
  return rows.map(({ text }) => text).join('\n');
}

describe('the audit log', () => {
  it('holds no password, no token, and nothing that was typed in the place of a name', async () => {
    const text = await everything();
    expect(text.length).toBeGreaterThan(1_000);
    for (const secret of [PASSWORD, NEW_PASSWORD, 'not the password', TYPED_AS_NAME, 'eyJ', 'argon2'])
      expect(text).not.toContain(secret);
  });
});
