import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLBACK_PATH } from '../../libs/platform/oidc/oidc-settings.ts';
import { PASSWORD, startApi } from '../../libs/testing/api.ts';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { anApiWithIssuer, type ApiWithIssuer } from '../../libs/testing/issuers/api-with-issuer.ts';
import { AUDIENCE, MACHINE } from '../../libs/testing/issuers/provider.ts';
import { PlainBrowser } from '../../libs/testing/issuers/plain-browser.ts';
import { query } from '../../libs/testing/test-database.ts';

const COUNTY = '990101';
const [TOWN, NEIGHBOUR] = ['990101100', '990101101'];
const towns = [
  { code: TOWN, name: '城关镇' },
  { code: NEIGHBOUR, name: '柳湾镇' },
];
const rule = (equals: string, roles: string[], division: string) => ({
  ...{ claim: 'groups', equals, division },
  roles: roles as ['town-clerk'],
});
const rules = [
  rule('clerks', ['town-clerk'], TOWN),
  rule('leaders', ['town-leader'], TOWN),
  rule('neighbours', ['town-clerk'], NEIGHBOUR),
  rule('analysts', ['county-analyst'], COUNTY),
  rule('strangers', ['county-analyst'], '990199'),
];

/** What the provider says of its people; a test may change it. */
const people: Record<string, { groups: string[]; preferred_username?: string }> = {
  [MACHINE.id]: { groups: ['analysts'] },
  zhang: { groups: ['clerks'] },
  li: { groups: ['clerks'] },
  wang: { groups: ['guests'] },
  zhao: { groups: ['strangers'] },
  sun: { groups: ['clerks', 'analysts'] },
  qian: { groups: ['clerks'] },
  twin: { groups: ['clerks'], preferred_username: 'zhang' },
};

