import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { createAccounts } from './accounts.ts';
import { IssuerAccounts, type Admission } from './issuer-accounts.ts';

const ISSUER = 'https://sso.example.cn';
const person = (subject: string, issuer = ISSUER) => ({ issuer, subject });

let installation: Installation;
let accounts: IssuerAccounts;
let county: County;

beforeAll(async () => {
  installation = await anInstallation();
  accounts = new IssuerAccounts(installation.database);
  county = await installation.aCounty(2);
});
afterAll(() => installation.close());

const admission = (username: string, more: Partial<Admission> = {}): Admission => ({
  ...{ username, division: `${county.code}100`, roles: ['town-clerk'], villageId: null },
  ...more,
});

async function rowsOf(subject: string) {
  const { rows } = await installation.owner.query(
    `select tenant_id, username, kind, roles, village_id, version from zhendi.account
     where issuer_subject = $1 order by created_at`,
    [subject],
  );
  return rows;
}

describe('an account of an issuer', () => {
  it('is made once, however often and at once its person comes for the first time', async () => {
    const comers = Array.from({ length: 10 }, () => accounts.admit(person('many'), admission('many@sso')));
    const ids = new Set((await Promise.all(comers)).map((account) => account!.accountId));
    expect(ids.size).toBe(1);
    expect(await rowsOf('many')).toEqual([
      {
        ...{ tenant_id: county.towns[0], username: 'many@sso', kind: 'oidc' },
        ...{ roles: ['town-clerk'], village_id: null, version: 1 },
      },
    ]);
  });

  it('keeps its name, and takes the roles of the moment; what it may with the old ones ends', async () => {
    const villageId = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001';
    const first = await accounts.admit(person('grows'), admission('grows@sso'));
    const changed = admission('renamed@sso', { roles: ['village-clerk'], villageId });
    expect(await accounts.admit(person('grows'), changed)).toEqual(first);
    expect(await rowsOf('grows')).toMatchObject([
      { username: 'grows@sso', roles: ['village-clerk'], village_id: villageId, version: 2 },
    ]);
  });

  it('is another one in another town, and the first is the same again for who comes back', async () => {
    const there = admission('moves@sso', { division: `${county.code}101` });
    const [first, second, third] = [
      await accounts.admit(person('moves'), admission('moves@sso')),
      await accounts.admit(person('moves'), there),
      await accounts.admit(person('moves'), admission('moves@sso')),
    ];
    expect([first!.tenantId, second!.tenantId]).toEqual(county.towns);
    expect(second!.accountId).not.toBe(first!.accountId);
    expect(third).toEqual(first);
  });

  it('is told apart from everybody of the same name: local, of the issuer, of another issuer', async () => {
    const [tenantId] = county.towns as [number];
    const local = { tenantId, username: 'same', passwordHash: 'x', roles: ['town-clerk' as const] };
    await createAccounts(installation.owner, [local]);
    const others = [
      await accounts.admit(person('one'), admission('same')),
      await accounts.admit(person('two'), admission('same')),
      await accounts.admit(person('one', 'https://other.example.cn'), admission('same')),
    ];
    const names = new Set(others.map((account) => account!.username));
    expect(names.size).toBe(3);
    for (const name of names) expect(name).toMatch(/^same#[0-9a-f]{8}$/);
  });

  it('is not made for a division that is not here', async () => {
    expect(await accounts.admit(person('lost'), admission('lost', { division: '000000' }))).toBeNull();
    expect(await rowsOf('lost')).toEqual([]);
  });

  it('has no password, and no other account has an issuer', async () => {
    await accounts.admit(person('plain'), admission('plain@sso'));
    for (const change of [
      `password_hash = 'x' where issuer_subject = 'plain'`,
      `issuer = null where issuer_subject = 'plain'`,
      `issuer_subject = null where issuer_subject = 'plain'`,
      `issuer = '${ISSUER}', issuer_subject = 'other' where username = 'same'`,
    ])
      await expect(installation.owner.query(`update zhendi.account set ${change}`)).rejects.toThrow(
        'violates check constraint',
      );
  });
});
