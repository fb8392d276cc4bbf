import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { ACCOUNT_PASSWORD, anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import type { Principal } from './principal.ts';
import type { IssuedSession } from './sessions.ts';

const CLIENT = { address: '10.1.2.3', userAgent: 'Mozilla/5.0' };
const NEXT = '柳湾村的书屋八点开门';

let installation: Installation;
let identity: Identity;
let town: number;

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  town = await installation.aTown();
});
afterAll(() => installation.close());

const aClerk = () => anAccount(installation, { tenantId: town });
const start = async (account: AnAccount, client = CLIENT) =>
  (await identity.sessions.start({ ...account, ...client }))!;
const isAlive = async ({ refreshToken }: IssuedSession) =>
  (await identity.sessions.refresh(refreshToken, CLIENT)) !== null;
const change = (principal: Principal, current: string, next: string) =>
  identity.ownAccount.changePassword(principal, { current, next }, CLIENT);

describe('a new password', () => {
  it('is the one to sign in with, and the old one is not', async () => {
    const clerk = await aClerk();
    const { grant } = await start(clerk);
    expect((await change(grant.principal, clerk.password, NEXT)).kind).toBe('changed');
    expect(await identity.signIn(clerk.username, clerk.password)).toBeNull();
    expect((await identity.signIn(clerk.username, NEXT))?.subject).toBe(clerk.accountId);
  });

  it('ends all sessions, and the one that asked goes on as a new one', async () => {
    const clerk = await aClerk();
    const [here, elsewhere] = [await start(clerk), await start(clerk)];
    const result = await change(here.grant.principal, clerk.password, NEXT);
    if (result.kind !== 'changed') throw new Error(result.kind);
    expect(result.session.grant).toMatchObject({ version: 2, mustChangePassword: false });
    expect(await Promise.all([here, elsewhere, result.session].map(isAlive))).toEqual([false, false, true]);
  });

  it('takes the place of an initial one', async () => {
    const clerk = await anAccount(installation, { tenantId: town, mustChangePassword: true });
    const session = await start(clerk);
    expect(session.grant.mustChangePassword).toBe(true);
    const result = await change(session.grant.principal, clerk.password, NEXT);
    expect(result).toMatchObject({ kind: 'changed', session: { grant: { mustChangePassword: false } } });
  });

  it('leaves the second factor on', async () => {
    const clerk = await aClerk();
    const { principal } = (await start(clerk)).grant;
    const proposal = await identity.ownAccount.proposeSecondFactor(principal);
    const { secret } = proposal as { secret: string };
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect(await identity.ownAccount.enableSecondFactor(principal, code)).toBe(true);
    await change(principal, clerk.password, NEXT);
    expect(await identity.ownAccount.state(principal)).toEqual({ kind: 'local', secondFactor: true });
  });

  it('is not set where it is too short, guessable, or the present one', async () => {
    const clerk = await aClerk();
    const { principal } = (await start(clerk)).grant;
    expect(await change(principal, clerk.password, 'short')).toEqual({ kind: 'fault', fault: 'too-short' });
    expect(await change(principal, clerk.password, 'woaini1314')).toEqual({
      kind: 'fault',
      fault: 'guessable',
    });
    expect(await change(principal, clerk.password, clerk.password)).toEqual({ kind: 'unchanged' });
  });

  it('is not set by who does not know the present one, and cannot guess it', async () => {
    const clerk = await aClerk();
    const session = await start(clerk);
    const { principal } = session.grant;
    for (let n = 0; n < 5; n++)
      expect(await change(principal, 'a wrong password', NEXT)).toEqual({ kind: 'wrong-password' });
    expect(await change(principal, clerk.password, NEXT)).toEqual({ kind: 'locked', seconds: 5 });
    expect(await identity.ownAccount.removeSecondFactor(principal, clerk.password)).toEqual({
      kind: 'locked',
      seconds: 5,
    });
    // Which keeps nobody from signing in.
    expect(await identity.signIn(clerk.username, clerk.password)).not.toBeNull();
    expect(await isAlive(session)).toBe(true);
  });

  it('is not set here for an account of an issuer', async () => {
    const clerk = await aClerk();
    const { principal } = (await start(clerk)).grant;
    await installation.owner.query(
      `update zhendi.account set kind = 'oidc', password_hash = null, issuer = 'https://sso.example.cn', issuer_subject = 'somebody' where account_id = $1`,
      [clerk.accountId],
    );
    expect(await change(principal, clerk.password, NEXT)).toEqual({ kind: 'not-local' });
    expect(await identity.ownAccount.proposeSecondFactor(principal)).toEqual({ kind: 'not-local' });
    expect(await identity.ownAccount.state(principal)).toEqual({ kind: 'oidc', secondFactor: false });
  });
});

