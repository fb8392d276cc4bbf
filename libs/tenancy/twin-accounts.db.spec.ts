import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import type { AccessToken } from './access-token.ts';
import { createAccounts } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import { SessionWatch } from './session-watch.ts';
import type { IssuedSession } from './sessions.ts';

// What a tenant that was exported from one installation and imported into another may bring with it.
const ACCOUNT = '0190f5fe-7c00-7000-8000-0000000000c1';
const PASSWORD = 'correct horse battery staple';
const CLIENT = { address: null, userAgent: null };

let installation: Installation;
let identity: Identity;
let tenants: readonly [number, number];
let passwordHash: string;

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => installation.close());

// Two towns whose accounts have the same id.
beforeEach(async () => {
  tenants = [await installation.aTown(), await installation.aTown()];
  for (const tenantId of tenants) {
    const username = `clerk-${tenantId}`;
    await createAccounts(installation.owner, [{ tenantId, username, passwordHash, roles: ['town-clerk'] }]);
    await installation.owner.query('update zhendi.account set account_id = $1 where username = $2', [
      ACCOUNT,
      username,
    ]);
  }
});

async function signedIn(tenantId: number): Promise<IssuedSession> {
  return (await identity.sessions.start({ tenantId, accountId: ACCOUNT, ...CLIENT }))!;
}

async function tokenOf({ accessToken }: IssuedSession): Promise<AccessToken> {
  return (await identity.tokens.read(accessToken))!;
}

function change(tenantId: number, to: string) {
  return installation.owner.query(
    `update zhendi.account set ${to} where tenant_id = $1 and account_id = $2`,
    [tenantId, ACCOUNT],
  );
}

/** Whether tokens are bad, by somebody who has just looked. */
async function areRevoked(...tokens: AccessToken[]): Promise<boolean[]> {
  const onError = (error: Error) => {
    throw error;
  };
  const watch = new SessionWatch(installation.database, { onError });
  try {
    return await Promise.all(tokens.map((token) => watch.isRevoked(token)));
  } finally {
    await watch.close();
  }
}

describe('of two accounts with the same id', () => {
  it('the one may change, and the tokens of the other are as good as before', async () => {
    const [own, others] = [
      await tokenOf(await signedIn(tenants[0])),
      await tokenOf(await signedIn(tenants[1])),
    ];
    await change(tenants[0], `roles = '{town-leader}'`);
    expect(await areRevoked(own, others)).toEqual([true, false]);
  });

  it('the one may change after the other, and what was revoked of the other stays so', async () => {
    await change(tenants[0], `roles = '{town-leader}'`);
    const before = await tokenOf(await signedIn(tenants[0]));
    await change(tenants[0], `roles = '{town-clerk}'`);
    await change(tenants[1], `roles = '{town-leader}'`);
    expect(await areRevoked(before)).toEqual([true]);
  });

  it('the one sees, ends and keeps its own sessions only', async () => {
    const [own, others] = [await signedIn(tenants[0]), await signedIn(tenants[1])];
    const { principal } = await tokenOf(own);
    const foreign = (await tokenOf(others)).principal;
    const seen = await identity.ownSessions.list(principal);
    expect(seen.map(({ id }) => id)).toEqual([principal.sessionId]);
    expect(await identity.ownSessions.end(principal, foreign.sessionId)).toBe(false);
    await identity.ownSessions.endAll(principal);
    expect(await identity.ownSessions.list(principal)).toEqual([]);
    expect(await identity.ownSessions.list(foreign)).toHaveLength(1);
    expect(await identity.sessions.refresh(others.refreshToken, CLIENT)).not.toBeNull();
  });

  it('the one gets a new password, and the other goes on with its own and with its sessions', async () => {
    const [own, others] = [await signedIn(tenants[0]), await signedIn(tenants[1])];
    const { principal } = await tokenOf(own);
    const passwords = { current: PASSWORD, next: 'another horse battery staple' };
    expect((await identity.ownAccount.changePassword(principal, passwords, CLIENT)).kind).toBe('changed');
    expect(await identity.sessions.refresh(others.refreshToken, CLIENT)).not.toBeNull();
    expect(await identity.signIn(`clerk-${tenants[1]}`, PASSWORD)).not.toBeNull();
    expect(await identity.signIn(`clerk-${tenants[0]}`, PASSWORD)).toBeNull();
  });

  it('the one fails to show its password until it has to wait, and the other need not', async () => {
    const { principal } = await tokenOf(await signedIn(tenants[0]));
    const foreign = (await tokenOf(await signedIn(tenants[1]))).principal;
    const tried = { current: 'wrong', next: 'another horse battery staple' };
    for (let i = 0; i < 6; i++) await identity.ownAccount.changePassword(principal, tried, CLIENT);
    expect((await identity.ownAccount.changePassword(principal, tried, CLIENT)).kind).toBe('locked');
    const answer = await identity.ownAccount.changePassword(foreign, tried, CLIENT);
    expect(answer.kind).toBe('wrong-password');
  });
});
