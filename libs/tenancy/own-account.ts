import { entryBy, type Origin } from './audit-entries.ts';
import { recordAudit, type AuditAction } from './audit-log.ts';
import { passwordFault, type PasswordFault } from './password-rules.ts';
import { hashPassword, isPassword, normalizedPassword } from './passwords.ts';
import type { Principal } from './principal.ts';
import { ownScope, readingOnly } from './scope.ts';
import type { SecondFactors } from './second-factor.ts';
import type { Client, IssuedSession, Sessions } from './sessions.ts';
import { beginAttempt, failAttempt, ownAccountKeys, settleAttempt } from './sign-in-attempts.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** What an account says of itself besides its principal. */
export interface OwnAccountState {
  readonly kind: 'local' | 'oidc';
  readonly secondFactor: boolean;
}

/** Why somebody who is signed in may not go on. `not-local`: the account's password is kept elsewhere. */
export type OwnAccountRefusal =
  | { readonly kind: 'not-local' }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'locked'; readonly seconds: number };

export type PasswordChange =
  | OwnAccountRefusal
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'fault'; readonly fault: PasswordFault }
  | { readonly kind: 'changed'; readonly session: IssuedSession };

const NOWHERE: Origin = { address: null };

/** What people do to their own accounts. */
export class OwnAccount {
  constructor(
    private readonly database: TenantDatabase,
    private readonly sessions: Sessions,
    private readonly secondFactors: SecondFactors,
  ) {}

  async state(principal: Principal): Promise<OwnAccountState> {
    const { rows } = await this.database.withTenant(readingOnly(ownScope(principal)), (db) =>
      db.query<OwnAccountState>(
        `select a.kind, f.enabled_at is not null as "secondFactor" from zhendi.account a
         left join zhendi.second_factor f using (tenant_id, account_id)
         where a.tenant_id = $1 and a.account_id = $2`,
        [principal.tenantId, principal.subject],
      ),
    );
    return rows[0]!;
  }

  /** Sets a new password. All sessions of the account end, and the one that asks goes on as a new one. */
  async changePassword(
    principal: Principal,
    { current, next }: { current: string; next: string },
    client: Client,
  ): Promise<PasswordChange> {
    const fault = passwordFault(next, principal.username);
    if (fault) return { kind: 'fault', fault };
    const refusal = await this.checkPassword(principal, current, client, 'password.change');
    if (refusal) return refusal;
    if (normalizedPassword(next) === normalizedPassword(current)) return { kind: 'unchanged' };
    const passwordHash = await hashPassword(next);
    await this.database.withTenant(ownScope(principal), async (db) => {
      await db.query(
        `update zhendi.account set password_hash = $3, must_change_password = false
         where tenant_id = $1 and account_id = $2`,
        [principal.tenantId, principal.subject, passwordHash],
      );
      await recordAudit(db, [entryBy(principal, client, { action: 'password.change' })]);
    });
    const session = await this.sessions.start({
      tenantId: principal.tenantId,
      accountId: principal.subject,
      ...client,
    });
    if (!session) throw new Error('the account was disabled while its password was changed');
    return { kind: 'changed', session };
  }

  /** A secret for an app that makes codes; they are asked for once {@link enableSecondFactor} has seen one. */
  async proposeSecondFactor(
    principal: Principal,
  ): Promise<{ kind: 'proposed'; secret: string; uri: string } | { kind: 'not-local' | 'already-on' }> {
    const { kind, secondFactor } = await this.state(principal);
    if (kind !== 'local') return { kind: 'not-local' };
    if (secondFactor) return { kind: 'already-on' };
    const owner = { tenantId: principal.tenantId, accountId: principal.subject };
    const { secret, uri, sealed } = this.secondFactors.propose(owner, principal.username);
    await this.database.withTenant(ownScope(principal), (db) =>
      db.query(
        `insert into zhendi.second_factor as f (tenant_id, account_id, sealed_secret) values ($1, $2, $3)
         on conflict (tenant_id, account_id) do update set sealed_secret = excluded.sealed_secret
         where f.enabled_at is null`,
        [owner.tenantId, owner.accountId, sealed],
      ),
    );
    return { kind: 'proposed', secret, uri };
  }

  /** Asks for codes from now on. @returns false when the code is not one of the proposed secret. */
  async enableSecondFactor(principal: Principal, code: string, origin = NOWHERE): Promise<boolean> {
    const owner = { tenantId: principal.tenantId, accountId: principal.subject };
    return this.database.withTenant(ownScope(principal), async (db) => {
      const { rows } = await db.query<{ sealed_secret: Buffer }>(
        `select sealed_secret from zhendi.second_factor
         where tenant_id = $1 and account_id = $2 and enabled_at is null for update`,
        [owner.tenantId, owner.accountId],
      );
      const step = rows[0] ? this.secondFactors.stepOf(code, rows[0].sealed_secret, owner) : null;
      if (step === null) return false;
      await db.query(
        `update zhendi.second_factor set enabled_at = now(), last_step = $3
         where tenant_id = $1 and account_id = $2`,
        [owner.tenantId, owner.accountId, step],
      );
      await recordAudit(db, [secondFactorEntry(principal, origin, true)]);
      return true;
    });
  }

  /** Asks for no codes any more. @returns why not, or null. */
  async removeSecondFactor(
    principal: Principal,
    password: string,
    origin = NOWHERE,
  ): Promise<OwnAccountRefusal | null> {
    const refusal = await this.checkPassword(principal, password, origin, 'second-factor.change');
    if (refusal) return refusal;
    await this.database.withTenant(ownScope(principal), async (db) => {
      await db.query('delete from zhendi.second_factor where tenant_id = $1 and account_id = $2', [
        principal.tenantId,
        principal.subject,
      ]);
      await recordAudit(db, [secondFactorEntry(principal, origin, false)]);
    });
    return null;
  }

  /** Who has a token but not the password may not guess it here either. */
  private async checkPassword(
    principal: Principal,
    password: string,
    origin: Origin,
    action: AuditAction,
  ): Promise<OwnAccountRefusal | null> {
    const keys = ownAccountKeys(principal);
    const { seconds, stored } = await this.database.withSystem(async (db) => {
      const { rows } = await db.query<{ password_hash: string }>(
        'select password_hash from zhendi.account_for_sign_in($1)',
        [principal.username],
      );
      return { stored: rows[0]?.password_hash, seconds: rows[0] ? await beginAttempt(db, keys) : 0 };
    });
    if (stored === undefined) return { kind: 'not-local' };
    if (seconds > 0) return { kind: 'locked', seconds };
    const matches = await isPassword(password, stored);
    await this.database.withSystem(async (db) => {
      if (matches) return settleAttempt(db, keys, 'success');
      await failAttempt(db, keys);
      // Bounded by the wait after failures, so each one is recorded.
      await recordAudit(db, [entryBy(principal, origin, { action, outcome: 'refused' })]);
    });
    return matches ? null : { kind: 'wrong-password' };
  }
}

function secondFactorEntry(principal: Principal, origin: Origin, on: boolean) {
  return entryBy(principal, origin, { action: 'second-factor.change', details: { on } });
}
