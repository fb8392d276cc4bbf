import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { cookieSet } from '../../libs/testing/cookies.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { query } from '../../libs/testing/test-database.ts';

const WRONG = 'a wrong password that nobody has';
const NEXT = '柳湾村的书屋八点开门';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

/** What must not be read anywhere; each is added as soon as it is known. */
const secrets = new Set([PASSWORD, WRONG, NEXT]);

function keep(answer: Answer): Answer {
  const cookies = ['zhendi_session', 'zhendi_device'].map((name) => cookieSet(answer, name)?.value);
  const { accessToken, secret } = Object(answer.body) as { accessToken?: string; secret?: string };
  for (const found of [accessToken, secret, ...cookies]) if (found) secrets.add(found);
  return answer;
}

async function signIn(username: string, password = PASSWORD, more: object = {}): Promise<Answer> {
  return keep(await api.anonymous.post('/api/v1/sign-in', { username, password, ...more }));
}

async function refresh(answer: Answer): Promise<Answer> {
  const { value } = cookieSet(answer, 'zhendi_session')!;
  return keep(
    await api.anonymous.request('/api/v1/session/refresh', {
      method: 'POST',
      headers: { cookie: `zhendi_session=${value}`, 'x-zhendi-page': '1' },
    }),
  );
}

it('no password, token, cookie or secret stands in the log or in the audit log, whatever is done or fails', async () => {
  const name = 'town-990101100';
  const first = await signIn(name);
  const second = await refresh(first);
  const third = await refresh(second);
  expect((await refresh(first)).status).toBe(401);
  expect((await refresh(third)).status).toBe(401);
  for (const username of [name, 'nobody', PASSWORD]) expect((await signIn(username, WRONG)).status).toBe(401);

  const client = new ApiClient(api.url, (await signIn(name)).body.accessToken);
  const proposed = keep(await client.request('/api/v1/me/second-factor', { method: 'POST' }));
  const generator = new TOTP({ secret: Secret.fromBase32(proposed.body.secret) });
  const put = async (path: string, body: object) =>
    keep(
      await client.request(path, {
        method: 'PUT',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    );
  const before = generator.generate({ timestamp: Date.now() - 30_000 });
  expect((await put('/api/v1/me/second-factor', { code: before })).status).toBe(204);
  expect((await put('/api/v1/me/password', { current: WRONG, next: NEXT })).status).toBe(422);
  expect((await put('/api/v1/me/password', { current: PASSWORD, next: NEXT })).status).toBe(200);
  const last = await signIn(name, NEXT, { code: generator.generate() });
  expect(last.status).toBe(200);

  // What nobody foresaw is logged with all that the program knows of it.
  const broken = 'function zhendi.refresh_session, zhendi.begin_sign_in';
  await query(api.database.ownerUrl, `revoke execute on ${broken} from zhendi_app`);
  expect([(await refresh(last)).status, (await signIn(name)).status]).toEqual([500, 500]);
  await query(api.database.ownerUrl, `grant execute on ${broken} to zhendi_app`);

  const rows = await query<{ row: string }>(
    api.database.ownerUrl,
    `select e::text as row from zhendi.audit_entry e union all select password_hash from zhendi.account`,
  );
  const hashes = rows.filter(({ row }) => row.startsWith('$argon2id$')).map(({ row }) => row);
  const audit = rows.filter(({ row }) => !row.startsWith('$argon2id$')).map(({ row }) => row);
  // There is something to look at.
  expect(api.log.length).toBeGreaterThan(api.errors.length);
  expect(audit.length).toBeGreaterThan(5);
  expect(hashes.length).toBeGreaterThan(1);
  expect(api.errors).toHaveLength(2);
  expect(secrets.size).toBeGreaterThanOrEqual(12);
  for (const secret of [...secrets, ...hashes]) {
    expect([...api.log, ...audit].filter((line) => line.includes(secret))).toEqual([]);
  }
});