describe('a second factor', () => {
  const proposed = async () => {
    const clerk = await aClerk();
    const { principal } = (await start(clerk)).grant;
    const proposal = await identity.ownAccount.proposeSecondFactor(principal);
    if (proposal.kind !== 'proposed') throw new Error(proposal.kind);
    const generator = new TOTP({ secret: Secret.fromBase32(proposal.secret) });
    return { clerk, principal, code: () => generator.generate() };
  };

  it('is on only once a code has shown that it works', async () => {
    const { clerk, principal, code } = await proposed();
    expect(await identity.signIn(clerk.username, clerk.password)).not.toBeNull();
    expect(await identity.ownAccount.enableSecondFactor(principal, '000000')).toBe(false);
    expect(await identity.ownAccount.enableSecondFactor(principal, code())).toBe(true);
    expect(await identity.signIn(clerk.username, clerk.password)).toBeNull();
  });

  it('can be proposed anew until it is on, and not after that', async () => {
    const { principal, code } = await proposed();
    const old = code();
    const second = await identity.ownAccount.proposeSecondFactor(principal);
    expect(await identity.ownAccount.enableSecondFactor(principal, old)).toBe(false);
    const generator = new TOTP({ secret: Secret.fromBase32((second as { secret: string }).secret) });
    expect(await identity.ownAccount.enableSecondFactor(principal, generator.generate())).toBe(true);
    expect(await identity.ownAccount.proposeSecondFactor(principal)).toEqual({ kind: 'already-on' });
    expect(await identity.ownAccount.enableSecondFactor(principal, generator.generate())).toBe(false);
  });

  it('is taken away with the password only', async () => {
    const { clerk, principal, code } = await proposed();
    await identity.ownAccount.enableSecondFactor(principal, code());
    expect(await identity.ownAccount.removeSecondFactor(principal, 'a wrong password')).toEqual({
      kind: 'wrong-password',
    });
    expect(await identity.ownAccount.removeSecondFactor(principal, ACCOUNT_PASSWORD)).toBeNull();
    expect(await identity.signIn(clerk.username, clerk.password)).not.toBeNull();
  });
});

describe('the own sessions', () => {
  it('are listed with where they are used, the one that was used last first', async () => {
    const clerk = await aClerk();
    const home = await start(clerk, { address: '10.0.0.1', userAgent: 'Firefox' });
    const phone = await start(clerk, { address: '10.0.0.2', userAgent: 'x'.repeat(500) });
    const list = await identity.ownSessions.list(home.grant.principal);
    expect(list).toEqual([
      {
        id: phone.grant.principal.sessionId,
        startedAt: expect.any(Date),
        lastUsedAt: expect.any(Date),
        address: '10.0.0.2',
        userAgent: 'x'.repeat(200),
        current: false,
      },
      expect.objectContaining({ id: home.grant.principal.sessionId, userAgent: 'Firefox', current: true }),
    ]);
  });

  it('are neither those of a colleague nor those that are over', async () => {
    const [clerk, colleague] = [await aClerk(), await aClerk()];
    const [own, ended, unused, other] = [
      await start(clerk),
      await start(clerk),
      await start(clerk),
      await start(colleague),
    ];
    await identity.sessions.end(ended.refreshToken);
    await installation.owner.query(
      `update zhendi.session set last_used_at = now() - interval '9 hours' where session_id = $1`,
      [unused.grant.principal.sessionId],
    );
    const { principal } = own.grant;
    expect((await identity.ownSessions.list(principal)).map(({ id }) => id)).toEqual([principal.sessionId]);
    expect(await identity.ownSessions.end(principal, other.grant.principal.sessionId)).toBe(false);
    expect(await isAlive(other)).toBe(true);
  });

  it('are ended one by one, or everywhere', async () => {
    const [clerk, colleague] = [await aClerk(), await aClerk()];
    const [here, phone, home] = [await start(clerk), await start(clerk), await start(clerk)];
    const other = await start(colleague);
    const { principal } = here.grant;
    expect(await identity.ownSessions.end(principal, phone.grant.principal.sessionId)).toBe(true);
    expect(await identity.ownSessions.end(principal, phone.grant.principal.sessionId)).toBe(false);
    expect(await identity.ownSessions.list(principal)).toHaveLength(2);
    await identity.ownSessions.endAll(principal);
    expect(await Promise.all([here, phone, home, other].map(isAlive))).toEqual([false, false, false, true]);
  });
});
