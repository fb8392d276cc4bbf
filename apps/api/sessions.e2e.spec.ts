import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient, type Answer } from '../../libs/testing/api-client.ts';
import { cookieSet } from '../../libs/testing/cookies.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { openEventStream } from '../../libs/testing/event-stream.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const TOWN = '990101100';
const PAGE = { 'x-zhendi-page': '1' };

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

/** A browser that is signed in: its token, and its session's cookie. */
interface Browser {
  readonly client: ApiClient;
  readonly cookie: string;
}

const browser = (answer: Answer): Browser => {
  expect(answer.status).toBe(200);
  return {
    client: new ApiClient(api.url, answer.body.accessToken),
    cookie: cookieSet(answer, 'zhendi_session')!.value,
  };
};
const signIn = async (username = `town-${TOWN}`, headers = {}) =>
  browser(await api.anonymous.post('/api/v1/sign-in', { username, password: PASSWORD }, headers));
/** As a page does it: without a token, without a body. */
const session = (what: 'refresh' | 'end', cookie: string, headers: Record<string, string> = PAGE) =>
  api.anonymous.request(`/api/v1/session/${what}`, {
    method: 'POST',
    headers: { ...(cookie && { cookie: `zhendi_session=${cookie}` }), ...headers },
  });
const outcome = ({ status, body }: Answer) => [status, body.code];
const ask = ({ client }: Browser) => client.townView(TOWN, 'town-summary');
const isShutOut = async (who: Browser) => (await ask(who)).status === 401;
const owner = (statement: string, values: unknown[]) => query(api.database.ownerUrl, statement, values);

