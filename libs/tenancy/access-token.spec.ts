import { describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-token.ts';
import { until } from '../testing/until.ts';
import type { Principal } from './principal.ts';

const secret = Buffer.alloc(32, 1);
const tokens = new AccessTokens({ signing: secret });

const clerk: Principal = {
  subject: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001',
  sessionId: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0002',
  username: 'town-990101100',
  roles: ['town-clerk'],
  tenantId: 2,
  level: 'town',
  county: { tenantId: 1, code: '990101', name: '青禾县' },
  town: { tenantId: 2, code: '990101100', name: '柳湾镇' },
  villageId: null,
};
const analyst: Principal = {
  ...clerk,
  username: 'county',
  roles: ['county-analyst'],
  tenantId: 1,
  level: 'county',
  town: null,
};
const operator: Principal = { ...analyst, roles: ['operator'], tenantId: 0, level: 'platform', county: null };
const villageClerk: Principal = {
  ...clerk,
  roles: ['village-clerk'],
  villageId: '91f27a3c-3439-511b-8bfe-8f38246c5297',
};

const granted = (principal: Principal) => ({ principal, version: 3, mustChangePassword: false });
const issue = (principal: Principal, by = tokens) => by.issue(granted(principal));

const { subject, sessionId, ...who } = clerk;
const claims = { ...who, sid: sessionId, version: 3, mustChangePassword: false };
const { kid } = decodeProtectedHeader(await issue(clerk));
/** A token as the program makes it, but for what a test changes. */
const aToken = (more: object = {}) =>
  new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'HS256', kid: kid! })
    .setSubject(subject)
    .setIssuer('zhendi');
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

describe('an access token', () => {
  it.each([clerk, analyst, operator, villageClerk])(
    'of $roles speaks for that principal',
    async (principal) => {
      expect(await tokens.read(await issue(principal))).toMatchObject(granted(principal));
    },
  );

  it('is good for ten minutes', async () => {
    const token = await issue(clerk);
    const { iat, exp } = decodeJwt(token);
    expect(exp! - iat!).toBe(10 * 60);
    expect((await tokens.read(token))!.expiresAt).toBe(exp! * 1000);
    expect(ACCESS_TOKEN_SECONDS).toBe(600);
  });

  it('is read by every process with the same secret', async () => {
    const other = new AccessTokens({ signing: Buffer.alloc(32, 1) });
    expect(await other.read(await issue(clerk))).toMatchObject(granted(clerk));
  });

  it('says that an initial password has to be changed', async () => {
    const token = await tokens.issue({ ...granted(clerk), mustChangePassword: true });
    expect((await tokens.read(token))!.mustChangePassword).toBe(true);
  });

  it('made by hand with all it needs is read, so that the refusals below have one reason each', async () => {
    expect(await tokens.read(await aToken().setExpirationTime(inAnHour()).sign(secret))).toMatchObject(
      granted(clerk),
    );
  });
});

describe('nobody is spoken for by a token', () => {
  it('of another secret', async () => {
    expect(
      await tokens.read(await issue(clerk, new AccessTokens({ signing: Buffer.alloc(32, 2) }))),
    ).toBeNull();
  });

  it('whose claims were altered', async () => {
    const [header, payload, signature] = (await issue(clerk)).split('.') as [string, string, string];
    const altered = Buffer.from(payload, 'base64url').toString().replace('town-clerk', 'county-analyst');
    expect(
      await tokens.read([header, Buffer.from(altered).toString('base64url'), signature].join('.')),
    ).toBeNull();
  });

  it('that expires after it was read', async () => {
    const token = await aToken()
      .setExpirationTime(Math.floor(Date.now() / 1000) + 2)
      .sign(secret);
    expect(await tokens.read(token)).toMatchObject(granted(clerk));
    await until(async () => (await tokens.read(token)) === null);
  });

  it('that has expired', async () => {
    const past = Math.floor(Date.now() / 1000) - 1;
    expect(await tokens.read(await aToken().setExpirationTime(past).sign(secret))).toBeNull();
  });

  it('of another issuer', async () => {
    const token = await aToken().setIssuer('somebody').setExpirationTime(inAnHour()).sign(secret);
    expect(await tokens.read(token)).toBeNull();
  });

  it('that is not signed, or signed in another way', async () => {
    const unsigned = new UnsecuredJWT(claims)
      .setSubject(subject)
      .setIssuer('zhendi')
      .setExpirationTime(inAnHour());
    expect(await tokens.read(unsigned.encode())).toBeNull();
    const long = new AccessTokens({ signing: Buffer.alloc(64, 1) });
    const own = decodeProtectedHeader(await issue(clerk, long));
    const by = (alg: string) =>
      new SignJWT(claims)
        .setProtectedHeader({ ...own, alg })
        .setSubject(subject)
        .setIssuer('zhendi')
        .setExpirationTime(inAnHour())
        .sign(Buffer.alloc(64, 1));
    expect(await long.read(await by('HS256'))).not.toBeNull();
    expect(await long.read(await by('HS512'))).toBeNull();
  });

  it.each([
    ['a role that does not exist', { roles: ['root'] }],
    ['no county', { county: undefined }],
    ['no session', { sid: undefined }],
    ['no version of the account', { version: undefined }],
    ['a tenant that is not a number', { town: { tenantId: '2', code: '990101100', name: '柳湾镇' } }],
  ])('with %s', async (_, difference) => {
    const token = aToken(difference).setExpirationTime(inAnHour());
    expect(await tokens.read(await token.sign(secret))).toBeNull();
  });

  it.each(['', 'a', 'a.b.c', '村.村.村', 'x'.repeat(10_000)])('that is no token: %j', async (text) => {
    expect(await tokens.read(text)).toBeNull();
  });

  it('that never expires', async () => {
    expect(await tokens.read(await aToken().sign(secret))).toBeNull();
  });
});

describe('a secret', () => {
  it('of less than 32 bytes is refused', () => {
    const good = Buffer.alloc(32);
    expect(() => new AccessTokens({ signing: Buffer.alloc(31) })).toThrow('32 bytes');
    expect(() => new AccessTokens({ signing: good, accepted: Buffer.alloc(31) })).toThrow('32 bytes');
  });

  it('takes the place of another one while the tokens of both are good', async () => {
    const [before, after] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const first = new AccessTokens({ signing: before, accepted: after });
    const second = new AccessTokens({ signing: after, accepted: before });
    const last = new AccessTokens({ signing: after });
    const [old, young] = [await issue(clerk, first), await issue(clerk, second)];
    const readBy = async (reader: AccessTokens) =>
      [await reader.read(old), await reader.read(young)].map((read) => read?.principal.username);
    expect(await readBy(first)).toEqual(['town-990101100', 'town-990101100']);
    expect(await readBy(second)).toEqual(['town-990101100', 'town-990101100']);
    expect(await readBy(last)).toEqual([undefined, 'town-990101100']);
  });

  it('is told by a token only by a digest, and a token that tells none is refused', async () => {
    expect(decodeProtectedHeader(await issue(clerk))).toEqual({
      alg: 'HS256',
      kid: expect.stringMatching(/^[\w-]{8}$/),
    });
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuer('zhendi')
      .setExpirationTime(inAnHour());
    expect(await tokens.read(await token.sign(secret))).toBeNull();
  });
});
