import { describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-token.ts';
import { until } from '../testing/until.ts';
import type { Principal } from './principal.ts';

const secret = Buffer.alloc(32, 1);
const tokens = new AccessTokens(secret);

const clerk: Principal = {
  subject: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001',
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

const { subject, ...claims } = clerk;
/** A token as the program makes it, but for what a test changes. */
const aToken = (alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).setSubject(subject).setIssuer('zhendi');
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

describe('an access token', () => {
  it.each([clerk, analyst, operator, villageClerk])(
    'of $roles speaks for that principal',
    async (principal) => {
      expect(await tokens.read(await tokens.issue(principal))).toEqual(principal);
    },
  );

  it('is good for eight hours', async () => {
    const { iat, exp } = decodeJwt(await tokens.issue(clerk));
    expect(exp! - iat!).toBe(8 * 60 * 60);
    expect(ACCESS_TOKEN_SECONDS).toBe(28_800);
  });

  it('is read by every process with the same secret', async () => {
    expect(await new AccessTokens(Buffer.alloc(32, 1)).read(await tokens.issue(clerk))).toEqual(clerk);
  });

  it('made by hand with all it needs is read, so that the refusals below have one reason each', async () => {
    expect(await tokens.read(await aToken().setExpirationTime(inAnHour()).sign(secret))).toEqual(clerk);
  });
});

describe('nobody is spoken for by a token', () => {
  it('of another secret', async () => {
    expect(await tokens.read(await new AccessTokens(Buffer.alloc(32, 2)).issue(clerk))).toBeNull();
  });

  it('whose claims were altered', async () => {
    const [header, payload, signature] = (await tokens.issue(clerk)).split('.') as [string, string, string];
    const altered = Buffer.from(payload, 'base64url').toString().replace('town-clerk', 'county-analyst');
    expect(
      await tokens.read([header, Buffer.from(altered).toString('base64url'), signature].join('.')),
    ).toBeNull();
  });

  it('that expires after it was read', async () => {
    const token = await aToken()
      .setExpirationTime(Math.floor(Date.now() / 1000) + 2)
      .sign(secret);
    expect(await tokens.read(token)).toEqual(clerk);
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
    const other = aToken('HS512').setExpirationTime(inAnHour());
    expect(
      await new AccessTokens(Buffer.alloc(64, 1)).read(await other.sign(Buffer.alloc(64, 1))),
    ).toBeNull();
  });

  it.each([
    ['a role that does not exist', { roles: ['root'] }],
    ['no county', { county: undefined }],
    ['a tenant that is not a number', { town: { tenantId: '2', code: '990101100', name: '柳湾镇' } }],
  ])('with %s', async (_, difference) => {
    const token = new SignJWT({ ...claims, ...difference })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuer('zhendi')
      .setExpirationTime(inAnHour());
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
    expect(() => new AccessTokens(Buffer.alloc(31))).toThrow('32 bytes');
  });
});