let api: ApiWithIssuer;
beforeAll(async () => {
  api = await anApiWithIssuer([{ code: COUNTY, name: '青禾县', towns }], { rules, people });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const begin = () => `${api.url}/api/v1/sign-in/oidc`;
const callback = () => `${api.url}${CALLBACK_PATH}`;

/** To the provider, in by its page, and back to the address that the provider sends the browser to. */
async function comeBack(browser: PlainBrowser, name: string): Promise<URL> {
  const { at } = await browser.follow(begin(), `${api.provider.url}/interaction`);
  const signedIn = await browser.open(at, { method: 'POST', body: new URLSearchParams({ login: name }) });
  return (await browser.follow(signedIn.location!, callback())).at;
}

async function signIn(name: string, browser = new PlainBrowser()): Promise<PlainBrowser> {
  const answer = await browser.open(await comeBack(browser, name));
  expect(answer.location?.href).toBe(`${api.url}/`);
  return browser;
}

/** What a page does first: exchanges the session's cookie for an access token. */
const refresh = (browser: PlainBrowser) =>
  browser.open(`${api.url}/api/v1/session/refresh`, { method: 'POST', headers: { 'x-zhendi-page': '1' } });

async function me(browser: PlainBrowser) {
  const { accessToken } = JSON.parse((await refresh(browser)).text) as { accessToken: string };
  return (await new ApiClient(api.url, accessToken).get('/api/v1/me')).body;
}

/** What the sign-in page is told. */
const problemOf = (address: URL | null) => [address?.pathname, address?.searchParams.get('problem')];

const problemAfter = async (name: string) => {
  const browser = new PlainBrowser();
  const answer = await browser.open(await comeBack(browser, name));
  expect(browser.cookie(api.url, 'zhendi_session')).toBeUndefined();
  return problemOf(answer.location);
};

interface Entry {
  outcome: string;
  actor: string | null;
  username: string | null;
  details: Record<string, unknown>;
}
const signInsOf = (subject: string) =>
  query<Entry>(
    api.database.ownerUrl,
    `select outcome, actor, username, details from zhendi.audit_entry
     where action = 'sign-in' and details->>'subject' = '${subject}' order by recorded_at`,
  );

describe('somebody of the issuer', () => {
  it('is signed in with the roles that the rules give, and an account of their own', async () => {
    expect(await me(await signIn('zhang'))).toMatchObject({
      username: 'zhang@localhost',
      roles: ['town-clerk'],
      town: { code: TOWN },
      kind: 'oidc',
      mustChangePassword: false,
    });
  });

  it('is the same account the next time', async () => {
    const [first, second] = [await me(await signIn('zhang')), await me(await signIn('zhang'))];
    expect(second.subject).toBe(first.subject);
  });

  it('is the same account when two browsers come first at once', async () => {
    const browsers = [new PlainBrowser(), new PlainBrowser()];
    const back = await Promise.all(browsers.map((browser) => comeBack(browser, 'qian')));
    await Promise.all(browsers.map((browser, index) => browser.open(back[index]!)));
    const [one, other] = await Promise.all(browsers.map(me));
    expect(other.subject).toBe(one.subject);
  });

  it('has the roles that the issuer’s claims lead to now', async () => {
    await signIn('li');
    people['li'] = { groups: ['leaders'] };
    expect((await me(await signIn('li'))).roles).toEqual(['town-leader']);
  });

  it('who works for another town now has an account there, and nothing open in the old one', async () => {
    people['li'] = { groups: ['clerks'] };
    const before = await signIn('li');
    people['li'] = { groups: ['neighbours'] };
    expect((await me(await signIn('li'))).town.code).toBe(NEIGHBOUR);
    expect((await refresh(before)).status).toBe(401);
  });

  it('with a name that another has is told apart from them', async () => {
    await signIn('zhang');
    expect((await me(await signIn('twin'))).username).toMatch(/^zhang@localhost#[0-9a-f]{8}$/);
  });

  it('has no password here', async () => {
    await signIn('zhang');
    for (const password of ['zhang', PASSWORD, 'no account has this password']) {
      const answer = await api.anonymous.post('/api/v1/sign-in', { username: 'zhang@localhost', password });
      expect([answer.status, answer.body.code]).toEqual([401, 'sign-in.failed']);
    }
  });

  it('is on record', async () => {
    const { subject } = await me(await signIn('zhang'));
    expect((await signInsOf('zhang')).at(-1)).toEqual({
      outcome: 'done',
      actor: subject,
      username: 'zhang@localhost',
      details: { by: 'issuer', issuer: api.provider.url, subject: 'zhang' },
    });
  });
});

describe('nobody is signed in', () => {
  it.each([
    ['wang', 'whom no rule lets in'],
    ['sun', 'whom rules lead to two divisions'],
    ['zhao', 'whose division is not here'],
  ])('as %s, %s; it is on record', async (name) => {
    expect(await problemAfter(name)).toEqual(['/sign-in', 'sign-in.no-role']);
    expect(await signInsOf(name)).toEqual([
      {
        ...{ outcome: 'refused', actor: null, username: null },
        details: { issuer: api.provider.url, subject: name, reason: 'sign-in.no-role' },
      },
    ]);
  });

  it('whom the rules let in no longer, and what they have open ends', async () => {
    people['leaver'] = { groups: ['clerks'] };
    const browser = await signIn('leaver');
    people['leaver'] = { groups: [] };
    expect(await problemAfter('leaver')).toEqual(['/sign-in', 'sign-in.no-role']);
    expect((await refresh(browser)).status).toBe(401);
  });

  it('whose account an administrator disabled', async () => {
    people['disabled'] = { groups: ['clerks'] };
    const { subject } = await me(await signIn('disabled'));
    await query(
      api.database.ownerUrl,
      `update zhendi.account set disabled = true where account_id = '${subject}'`,
    );
    expect(await problemAfter('disabled')).toEqual(['/sign-in', 'sign-in.account-disabled']);
    expect((await signInsOf('disabled')).at(-1)).toMatchObject({ outcome: 'refused', actor: subject });
  });

  it('who changed their mind at the issuer', async () => {
    const browser = new PlainBrowser();
    const { at } = await browser.follow(begin(), `${api.provider.url}/interaction`);
    const cancelled = await browser.open(at, {
      method: 'POST',
      body: new URLSearchParams({ cancel: 'yes' }),
    });
    const back = await browser.follow(cancelled.location!, callback());
    expect(problemOf((await browser.open(back.at)).location)).toEqual(['/sign-in', 'sign-in.cancelled']);
  });
});

describe('what a browser brings back', () => {
  it('is good once', async () => {
    const browser = new PlainBrowser();
    const back = await comeBack(browser, 'zhang');
    const attempt = browser.cookie(api.url, 'zhendi_oidc')!;
    await browser.open(back);
    expect(browser.cookie(api.url, 'zhendi_oidc')).toBeUndefined();
    expect(problemOf((await browser.open(back)).location)).toEqual(['/sign-in', 'sign-in.attempt-lost']);

    const thief = new PlainBrowser();
    thief.setCookie(api.url, 'zhendi_oidc', attempt);
    expect(problemOf((await thief.open(back)).location)).toEqual(['/sign-in', 'sign-in.issuer-refused']);
    expect(thief.cookie(api.url, 'zhendi_session')).toBeUndefined();
  });

  it('is of no use in another browser, which has no attempt or another one', async () => {
    const back = await comeBack(new PlainBrowser(), 'zhang');
    const other = new PlainBrowser();
    expect(problemOf((await other.open(back)).location)).toEqual(['/sign-in', 'sign-in.attempt-lost']);
    await other.open(begin());
    expect(problemOf((await other.open(back)).location)).toEqual(['/sign-in', 'sign-in.attempt-lost']);
    expect(other.cookie(api.url, 'zhendi_session')).toBeUndefined();
  });

  it('is of no use when its cookie was altered', async () => {
    const browser = new PlainBrowser();
    const back = await comeBack(browser, 'zhang');
    const parts = browser.cookie(api.url, 'zhendi_oidc')!.split('.');
    const cipher = Buffer.from(parts[3]!, 'base64url');
    cipher[0]! ^= 1;
    browser.setCookie(api.url, 'zhendi_oidc', parts.with(3, cipher.toString('base64url')).join('.'));
    expect(problemOf((await browser.open(back)).location)).toEqual(['/sign-in', 'sign-in.attempt-lost']);
  });

  it('is of no use with another state or code', async () => {
    for (const [name, problem] of [
      ['state', 'sign-in.attempt-lost'],
      ['code', 'sign-in.issuer-refused'],
    ] as const) {
      const browser = new PlainBrowser();
      const back = await comeBack(browser, 'zhang');
      back.searchParams.set(name, 'forged');
      expect(problemOf((await browser.open(back)).location)).toEqual(['/sign-in', problem]);
    }
  });
});

describe('the addresses of the sign-in', () => {
  it('give the browser cookies that no script and no other site gets', async () => {
    const browser = new PlainBrowser();
    const begun = await browser.open(begin());
    expect(begun.headers.get('cache-control')).toBe('no-store');
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^zhendi_oidc=[\w.-]+; Max-Age=600; Path=\/api\/v1\/sign-in\/oidc; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    const back = await browser.open(await comeBack(browser, 'zhang'));
    expect(back.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^zhendi_session=.+; Path=\/api\/v1\/session; HttpOnly; SameSite=Strict$/),
    );
  });

  it('lead to the issuer and to the pages, wherever a request wants to go', async () => {
    const elsewhere = 'returnTo=https://evil.example&redirect_uri=https://evil.example&next=//evil.example';
    const browser = new PlainBrowser();
    const begun = await browser.open(`${begin()}?${elsewhere}`, { headers: { host: 'evil.example' } });
    expect(begun.location!.origin).toBe(api.provider.url);
    expect(begun.location!.searchParams.get('redirect_uri')).toBe(callback());
    const back = await comeBack(browser, 'zhang');
    expect((await browser.open(`${back.href}&${elsewhere}`)).location!.href).toBe(`${api.url}/`);
    expect((await browser.open(`${callback()}?${elsewhere}`)).location!.origin).toBe(api.url);
  });

  it('say that there is the issuer', async () => {
    expect((await api.anonymous.get('/api/v1/sign-in/methods')).body).toEqual({
      local: true,
      oidc: { label: '县统一身份认证', available: true },
    });
  });
});

describe('a program', () => {
  const exchange = (token: string) => api.anonymous.post('/api/v1/sign-in/oidc/exchange', { token });

  /** What the provider gives a program for itself. */
  async function tokenOfMachine(audience = AUDIENCE): Promise<string> {
    const credentials = Buffer.from(`${MACHINE.id}:${encodeURIComponent(MACHINE.secret)}`).toString('base64');
    const answer = await fetch(`${api.provider.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  it('exchanges the issuer’s token for one of ours, and acts with the roles that the rules give', async () => {
    const answer = await exchange(await tokenOfMachine());
    expect(answer.body).toEqual({ accessToken: expect.any(String), expiresIn: 600 });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const machine = new ApiClient(api.url, answer.body.accessToken);
    const { subject, ...self } = (await machine.get('/api/v1/me')).body;
    expect(self).toMatchObject({ username: 'machine@localhost', roles: ['county-analyst'], kind: 'oidc' });
    expect((await machine.get(`/api/v1/counties/${COUNTY}/towns`)).status).toBe(200);
    expect((await signInsOf('machine')).at(-1)).toMatchObject({ outcome: 'done', actor: subject });
  });

  it('is nobody whom the rules do not know', async () => {
    people[MACHINE.id] = { groups: ['guests'] };
    const answer = await exchange(await tokenOfMachine());
    expect([answer.status, answer.body.code]).toEqual([403, 'sign-in.no-role']);
  });

  it('is nobody with a token for another API, one of ours, or nonsense', async () => {
    const { token: own } = await api.clerk(TOWN);
    for (const token of [await tokenOfMachine('urn:another'), own!, 'nonsense']) {
      const answer = await exchange(token);
      expect([answer.status, answer.body.code]).toEqual([401, 'sign-in.token-invalid']);
    }
  });
});

describe('an issuer that takes other keys', () => {
  it('while somebody is on the way back is believed', async () => {
    await signIn('zhang');
    const browser = new PlainBrowser();
    const back = await comeBack(browser, 'zhang');
    await api.provider.rotateKeys();
    expect((await browser.open(back)).location!.href).toBe(`${api.url}/`);
    await signIn('zhang');
  });
});

describe('an issuer that is away', () => {
  afterEach(() => api.provider.start());

  it('keeps nobody from a password, and is said to be away', async () => {
    const browser = new PlainBrowser();
    const back = await comeBack(browser, 'zhang');
    await api.provider.stop();
    const problem = problemOf((await browser.open(back)).location);
    expect(problem).toEqual(['/sign-in', 'sign-in.issuer-unavailable']);
    const local = await api.anonymous.post('/api/v1/sign-in', {
      username: `town-${TOWN}`,
      password: PASSWORD,
    });
    expect(local.status).toBe(200);
  });
});

describe('an API that starts before its issuer', () => {
  it('finds it once it is there; until then people sign in with their passwords', async () => {
    const early = await anApiWithIssuer([], { rules, people, later: true });
    const methods = async () => (await early.anonymous.get('/api/v1/sign-in/methods')).body;
    expect(await methods()).toMatchObject({ local: true, oidc: { available: false } });
    const browser = new PlainBrowser();
    const begun = await browser.open(`${early.url}/api/v1/sign-in/oidc`);
    expect(problemOf(begun.location)).toEqual(['/sign-in', 'sign-in.issuer-unavailable']);
    await early.provider.start();
    const { location } = await browser.open(`${early.url}/api/v1/sign-in/oidc`);
    expect(location!.origin).toBe(early.provider.url);
    expect((await methods()).oidc.available).toBe(true);
    await early.close();
  });
});

describe('without an issuer', () => {
  it('there is no way through one', async () => {
    const plain = await startApi([]);
    expect((await plain.anonymous.get('/api/v1/sign-in/methods')).body).toEqual({ local: true, oidc: null });
    for (const path of ['/api/v1/sign-in/oidc', CALLBACK_PATH]) {
      expect((await plain.anonymous.get(path)).status).toBe(404);
    }
    await plain.close();
  });
});
