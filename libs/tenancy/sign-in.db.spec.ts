import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { anAccount, type AnAccount } from '../testing/builders/account.builder.ts';
import { anIdentity, type Identity } from '../testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import type { SignInAttempt, SignInResult } from './sign-in.ts';

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
let addresses = 0;
/** Another place for each, so that attempts meet at an address only where a test says so. */
const somewhere = () => `10.9.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;

const attempt = (username: string, password: string, more: Partial<SignInAttempt> = {}) =>
  identity.signIns.signIn({ username, password, address: somewhere(), userAgent: null, ...more });
const rightly = ({ username, password }: AnAccount, more: Partial<SignInAttempt> = {}) =>
  attempt(username, password, more);
const wrongly = ({ username }: { username: string }, more: Partial<SignInAttempt> = {}) =>
  attempt(username, 'a wrong password', more);

async function times(count: number, what: () => Promise<SignInResult>): Promise<SignInResult[]> {
  const results: SignInResult[] = [];
  for (let n = 0; n < count; n++) results.push(await what());
  return results;
}
const kinds = (results: readonly SignInResult[]) => results.map(({ kind }) => kind);

/** As if so much time had passed for all that was counted. */
const later = (interval: string) =>
  installation.owner.query(
    `update zhendi.sign_in_failure
     set failed_at = failed_at - $1::interval, waits_until = waits_until - $1::interval`,
    [interval],
  );

/** Whoever waits exactly as long as he is told, and fails again. @returns the seconds of each wait. */
async function waits(count: number, tries: () => Promise<SignInResult>): Promise<number[]> {
  const seconds: number[] = [];
  for (let n = 0; n < count; n++) {
    const result = await tries();
    if (result.kind !== 'locked') throw new Error(`not locked but ${result.kind}`);
    seconds.push(result.seconds);
    await later(`${result.seconds} seconds`);
    expect((await tries()).kind).toBe('failed');
  }
  return seconds;
}

describe('signing in', () => {
  it('with the right password begins a session', async () => {
    const clerk = await aClerk();
    const result = await rightly(clerk);
    expect(result).toMatchObject({
      kind: 'signed-in',
      session: { grant: { principal: { subject: clerk.accountId, username: clerk.username } } },
    });
  });

  it('is remembered by the account', async () => {
    const clerk = await aClerk();
    const lastSignIn = async () => {
      const { rows } = await installation.owner.query<{ at: Date | null; version: number }>(
        'select last_sign_in_at as at, version from zhendi.account where account_id = $1',
        [clerk.accountId],
      );
      return rows[0]!;
    };
    await wrongly(clerk);
    expect((await lastSignIn()).at).toBeNull();
    await rightly(clerk);
    // Which is no change of the account: the tokens of its other sessions stay good.
    expect(await lastSignIn()).toEqual({ at: expect.any(Date), version: 1 });
  });

  it('takes a password from a keyboard that was left in full width, or writes accents in two characters', async () => {
    const clerk = await aClerk();
    const full = clerk.password.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    expect((await attempt(clerk.username, full)).kind).toBe('signed-in');
  });

  it.each([
    ['is disabled', 'disabled = true'],
    [
      'is of an issuer and has no password here',
      `kind = 'oidc', password_hash = null, issuer = 'https://sso.example.cn', issuer_subject = 'somebody'`,
    ],
  ])('fails for an account that %s as for none', async (_, change) => {
    const clerk = await aClerk();
    await installation.owner.query(`update zhendi.account set ${change} where account_id = $1`, [
      clerk.accountId,
    ]);
    expect(await rightly(clerk)).toEqual({ kind: 'failed' });
  });
});

describe('after five failures', () => {
  it.each([
    ['an account', async () => (await aClerk()).username],
    ['a name that is no account’s', () => Promise.resolve('nobody at all')],
  ])('%s waits, twice as long each time, up to a quarter of an hour', async (_, name) => {
    const username = await name();
    expect(kinds(await times(5, () => wrongly({ username })))).toEqual(Array(5).fill('failed'));
    expect(await waits(9, () => wrongly({ username }))).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900]);
  });

  it('the right password is not looked at either', async () => {
    const clerk = await aClerk();
    await times(5, () => wrongly(clerk));
    expect(await rightly(clerk)).toEqual({ kind: 'locked', seconds: 5 });
    await later('5 seconds');
    expect((await rightly(clerk)).kind).toBe('signed-in');
  });

  it('to try while it waits makes it no longer', async () => {
    const clerk = await aClerk();
    await times(5, () => wrongly(clerk));
    expect(await times(20, () => wrongly(clerk))).toEqual(Array(20).fill({ kind: 'locked', seconds: 5 }));
  });

  it('a success makes them forgotten', async () => {
    const clerk = await aClerk();
    await times(6, () => wrongly(clerk));
    await later('10 seconds');
    await rightly(clerk);
    expect(kinds(await times(5, () => wrongly(clerk)))).toEqual(Array(5).fill('failed'));
  });

  it('time makes them forgotten, one each quarter of an hour', async () => {
    const clerk = await aClerk();
    await times(5, () => wrongly(clerk));
    await later('31 minutes');
    // Three are left, so that two more are free.
    expect(kinds(await times(3, () => wrongly(clerk)))).toEqual(['failed', 'failed', 'locked']);
    await later('10 hours');
    expect(kinds(await times(6, () => wrongly(clerk)))).toEqual([
      ...Array<string>(5).fill('failed'),
      'locked',
    ]);
  });

  it('a colleague is not kept from signing in', async () => {
    const [clerk, colleague] = [await aClerk(), await aClerk()];
    await times(6, () => wrongly(clerk));
    expect((await rightly(colleague)).kind).toBe('signed-in');
  });
});

describe('an address', () => {
  it('waits after twenty failures, whoever was tried, and is forgiven one a minute', async () => {
    const address = '10.8.0.1';
    let n = 0;
    const another = () => wrongly({ username: `guess-${(n += 1)}` }, { address });
    expect(kinds(await times(20, another))).toEqual(Array(20).fill('failed'));
    expect(await another()).toEqual({ kind: 'locked', seconds: 5 });
    expect((await wrongly({ username: 'guess' }, { address: '10.8.0.2' })).kind).toBe('failed');
    await later('10 minutes');
    expect(kinds(await times(11, another))).toEqual([...Array<string>(10).fill('failed'), 'locked']);
  });

  it('of a whole office signs in at once', async () => {
    const address = '10.8.1.1';
    const office = await Promise.all(Array.from({ length: 25 }, aClerk));
    const results = await Promise.all(office.map((clerk) => rightly(clerk, { address })));
    expect(kinds(results)).toEqual(Array(25).fill('signed-in'));
  });
});

describe('attempts at once', () => {
  it('are each counted: of thirty, five are looked at', async () => {
    const clerk = await aClerk();
    const results = await Promise.all(Array.from({ length: 30 }, () => wrongly(clerk)));
    expect(kinds(results).filter((kind) => kind === 'failed')).toHaveLength(5);
    expect(kinds(results).filter((kind) => kind === 'locked')).toHaveLength(25);
  });

  it('two are two', async () => {
    const clerk = await aClerk();
    await Promise.all([wrongly(clerk), wrongly(clerk)]);
    expect(kinds(await times(4, () => wrongly(clerk)))).toEqual(['failed', 'failed', 'failed', 'locked']);
  });

  it('from one address are each counted for it', async () => {
    const address = '10.8.2.1';
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => wrongly({ username: `at-once-${n}` }, { address })),
    );
    expect((await wrongly({ username: 'one more' }, { address })).kind).toBe('locked');
  });
});

describe('a known device', () => {
  const signedIn = async (clerk: AnAccount, more: Partial<SignInAttempt> = {}) => {
    const result = await rightly(clerk, more);
    if (result.kind !== 'signed-in') throw new Error(`not signed in but ${result.kind}`);
    return result.device;
  };

  it('is let in while strangers lock the account, and the address', async () => {
    const clerk = await aClerk();
    const address = '10.8.3.1';
    const device = await signedIn(clerk);
    await times(6, () => wrongly(clerk));
    for (let n = 0; n < 21; n++) await wrongly({ username: `stranger-${n}` }, { address });
    expect((await rightly(clerk, { address })).kind).toBe('locked');
    expect((await rightly(clerk, { address, device })).kind).toBe('signed-in');
    // And the strangers still wait.
    expect((await wrongly(clerk)).kind).toBe('locked');
  });

  it('waits after five failures of its own', async () => {
    const clerk = await aClerk();
    const device = await signedIn(clerk);
    expect(kinds(await times(6, () => wrongly(clerk, { device })))).toEqual([
      ...Array<string>(5).fill('failed'),
      'locked',
    ]);
    // Which is nobody else's: the account is free from elsewhere.
    expect((await rightly(clerk)).kind).toBe('signed-in');
  });

  it('of one account is a stranger’s to another', async () => {
    const [clerk, other] = [await aClerk(), await aClerk()];
    const device = await signedIn(clerk);
    await times(5, () => wrongly(other));
    expect((await rightly(other, { device })).kind).toBe('locked');
  });
});

describe('with a second factor', () => {
  const aGuardedClerk = async () => {
    const clerk = await aClerk();
    const session = (await identity.sessions.start({ ...clerk, address: null, userAgent: null }))!;
    const { principal } = session.grant;
    const proposal = await identity.ownAccount.proposeSecondFactor(principal);
    if (proposal.kind !== 'proposed') throw new Error(proposal.kind);
    const generator = new TOTP({ secret: Secret.fromBase32(proposal.secret) });
    // Of the half minute before, so that the present one's is still to be used.
    const before = generator.generate({ timestamp: Date.now() - 30_000 });
    if (!(await identity.ownAccount.enableSecondFactor(principal, before))) throw new Error('not enabled');
    return {
      clerk,
      principal,
      codeIn: (seconds: number) => generator.generate({ timestamp: Date.now() + seconds * 1000 }),
    };
  };

  it('the password alone asks for a code, and the code lets in', async () => {
    const { clerk, codeIn } = await aGuardedClerk();
    expect(await rightly(clerk)).toEqual({ kind: 'code-needed' });
    expect((await rightly(clerk, { code: codeIn(0) })).kind).toBe('signed-in');
  });

  it('a code is good once', async () => {
    const { clerk, codeIn } = await aGuardedClerk();
    const code = codeIn(30);
    const results = await Promise.all([rightly(clerk, { code }), rightly(clerk, { code })]);
    expect(kinds(results).sort()).toEqual(['code-needed', 'signed-in']);
    expect(await rightly(clerk, { code })).toEqual({ kind: 'code-needed' });
    expect(await rightly(clerk, { code: codeIn(0) })).toEqual({ kind: 'code-needed' });
  });

  it('a wrong password is not told from one of an account without', async () => {
    const { clerk, codeIn } = await aGuardedClerk();
    expect(await wrongly(clerk, { code: codeIn(0) })).toEqual({ kind: 'failed' });
    expect(await wrongly(clerk)).toEqual({ kind: 'failed' });
  });

  it('a wrong code counts as a failure, and to be asked for one does not', async () => {
    const { clerk } = await aGuardedClerk();
    expect(kinds(await times(10, () => rightly(clerk)))).toEqual(Array(10).fill('code-needed'));
    const guessing = await times(6, () => rightly(clerk, { code: '000000' }));
    expect(kinds(guessing)).toEqual([...Array<string>(5).fill('code-needed'), 'locked']);
  });

  it('to be asked for a code in between does not forgive wrong ones', async () => {
    const { clerk } = await aGuardedClerk();
    for (let n = 0; n < 5; n++) {
      await rightly(clerk);
      await rightly(clerk, { code: '000000' });
    }
    expect((await rightly(clerk)).kind).toBe('locked');
  });

  it('who has waited and given the password may give the code at once', async () => {
    const { clerk, codeIn } = await aGuardedClerk();
    await times(7, () => rightly(clerk, { code: '000000' }));
    await later('20 seconds');
    expect((await rightly(clerk)).kind).toBe('code-needed');
    expect((await rightly(clerk, { code: codeIn(0) })).kind).toBe('signed-in');
  });

  it('an initial password from an administrator takes it away', async () => {
    const { clerk, principal } = await aGuardedClerk();
    expect(await identity.ownAccount.state(principal)).toEqual({ kind: 'local', secondFactor: true });
    await installation.owner.query(
      `update zhendi.account set must_change_password = true,
         password_hash = (select password_hash from zhendi.account where account_id = $2) || ' '
       where account_id = $1`,
      [clerk.accountId, (await aClerk()).accountId],
    );
    expect(await identity.ownAccount.state(principal)).toEqual({ kind: 'local', secondFactor: false });
  });
});