describe('the cookie of a session', () => {
  it('is seen by no script, sent to no other site, and only to the routes of the session', async () => {
    const answer = await api.anonymous.post('/api/v1/sign-in', {
      username: `town-${TOWN}`,
      password: PASSWORD,
    });
    const { value, attributes } = cookieSet(answer, 'zhendi_session')!;
    expect(value).toMatch(/^\d+\.[\w-]{64}$/);
    expect([...attributes].sort()).toEqual([
      'HttpOnly',
      'Max-Age=28800',
      'Path=/api/v1/session',
      'SameSite=Strict',
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(value);
  });

  it('is not set where nobody signs in', async () => {
    const answer = await api.anonymous.post('/api/v1/sign-in', { username: 'nobody', password: 'x' });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('gives the next access token and the next cookie', async () => {
    const first = await signIn();
    const answer = await session('refresh', first.cookie);
    const second = browser(answer);
    expect(answer.body).toEqual({ accessToken: expect.any(String), expiresIn: 600 });
    expect(second.cookie).not.toBe(first.cookie);
    expect((await ask(second)).status).toBe(200);
    expect((await session('refresh', second.cookie)).status).toBe(200);
  });

  it('of two tabs that ask at once gives both the same next one', async () => {
    const { cookie } = await signIn();
    const [one, other] = (await Promise.all([session('refresh', cookie), session('refresh', cookie)])).map(
      browser,
    );
    expect(one!.cookie).toBe(other!.cookie);
    expect([(await ask(one!)).status, (await ask(other!)).status]).toEqual([200, 200]);
  });

  it('that was stolen and used ends the session of the thief and of the owner', async () => {
    const first = await signIn();
    const second = browser(await session('refresh', first.cookie));
    const third = browser(await session('refresh', second.cookie));
    const stolen = await session('refresh', first.cookie);
    expect(outcome(stolen)).toEqual([401, 'session.ended']);
    expect(cookieSet(stolen, 'zhendi_session')!.value).toBe('');
    expect(outcome(await session('refresh', third.cookie))).toEqual([401, 'session.ended']);
    await until(() => isShutOut(third));
  });

  it.each(['', 'nonsense', `1.${'x'.repeat(64)}`, '1.%00'])('is not %j', async (cookie) => {
    expect(outcome(await session('refresh', cookie))).toEqual([401, 'session.ended']);
    expect((await session('end', cookie)).status).toBe(204);
  });
});

describe('a page of another site', () => {
  it.each(['refresh', 'end'] as const)(
    'cannot %s a session: the header of our pages is missing',
    async (what) => {
      const { cookie } = await signIn();
      expect(outcome(await session(what, cookie, {}))).toEqual([403, 'page.required']);
      expect(outcome(await session(what, cookie, { 'x-zhendi-page': 'yes' }))).toEqual([
        403,
        'page.required',
      ]);
      expect((await session('refresh', cookie)).status).toBe(200);
    },
  );
});

describe('signing out', () => {
  it('ends the session, and its access token soon after', async () => {
    const here = await signIn();
    const elsewhere = await signIn();
    const answer = await session('end', here.cookie);
    expect([answer.status, cookieSet(answer, 'zhendi_session')!.value]).toEqual([204, '']);
    expect(outcome(await session('refresh', here.cookie))).toEqual([401, 'session.ended']);
    await until(() => isShutOut(here));
    expect(await isShutOut(elsewhere)).toBe(false);
  });

  it('of another device is done from the list of sessions', async () => {
    const here = await signIn();
    const phone = await signIn(undefined, { 'user-agent': 'a telephone' });
    const { data } = (await here.client.get('/api/v1/me/sessions')).body;
    const listed = data.find(({ userAgent }: { userAgent: string }) => userAgent === 'a telephone');
    expect(listed).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      lastUsedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      address: '127.0.0.1',
      userAgent: 'a telephone',
      current: false,
    });
    expect(data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const gone = await here.client.request(`/api/v1/me/sessions/${listed.id}`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
    await until(() => isShutOut(phone));
    expect(outcome(await session('refresh', phone.cookie))).toEqual([401, 'session.ended']);
    expect(await isShutOut(here)).toBe(false);
  });

  it('everywhere ends all of them, here as well', async () => {
    const both = [await signIn('town-990101101'), await signIn('town-990101101')];
    const other = await signIn();
    await both[0]!.client.request('/api/v1/me/sessions', { method: 'DELETE' });
    for (const { client } of both) {
      await until(async () => (await client.get('/api/v1/me')).status === 401);
    }
    expect(await isShutOut(other)).toBe(false);
  });

  it.each(['3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21', 'nonsense'])('of %j is not found', async (id) => {
    const { client } = await signIn();
    const answer = await client.request(`/api/v1/me/sessions/${id}`, { method: 'DELETE' });
    expect(outcome(answer)).toEqual([404, 'not-found']);
  });

  it('of a colleague’s session, or one in another county, is not found either', async () => {
    const here = await signIn();
    for (const name of ['town-990101101', 'county-990102']) {
      const { client } = await signIn(name);
      const [own] = (await client.get('/api/v1/me/sessions')).body.data;
      const answer = await here.client.request(`/api/v1/me/sessions/${own.id}`, { method: 'DELETE' });
      expect(outcome(answer)).toEqual([404, 'not-found']);
      expect((await client.get('/api/v1/me')).status).toBe(200);
    }
  });
});

describe('an account that changes', () => {
  const change = async (who: Browser, to: string) => {
    const { subject } = (await who.client.get('/api/v1/me')).body;
    await owner(`update zhendi.account set ${to} where account_id = $1`, [subject]);
  };
  const someone = async () => {
    const { body } = await (await api.someone('town-clerk', TOWN)).get('/api/v1/me');
    return signIn(body.username);
  };

  it('has its new roles as soon as the page has asked for the next token, which it soon must', async () => {
    const first = await someone();
    await change(first, `roles = '{town-leader}'`);
    await until(() => isShutOut(first));
    const second = browser(await session('refresh', first.cookie));
    expect((await second.client.get('/api/v1/me')).body.roles).toEqual(['town-leader']);
  });

  it('is out when it is disabled', async () => {
    const who = await someone();
    await change(who, 'disabled = true');
    await until(() => isShutOut(who));
    expect(outcome(await session('refresh', who.cookie))).toEqual([401, 'session.ended']);
  });
});

describe('a live stream', () => {
  it('ends when its session does', async () => {
    const analyst = await signIn('county-990101');
    const other = await signIn('county-990101');
    const open = ({ client }: Browser) =>
      openEventStream(`${api.url}/api/v1/counties/990101/live`, client.token!);
    const [stream, kept] = [await open(analyst), await open(other)];
    await session('end', analyst.cookie);
    await stream.ended;
    let over = false;
    void kept.ended.then(() => (over = true));
    expect(over).toBe(false);
    kept.close();
    await kept.ended;
  });
});
