import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { createAccounts } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import { ScopeResolver } from './scope-resolver.ts';
import type { Principal } from './principal.ts';

const PASSWORD = '青禾县-correct horse';

let installation: Installation;
let accounts: Identity;
let county: County;
let other: County;
let clerk: Principal;
let analyst: Principal;

beforeAll(async () => {
  installation = await anInstallation();
  accounts = anIdentity(installation.database);
  county = await installation.aCounty(2);
  other = await installation.aCounty(1);
  const passwordHash = await hashPassword(PASSWORD);
  await createAccounts(installation.owner, [
    { tenantId: county.towns[0]!, username: '柳湾镇', passwordHash, roles: ['town-clerk'] },
    { tenantId: county.tenantId, username: 'county', passwordHash, roles: ['county-analyst'] },
  ]);
  clerk = (await accounts.signIn('柳湾镇', PASSWORD))!;
  analyst = (await accounts.signIn('county', PASSWORD))!;
});
afterAll(() => installation.close());

describe('signing in', () => {
  it('gives a town clerk the town and its county', () => {
    expect(clerk).toEqual({
      subject: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: '柳湾镇',
      roles: ['town-clerk'],
      tenantId: county.towns[0],
      level: 'town',
      county: { tenantId: county.tenantId, code: county.code, name: '第1县' },
      town: { tenantId: county.towns[0], code: `${county.code}100`, name: '第1镇' },
      villageId: null,
    });
  });

  it('gives the county’s people the county and no town', () => {
    expect(analyst).toMatchObject({ roles: ['county-analyst'], county: { code: county.code }, town: null });
  });

  it.each([
    ['a wrong password', 'county', 'wrong'],
    ['a password in other letters', 'county', PASSWORD.toUpperCase()],
    ['no password', 'county', ''],
    ['an unknown name', 'nobody', PASSWORD],
    ['an unknown name and the password of the decoy', 'nobody', 'no account has this password'],
    ['a name in other letters', 'COUNTY', PASSWORD],
    ['a name with SQL in it', "' or true --", PASSWORD],
  ])('fails with %s', async (_, username, password) => {
    expect(await accounts.signIn(username, password)).toBeNull();
  });
});

describe('passwords', () => {
  it('are kept as argon2id with their own salt, not as text', async () => {
    const [first, second] = [await hashPassword('same'), await hashPassword('same')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });
});

describe('creating accounts', () => {
  it('leaves a name that is taken as it is, and says which were new', async () => {
    const passwordHash = await hashPassword('another');
    const wanted = ['county', 'new-one'].map((username) => ({
      tenantId: other.tenantId,
      username,
      passwordHash,
      roles: ['county-analyst' as const],
    }));
    expect(await createAccounts(installation.owner, wanted)).toEqual(['new-one']);
    expect((await accounts.signIn('county', PASSWORD))?.county?.code).toBe(county.code);
    expect(await accounts.signIn('county', 'another')).toBeNull();
  });
});

describe('the scope of a principal', () => {
  const resolver = () => new ScopeResolver(installation.database);

  it('of a town clerk writes the own town and meets no other', async () => {
    const [own, neighbour] = county.towns as [number, number];
    expect(await resolver().forTown(clerk, `${county.code}100`)).toEqual({
      tenantId: own,
      readable: [own],
      access: 'write',
      countyId: county.tenantId,
    });
    expect(neighbour).not.toBe(own);
    expect(await resolver().forTown(clerk, `${county.code}101`)).toBeNull();
    expect(await resolver().forTown(clerk, `${other.code}100`)).toBeNull();
    expect(await resolver().forCounty(clerk, county.code)).toBeNull();
    expect(await resolver().tenants(clerk)).toEqual([]);
  });

  it('of the county’s people reads the own towns, one by one or all, and writes none', async () => {
    const [first, second] = county.towns as [number, number];
    expect(await resolver().forTown(analyst, `${county.code}101`)).toEqual({
      tenantId: second,
      readable: [second],
      access: 'read',
      countyId: county.tenantId,
    });
    expect(await resolver().forCounty(analyst, county.code)).toEqual({
      tenantId: county.tenantId,
      readable: [county.tenantId, first, second],
      access: 'read',
    });
  });

  it('of the county’s people meets neither another county, nor its towns, nor what is no town', async () => {
    expect(await resolver().forCounty(analyst, other.code)).toBeNull();
    expect(await resolver().forTown(analyst, `${other.code}100`)).toBeNull();
    expect(await resolver().forTown(analyst, county.code)).toBeNull();
    expect(await resolver().forTown(analyst, '')).toBeNull();
  });
});
