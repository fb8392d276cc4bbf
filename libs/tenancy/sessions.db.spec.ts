import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { RefreshToken } from './refresh-token.ts';
import type { IssuedSession } from './sessions.ts';

const CLIENT = { address: '10.1.2.3', userAgent: 'Mozilla/5.0' };

let installation: Installation;
let identity: Identity;
let clerk: AnAccount;

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  clerk = await anAccount(installation, { tenantId: await installation.aTown() });
});
afterAll(() => installation.close());

const start = async (account = clerk) => (await identity.sessions.start({ ...account, ...CLIENT }))!;
const refresh = (token: string) => identity.sessions.refresh(token, CLIENT);
const sessionId = ({ grant }: IssuedSession) => grant.principal.sessionId;

/** As if so much time had passed since the session was last used. */
const unusedFor = (session: IssuedSession, interval: string) =>
  installation.owner.query(
    'update zhendi.session set last_used_at = last_used_at - $2::interval where session_id = $1',
    [sessionId(session), interval],
  );
const begunBefore = (session: IssuedSession, interval: string) =>
  installation.owner.query(
    'update zhendi.session set started_at = started_at - $2::interval where session_id = $1',
    [sessionId(session), interval],
  );

describe('a session', () => {
  it('begins with tokens that speak for the account', async () => {
    const session = await start();
    const read = await identity.tokens.read(session.accessToken);
    expect(read).toMatchObject(session.grant);
    expect(session.grant).toMatchObject({
      principal: { subject: clerk.accountId, tenantId: clerk.tenantId, roles: ['town-clerk'] },
      version: 1,
      mustChangePassword: false,
    });
    expect(session.expiresIn).toBe(600);
  });

  it('goes on with another refresh token each time, as the same session', async () => {
    const first = await start();
    const second = (await refresh(first.refreshToken))!;
    const third = (await refresh(second.refreshToken))!;
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect([sessionId(second), sessionId(third)]).toEqual([sessionId(first), sessionId(first)]);
    expect(await identity.tokens.read(third.accessToken)).toMatchObject(first.grant);
  });

  it('says with each access token what the account is by then', async () => {
    const account = await anAccount(installation, { tenantId: clerk.tenantId });
    const session = await start(account);
    await installation.owner.query(
      `update zhendi.account set roles = '{town-leader}' where account_id = $1`,
      [account.accountId],
    );
    const next = await refresh(session.refreshToken);
    expect(next!.grant).toMatchObject({ version: 2, principal: { roles: ['town-leader'] } });
  });

  it('is kept without any token that could be used', async () => {
    const first = await start();
    const second = (await refresh(first.refreshToken))!;
    const { rows } = await installation.owner.query<{ row: string }>(
      'select s::text as row from zhendi.session s where session_id = $1',
      [sessionId(first)],
    );
    for (const { refreshToken } of [first, second]) {
      const bytes = Buffer.from(refreshToken.split('.')[1]!, 'base64url');
      expect(rows[0]!.row).not.toContain(bytes.subarray(0, 16).toString('hex'));
      expect(rows[0]!.row).not.toContain(bytes.subarray(16).toString('hex'));
    }
  });

  it('does not begin for an account that is disabled', async () => {
    const account = await anAccount(installation, { tenantId: clerk.tenantId });
    await installation.owner.query('update zhendi.account set disabled = true where account_id = $1', [
      account.accountId,
    ]);
    expect(await identity.sessions.start({ ...account, ...CLIENT })).toBeNull();
  });

  it('does not begin when what belongs to it fails', async () => {
    const account = await anAccount(installation, { tenantId: clerk.tenantId });
    const failing = identity.sessions.start({ ...account, ...CLIENT }, () =>
      Promise.reject(new Error('no audit log')),
    );
    await expect(failing).rejects.toThrow('no audit log');
    const { rows } = await installation.owner.query('select from zhendi.session where account_id = $1', [
      account.accountId,
    ]);
    expect(rows).toEqual([]);
  });

  it('is one of a hundred: the one that was used longest ago makes room', async () => {
    const account = await anAccount(installation, { tenantId: clerk.tenantId });
    const sessions: IssuedSession[] = [];
    for (let n = 0; n <= 100; n++) sessions.push(await start(account));
    expect(await refresh(sessions[0]!.refreshToken)).toBeNull();
    expect(await refresh(sessions[1]!.refreshToken)).not.toBeNull();
  });
});

