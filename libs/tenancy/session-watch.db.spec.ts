import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { until } from '../testing/until.ts';
import type { AccessToken } from './access-token.ts';
import { SessionWatch } from './session-watch.ts';
import { TenantDatabase } from './tenant-database.ts';
import { createAppPool } from './pool.ts';

let installation: Installation;
let identity: Identity;
let town: number;
let watch: SessionWatch;
let errors: Error[];

beforeAll(async () => {
  installation = await anInstallation();
  identity = anIdentity(installation.database);
  town = await installation.aTown();
});
beforeEach(() => {
  errors = [];
  watch = new SessionWatch(installation.database, { onError: (error) => errors.push(error) });
});
afterEach(async () => {
  await watch.close();
  expect(errors).toEqual([]);
});
afterAll(() => installation.close());

const aClerk = () => anAccount(installation, { tenantId: town });
async function signIn(account: AnAccount) {
  const session = (await identity.sessions.start({ ...account, address: null, userAgent: null }))!;
  return { session, token: (await identity.tokens.read(session.accessToken))! };
}
const change = (account: AnAccount, to: string) =>
  installation.owner.query(`update zhendi.account set ${to} where account_id = $1`, [account.accountId]);
const becomesBad = (token: AccessToken) => until(() => watch.isRevoked(token));

describe('an access token', () => {
  it('is good from the start', async () => {
    expect(await watch.isRevoked((await signIn(await aClerk())).token)).toBe(false);
  });

  it('becomes bad when its session ends, and those of other sessions do not', async () => {
    const clerk = await aClerk();
    const [ended, other] = [await signIn(clerk), await signIn(clerk)];
    await identity.sessions.end(ended.session.refreshToken);
    await becomesBad(ended.token);
    expect(await watch.isRevoked(other.token)).toBe(false);
  });

  it('becomes bad when an old refresh token of its session was used', async () => {
    const { session, token } = await signIn(await aClerk());
    const client = { address: null, userAgent: null };
    const second = (await identity.sessions.refresh(session.refreshToken, client))!;
    await identity.sessions.refresh(second.refreshToken, client);
    await identity.sessions.refresh(session.refreshToken, client);
    await becomesBad(token);
  });

  it.each([
    ['is disabled', 'disabled = true'],
    ['gets other roles', `roles = '{town-leader}'`],
    ['gets another village', `village_id = '3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21'`],
    ['gets an initial password', `password_hash = 'initial', must_change_password = true`],
  ])('becomes bad when its account %s', async (_, to) => {
    const [clerk, colleague] = [await aClerk(), await aClerk()];
    const [one, other] = [await signIn(clerk), await signIn(colleague)];
    await change(clerk, to);
    await becomesBad(one.token);
    expect(await watch.isRevoked(other.token)).toBe(false);
  });

  it('that was issued after the account changed is good', async () => {
    const clerk = await aClerk();
    const before = await signIn(clerk);
    await change(clerk, `roles = '{town-leader}'`);
    await becomesBad(before.token);
    expect(await watch.isRevoked((await signIn(clerk)).token)).toBe(false);
  });

  it('is good when nothing of the account changed that it speaks of', async () => {
    const clerk = await aClerk();
    const { token } = await signIn(clerk);
    await change(clerk, 'last_sign_in_at = now()');
    await change(clerk, 'disabled = false');
    const other = await signIn(await aClerk());
    await identity.sessions.end(other.session.refreshToken);
    await becomesBad(other.token);
    expect(await watch.isRevoked(token)).toBe(false);
  });
});

describe('a process', () => {
  it('that was just started knows what ended before', async () => {
    const { session, token } = await signIn(await aClerk());
    await identity.sessions.end(session.refreshToken);
    const young = new SessionWatch(installation.database, { onError: (error) => errors.push(error) });
    // Not after a second: before it has looked it does not answer.
    expect(await young.isRevoked(token)).toBe(true);
    await young.close();
  });

  it('learns of a session whose end was long in coming, though later ones came before', async () => {
    const [slow, quick] = [await signIn(await aClerk()), await signIn(await aClerk())];
    const client = await installation.owner.connect();
    await client.query('begin');
    await client.query('update zhendi.session set ended_at = clock_timestamp() where session_id = $1', [
      slow.token.principal.sessionId,
    ]);
    await identity.sessions.end(quick.session.refreshToken);
    await becomesBad(quick.token);
    expect(await watch.isRevoked(slow.token)).toBe(false);
    await client.query('commit');
    client.release();
    await becomesBad(slow.token);
  });

  it('that cannot ask does not answer, says so once, and goes on when it can', async () => {
    const { token } = await signIn(await aClerk());
    const failures: Error[] = [];
    const url = new URL(installation.appUrl);
    url.port = '1';
    const pool = createAppPool({ url: url.href, onError: () => undefined });
    const deaf = new SessionWatch(new TenantDatabase(pool), { onError: (error) => failures.push(error) });
    await expect(deaf.isRevoked(token)).rejects.toThrow();
    await expect(deaf.isRevoked(token)).rejects.toThrow();
    await until(() => failures.length > 0);
    await deaf.close();
    await pool.end();
    expect(failures).toHaveLength(1);
  });
});
