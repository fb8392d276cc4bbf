import { entryBy } from './audit-entries.ts';
import { recordAudit, type AuditEntry } from './audit-log.ts';
import type { KnownDevices } from './known-devices.ts';
import { isPassword } from './passwords.ts';
import type { Role } from './principal.ts';
import type { SecondFactors } from './second-factor.ts';
import type { Client, IssuedSession, Sessions } from './sessions.ts';
import {
  attemptKeys,
  beginAttempt,
  failAttempt,
  settleAttempt,
  type AttemptKeys,
} from './sign-in-attempts.ts';
import type { TenantDatabase } from './tenant-database.ts';
import { PLATFORM_TENANT } from './tenants.ts';

/** Somebody says who he is. */
export interface SignInAttempt extends Client {
  readonly username: string;
  readonly password: string;
  /** Of the second factor, where the account has one. */
  readonly code?: string | undefined;
  /** The cookie of {@link KnownDevices}. */
  readonly device?: string | undefined;
}

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly session: IssuedSession; readonly device: string }
  /** No such account, or not its password: not told apart, in content or in time. */
  | { readonly kind: 'failed' }
  /** The password is right; the code is missing, wrong, or was used before. */
  | { readonly kind: 'code-needed' }
  /** There were failures: nothing was looked at. */
  | { readonly kind: 'locked'; readonly seconds: number };

interface SignInRow {
  tenant_id: number;
  account_id: string;
  username: string;
  roles: Role[];
  password_hash: string;
  sealed_secret: Buffer | null;
}

/** Signing in with a name, a password and, where the account has one, a second factor. */
export class SignIn {
  constructor(
    private readonly database: TenantDatabase,
    private readonly sessions: Sessions,
    private readonly secondFactors: SecondFactors,
    private readonly devices: KnownDevices,
    /** Told of each attempt that fails; it is not waited for, so that it takes no time. */
    private readonly onRefused: (entry: AuditEntry) => void = () => undefined,
  ) {}

  async signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const { username, password, code, device, address } = attempt;
    const keys = attemptKeys(username, this.devices.recognize(device, username), address);
    const { seconds, account } = await this.begin(keys, username);
    if (seconds > 0) {
      this.onRefused(refusal(attempt, account, 'locked'));
      return { kind: 'locked', seconds };
    }
    const matches = await isPassword(password, account?.password_hash);
    if (!account || !matches) {
      this.onRefused(refusal(attempt, account, account ? 'password' : 'account'));
      return this.fail(keys, 'failed');
    }
    if (account.sealed_secret !== null) {
      if (code === undefined) return this.askForCode(keys);
      if (!(await this.useCode(account, account.sealed_secret, code))) {
        this.onRefused(refusal(attempt, account, 'code'));
        return this.fail(keys, 'code-needed');
      }
    }
    return this.succeed(attempt, keys, account);
  }

  /** One transaction; it ends before the password is looked at, which takes a while. */
  private begin(
    keys: AttemptKeys,
    username: string,
  ): Promise<{ seconds: number; account: SignInRow | undefined }> {
    return this.database.withSystem(async (db) => {
      const seconds = await beginAttempt(db, keys);
      const { rows } = await db.query<SignInRow>(
        `select tenant_id, account_id, username, roles, password_hash, sealed_secret
         from zhendi.account_for_sign_in($1)`,
        [username],
      );
      return { seconds, account: rows[0] };
    });
  }

  private async fail(keys: AttemptKeys, kind: 'failed' | 'code-needed'): Promise<SignInResult> {
    await this.database.withSystem((db) => failAttempt(db, keys));
    return { kind };
  }

  private async askForCode(keys: AttemptKeys): Promise<SignInResult> {
    await this.database.withSystem((db) => settleAttempt(db, keys, 'none'));
    return { kind: 'code-needed' };
  }

  /** Whether the code is good, and for the first time. */
  private async useCode(
    { tenant_id: tenantId, account_id: accountId }: SignInRow,
    sealed: Buffer,
    code: string,
  ): Promise<boolean> {
    const step = this.secondFactors.stepOf(code, sealed, { tenantId, accountId });
    if (step === null) return false;
    return this.database.withSystem(async (db) => {
      const { rows } = await db.query<{ used: boolean }>(
        'select zhendi.use_second_factor($1, $2, $3) as used',
        [tenantId, accountId, step],
      );
      return rows[0]!.used;
    });
  }

  private async succeed(
    attempt: SignInAttempt,
    keys: AttemptKeys,
    account: SignInRow,
  ): Promise<SignInResult> {
    const { tenant_id: tenantId, account_id: accountId, username } = account;
    const { address, userAgent, device } = attempt;
    const details = { by: account.sealed_secret === null ? 'password' : 'password and code' };
    const session = await this.sessions.start(
      { tenantId, accountId, address, userAgent },
      async (db, { principal }) => {
        await settleAttempt(db, keys, 'success');
        await recordAudit(db, [entryBy(principal, attempt, { action: 'sign-in', details })]);
      },
    );
    // Disabled since it was looked up.
    if (!session) return { kind: 'failed' };
    return { kind: 'signed-in', session, device: this.devices.remember(device, username) };
  }
}

/**
 * The entry of an attempt that failed. A name that is no account's is left out: people type their passwords there. It
 * belongs to the installation, since nobody knows whose it was.
 */
function refusal(
  { address, requestId }: SignInAttempt,
  account: SignInRow | undefined,
  reason: 'locked' | 'account' | 'password' | 'code',
): AuditEntry {
  return {
    tenantId: account?.tenant_id ?? PLATFORM_TENANT,
    action: 'sign-in',
    outcome: 'refused',
    actor: account?.account_id ?? null,
    username: account?.username ?? null,
    role: account?.roles.join(' ') ?? null,
    address,
    target: null,
    details: { reason },
    correlationId: requestId ?? null,
  };
}
