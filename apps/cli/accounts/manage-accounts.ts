import type { SqlClient } from '../../../libs/event-store/index.ts';
import { hashPassword, recordAudit, type AuditEntry, type Role } from '../../../libs/tenancy/index.ts';
import { operatorEntry } from '../audit/operator-entry.ts';
import { OperatorError } from '../operator-error.ts';

/** An account as the operator sees it. */
export interface ListedAccount {
  readonly username: string;
  readonly roles: readonly Role[];
  /** Code of its town or county, or `platform`. */
  readonly division: string;
  readonly kind: 'local' | 'oidc';
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  /** Sessions that can be gone on with. */
  readonly sessions: number;
  readonly lastSignInAt: Date | null;
}

/** All accounts, or those of one town or county, by name. */
export async function listAccounts(owner: SqlClient, division?: string): Promise<ListedAccount[]> {
  const { rows } = await owner.query<ListedAccount>(
    `select a.username, a.roles, t.code as division, a.kind, a.disabled,
            a.must_change_password as "mustChangePassword", f.enabled_at is not null as "secondFactor",
            a.last_sign_in_at as "lastSignInAt",
            (select count(*)::integer from zhendi.session s
             where s.tenant_id = a.tenant_id and s.account_id = a.account_id
               and zhendi.session_lives(s.started_at, s.last_used_at, s.ended_at)) as sessions
     from zhendi.account a
     join zhendi.tenant t using (tenant_id)
     left join zhendi.second_factor f using (tenant_id, account_id)
     where $1::text is null or t.code = $1
     order by a.username`,
    [division ?? null],
  );
  return rows;
}

/** Lets nobody sign in as the account any more, and ends its sessions; or lets them again. */
export async function setDisabled(owner: SqlClient, username: string, disabled: boolean): Promise<void> {
  await change(owner, username, 'account.change', { disabled }, [
    'update zhendi.account set disabled = $3 where tenant_id = $1 and account_id = $2',
    disabled,
  ]);
}

/**
 * Gives an account an initial password, which is to be changed at the next sign-in. Its sessions end, and its second
 * factor is taken away: that is how somebody comes back who lost his telephone.
 */
export async function resetPassword(owner: SqlClient, username: string, password: string): Promise<void> {
  const { rows } = await owner.query(`select from zhendi.account where username = $1 and kind = 'oidc'`, [
    username,
  ]);
  if (rows.length > 0)
    throw new OperatorError(`${username} signs in with an issuer and has no password here`);
  await change(owner, username, 'account.reset-password', {}, [
    `update zhendi.account set password_hash = $3, must_change_password = true
     where tenant_id = $1 and account_id = $2`,
    await hashPassword(password),
  ]);
}

/** Ends all sessions of an account. */
export async function signOut(owner: SqlClient, username: string): Promise<void> {
  await change(owner, username, 'sign-out', { sessions: 'all' }, [
    `update zhendi.session set ended_at = $3 where tenant_id = $1 and account_id = $2 and ended_at is null`,
    new Date(),
  ]);
}

/**
 * One change of one account, in the caller's transaction, with its entry in the audit log.
 *
 * @throws {OperatorError} when there is no such account.
 */
async function change(
  owner: SqlClient,
  username: string,
  action: AuditEntry['action'],
  details: AuditEntry['details'],
  [statement, value]: readonly [string, unknown],
): Promise<void> {
  const { rows } = await owner.query<{ tenant_id: number; account_id: string }>(
    'select tenant_id, account_id from zhendi.account where username = $1',
    [username],
  );
  const account = rows[0];
  if (!account) throw new OperatorError(`there is no account ${username}`);
  await owner.query(statement, [account.tenant_id, account.account_id, value]);
  const target = `account ${account.account_id}`;
  await recordAudit(owner, [
    operatorEntry(account.tenant_id, action, target, { ...details, account: username }),
  ]);
}