describe('a refresh token that was used', () => {
  it('is answered with the same next one for half a minute: another tab has asked, or the answer was lost', async () => {
    const first = await start();
    const second = (await refresh(first.refreshToken))!;
    await unusedFor(first, '29 seconds');
    const again = (await refresh(first.refreshToken))!;
    expect(again.refreshToken).toBe(second.refreshToken);
    expect(await identity.tokens.read(again.accessToken)).toMatchObject(first.grant);
    expect(await refresh(second.refreshToken)).not.toBeNull();
  });

  it('ends the session after half a minute: somebody else has it too', async () => {
    const first = await start();
    const second = (await refresh(first.refreshToken))!;
    await unusedFor(first, '31 seconds');
    expect(await refresh(first.refreshToken)).toBeNull();
    expect(await refresh(second.refreshToken)).toBeNull();
  });

  it('ends the session at once when the next one was used as well', async () => {
    const first = await start();
    const second = (await refresh(first.refreshToken))!;
    const third = (await refresh(second.refreshToken))!;
    expect(await refresh(first.refreshToken)).toBeNull();
    expect(await refresh(third.refreshToken)).toBeNull();
  });

  it('used by many at once has one next token, and the session goes on', async () => {
    const first = await start();
    const answers = await Promise.all(Array.from({ length: 12 }, () => refresh(first.refreshToken)));
    const next = new Set(answers.map((answer) => answer?.refreshToken));
    expect(next.size).toBe(1);
    expect(await refresh([...next][0]!)).not.toBeNull();
  });
});

describe('a session is over', () => {
  it('when nobody has used it for eight hours', async () => {
    const session = await start();
    await unusedFor(session, '7 hours 59 minutes');
    const next = (await refresh(session.refreshToken))!;
    expect(next).not.toBeNull();
    await unusedFor(session, '8 hours 1 second');
    expect(await refresh(next.refreshToken)).toBeNull();
  });

  it('seven days after it began, however much it is used', async () => {
    const session = await start();
    await begunBefore(session, '6 days 23 hours');
    const next = (await refresh(session.refreshToken))!;
    await begunBefore(session, '1 hour 1 second');
    expect(await refresh(next.refreshToken)).toBeNull();
  });

  it('when it was ended by one of its tokens', async () => {
    const session = await start();
    await identity.sessions.end(session.refreshToken);
    await identity.sessions.end(session.refreshToken);
    expect(await refresh(session.refreshToken)).toBeNull();
  });

  it.each([
    ['the account is disabled', 'disabled = true'],
    ['the password is changed', `password_hash = 'another'`],
    ['an administrator gives an initial password', `password_hash = 'initial', must_change_password = true`],
  ])('when %s', async (_, change) => {
    const account = await anAccount(installation, { tenantId: clerk.tenantId });
    const [session, other] = [await start(account), await start()];
    await installation.owner.query(`update zhendi.account set ${change} where account_id = $1`, [
      account.accountId,
    ]);
    expect(await refresh(session.refreshToken)).toBeNull();
    expect(await refresh(other.refreshToken)).not.toBeNull();
  });
});

describe('nobody goes on with a session', () => {
  it.each<[string, (token: string) => string]>([
    ['a token that is made up', () => RefreshToken.first(clerk.tenantId).toString()],
    ['nonsense', () => 'nonsense'],
    ['no token', () => ''],
    ['a token of the same session that is made up', (token) => RefreshToken.parse(token)!.next().toString()],
    ['the token with another tenant', (token) => token.replace(/^\d+/, '0')],
  ])('by %s', async (_, forge) => {
    expect(await refresh(forge((await start()).refreshToken))).toBeNull();
  });

  it('and nobody ends one by its id, which stands in access tokens', async () => {
    const session = await start();
    await refresh(
      `${clerk.tenantId}.${Buffer.from(sessionId(session)).toString('base64url').padEnd(64, 'A')}`,
    );
    expect(await refresh(session.refreshToken)).not.toBeNull();
  });
});
