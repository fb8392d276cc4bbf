import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader, SignJWT } from 'jose';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { ApiClient } from '../../libs/testing/api-client.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';
const TENANT = { tenantId: 1, code: '990101', name: '青禾县' };
const CLAIMS = {
  username: 'county-990101',
  roles: ['county-analyst'],
  tenantId: 1,
  level: 'county',
  county: TENANT,
  town: null,
  villageId: null,
  sid: 'a-session',
  version: 1,
  mustChangePassword: false,
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const towns = (token: string) => new ApiClient(api.url, token).get('/api/v1/counties/990101/towns');
const kid = async () => decodeProtectedHeader((await api.clerk(TOWN)).token!).kid!;
const signed = async (claims: object, expires: string, key = api.tokenSecret, alg = 'HS256') =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg, kid: await kid() })
    .setSubject('3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21')
    .setIssuer('zhendi')
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('signing in', () => {
  it('gives a bearer token and the seconds it is good for', async () => {
    const answer = await api.anonymous.post('/api/v1/sign-in', {
      username: 'town-990101100',
      password: PASSWORD,
    });
    expect([answer.status, answer.body]).toEqual([
      200,
      { accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresIn: 600 },
    ]);
  });

  it('tells a wrong password and an unknown name apart by nothing', async () => {
    const wrong = await api.anonymous.post('/api/v1/sign-in', {
      username: 'town-990101100',
      password: 'wrong',
    });
    const unknown = await api.anonymous.post('/api/v1/sign-in', { username: 'nobody', password: PASSWORD });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in.failed']);
    expect(unknown.body).toEqual(wrong.body);
  });

  it.each([
    ['/password', { username: 'town-990101100' }],
    ['/username', { username: 5, password: 'x' }],
    ['/username', { username: 'a\u0000b', password: 'x' }],
    ['/password', { username: 'a', password: '\ud83c' }],
    ['/password', { username: 'a', password: 'x'.repeat(201) }],
    ['/roles', { username: 'a', password: 'x', roles: ['county-analyst'] }],
    ['', ['town-990101100', 'x']],
    ['', null],
  ])('refuses the field %j of %j', async (pointer, body) => {
    const answer = await api.anonymous.post('/api/v1/sign-in', body);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      422,
      'validation',
      pointer,
    ]);
  });

  it('says who is signed in', async () => {
    const [clerk, analyst] = [await api.clerk(TOWN), await api.analyst('990101')];
    const county = { code: '990101', name: '青禾县' };
    expect((await clerk.get('/api/v1/me')).body).toEqual({
      subject: expect.any(String),
      username: 'town-990101100',
      roles: ['town-clerk'],
      level: 'town',
      county,
      town: { code: TOWN, name: '城关镇' },
      villageId: null,
      permissions: expect.arrayContaining(['command:plan-venue', 'view:village-cards']),
      mustChangePassword: false,
      secondFactor: false,
      kind: 'local',
    });
    expect((await analyst.get('/api/v1/me')).body).toMatchObject({
      roles: ['county-analyst'],
      county,
      town: null,
    });
  });
});

describe('a token', () => {
  it('of ours is good', async () => {
    expect((await towns(await signed(CLAIMS, '1 minute'))).status).toBe(200);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['garbage', () => 'garbage'],
    ['three parts of garbage', () => 'a.b.c'],
    ['one that has expired', () => signed(CLAIMS, '1 minute ago')],
    ['one of another secret', () => signed(CLAIMS, '1 minute', randomBytes(32))],
    ['one of another algorithm', () => signed(CLAIMS, '1 minute', api.tokenSecret, 'HS384')],
    [
      'one without a signature',
      () => `${part({ alg: 'none' })}.${part({ ...CLAIMS, iss: 'zhendi', sub: 'x' })}.`,
    ],
    ['one with a role that is none', () => signed({ ...CLAIMS, roles: ['emperor'] }, '1 minute')],
    ['one without a county', () => signed({ ...CLAIMS, county: undefined }, '1 minute')],
    ['one without a session', () => signed({ ...CLAIMS, sid: undefined }, '1 minute')],
    [
      'one of another issuer',
      async () =>
        new SignJWT(CLAIMS)
          .setProtectedHeader({ alg: 'HS256', kid: await kid() })
          .setIssuer('other')
          .setSubject('x')
          .setExpirationTime('1 minute')
          .sign(api.tokenSecret),
    ],
  ])('is not %s', async (_, make) => {
    const answer = await towns(await make());
    expect([answer.status, answer.body.code]).toEqual([401, 'sign-in.required']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('whose claims were altered is refused', async () => {
    const [header, , signature] = (await signed(CLAIMS, '1 minute')).split('.');
    const claims = part({ ...CLAIMS, county: { ...TENANT, tenantId: 2 }, iss: 'zhendi', sub: 'x', exp: 4e9 });
    expect((await towns(`${header}.${claims}.${signature}`)).status).toBe(401);
  });

  it.each(['', 'Basic dG93bjpwYXNz', 'Bearer', 'Bearer ', 'Token x', 'Bearer a b', 'Bearer ü'])(
    'is not in the header %j',
    async (authorization) => {
      const answer = await api.anonymous.get('/api/v1/me', { authorization });
      expect([answer.status, answer.body.code]).toEqual([401, 'sign-in.required']);
    },
  );
});

describe('without a token', () => {
  it.each([
    '/api/v1/me',
    '/api/v1/counties/990101/towns',
    '/api/v1/counties/990101/views/county-overview',
    '/api/v1/counties/990101/live',
    `/api/v1/towns/${TOWN}/views/town-summary`,
    `/api/v1/towns/${TOWN}/views/village-cards`,
    `/api/v1/towns/${TOWN}/views/venue-cards`,
    `/api/v1/towns/${TOWN}/events`,
  ])('%s is not shown', async (path) => {
    const answer = await api.anonymous.get(path);
    expect([answer.status, answer.body.code]).toEqual([401, 'sign-in.required']);
  });

  it('no command is carried out, known or unknown, valid or not', async () => {
    const answers = [
      await api.anonymous.command(TOWN, 'register-village', exampleCommands['register-village']),
      await api.anonymous.command(TOWN, 'register-village', {}),
      await api.anonymous.command(TOWN, 'no-command', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});
