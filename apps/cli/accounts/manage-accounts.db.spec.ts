import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { anAccount, type AnAccount } from '../../../libs/testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../../../libs/testing/builders/identity.builder.ts';
import {
  anInstallation,
  type County,
  type Installation,
} from '../../../libs/testing/builders/installation.builder.ts';
import { listAccounts, resetPassword, setDisabled, signOut } from './manage-accounts.ts';

let installation: Installation;
let identity: Identity;
let county: County;

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  county = await installation.aCounty(2);
});
afterAll(() => installation.close());

const aClerk = (username?: string) =>
  anAccount(installation, { tenantId: county.towns[0]!, ...(username && { username }) });
const start = async (account: AnAccount) =>
  (await identity.sessions.start({ ...account, address: null, userAgent: null }))!;
const isAlive = async ({ refreshToken }: { refreshToken: string }) =>
  (await identity.sessions.refresh(refreshToken, { address: null, userAgent: null })) !== null;
const entries = async ({ accountId }: AnAccount) => {
  const { rows } = await installation.owner.query<{ entry: string }>(
    `select action || ' ' || outcome || ' ' || role || ' ' || tenant_id as entry from zhendi.audit_entry
     where target = 'account ' || $1 order by position`,
    [accountId],
  );
  return rows.map(({ entry }) => entry);
};

describe('the operator', () => {
  it('lists accounts with their states, all or those of a division', async () => {
    const clerk = await aClerk('a-clerk');
    const other = await anAccount(installation, {
      tenantId: county.tenantId,
      username: 'b-analyst',
      roles: ['county-analyst', 'auditor'],
      mustChangePassword: true,
    });
    await start(clerk);
    const all = (await listAccounts(installation.owner)).filter(({ username }) => /^[ab]-/.test(username));
    expect(all).toEqual([
      {
        username: 'a-clerk',
        roles: ['town-clerk'],
        division: `${county.code}100`,
        kind: 'local',
        disabled: false,
        mustChangePassword: false,
        secondFactor: false,
        sessions: 1,
        lastSignInAt: expect.any(Date),
      },
      expect.objectContaining({
        username: 'b-analyst',
        roles: ['county-analyst', 'auditor'],
        division: county.code,
        mustChangePassword: true,
        sessions: 0,
        lastSignInAt: null,
      }),
    ]);
    const ofCounty = await listAccounts(installation.owner, county.code);
    expect(ofCounty.map(({ username }) => username)).toEqual([other.username]);
    expect(await listAccounts(installation.owner, `${county.code}101`)).toEqual([]);
  });

  it('disables an account, which ends its sessions, and enables it', async () => {
    const clerk = await aClerk();
    const session = await start(clerk);
    await setDisabled(installation.owner, clerk.username, true);
    expect(await identity.signIn(clerk.username, clerk.password)).toBeNull();
    expect(await isAlive(session)).toBe(false);
    await setDisabled(installation.owner, clerk.username, false);
    expect(await identity.signIn(clerk.username, clerk.password)).not.toBeNull();
    expect(await isAlive(session)).toBe(false);
    expect(await entries(clerk)).toEqual(Array(2).fill(`account.change done operator ${county.towns[0]}`));
  });

  it('brings somebody back who lost password and telephone', async () => {
    const clerk = await aClerk();
    const session = await start(clerk);
    const { principal } = session.grant;
    const { secret } = (await identity.ownAccount.proposeSecondFactor(principal)) as { secret: string };
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await identity.ownAccount.enableSecondFactor(principal, code);
    await resetPassword(installation.owner, clerk.username, 'an initial password');
    expect(await isAlive(session)).toBe(false);
    expect(await identity.signIn(clerk.username, clerk.password)).toBeNull();
    const result = await identity.signIns.signIn({
      username: clerk.username,
      password: 'an initial password',
      address: null,
      userAgent: null,
    });
    expect(result).toMatchObject({ kind: 'signed-in', session: { grant: { mustChangePassword: true } } });
    expect(await entries(clerk)).toContain(`account.reset-password done operator ${county.towns[0]}`);
  });

  it('gives no password to an account of an issuer', async () => {
    const clerk = await aClerk();
    await installation.owner.query(
      `update zhendi.account set kind = 'oidc', password_hash = null, issuer = 'https://sso.example.cn', issuer_subject = 'somebody' where account_id = $1`,
      [clerk.accountId],
    );
    await expect(resetPassword(installation.owner, clerk.username, 'an initial password')).rejects.toThrow(
      'signs in with an issuer and has no password here',
    );
  });

  it('ends all sessions of an account, and of no other', async () => {
    const [clerk, other] = [await aClerk(), await aClerk()];
    const [one, two, kept] = [await start(clerk), await start(clerk), await start(other)];
    await signOut(installation.owner, clerk.username);
    expect([await isAlive(one), await isAlive(two), await isAlive(kept)]).toEqual([false, false, true]);
    expect(await identity.signIn(clerk.username, clerk.password)).not.toBeNull();
    expect(await entries(clerk)).toContain(`sign-out done operator ${county.towns[0]}`);
  });

  it.each([
    ['disabled', (name: string) => setDisabled(installation.owner, name, true)],
    ['given a password', (name: string) => resetPassword(installation.owner, name, 'an initial password')],
    ['signed out', (name: string) => signOut(installation.owner, name)],
  ])('is told when nobody is %s', async (_, act) => {
    await expect(act('nobody')).rejects.toThrow('there is no account nobody');
  });
});
