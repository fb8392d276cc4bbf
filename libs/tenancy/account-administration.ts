import { newPassword } from './initial-password.ts';
import { hashPassword } from './passwords.ts';
import { ROLE_LEVELS, type Principal, type Role } from './principal.ts';
import { makeScope, type TenantScope } from './scope.ts';
import type { Tenant } from './scope-resolver.ts';
import type { TenantDatabase, TenantHandle } from './tenant-database.ts';

const UNIQUE_VIOLATION = '23505';

/** An account as those see it who manage it. */
export interface ManagedAccount {
  readonly id: string;
  readonly username: string;
  readonly kind: 'local' | 'oidc';
  readonly roles: readonly Role[];
  readonly villageId: string | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  /** UTC; null for somebody who never signed in. */
  readonly lastSignInAt: string | null;
}

/** What an account is to be: roles of its tenant's level, and a village with the role of a village clerk, and only then. */
export interface AccountRoles {
  readonly roles: readonly Role[];
  readonly villageId: string | null;
}

export interface AccountChange {
  readonly roles?: readonly Role[] | undefined;
  readonly villageId?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/** Why an account is not created or changed. */
export type AccountRefusal =
  | 'unknown'
  | 'own-account'
  | 'above-you'
  | 'not-local'
  | 'username-taken'
  | 'roles-of-other-level'
  | 'roles-above-you'
  | 'village-missing'
  | 'village-superfluous'
  | 'village-unknown';

export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';
  constructor(readonly reason: AccountRefusal) {
    super(`the account is not changed: ${reason}`);
  }
}

/** Told in the transaction of each change, as its last statement: whatever is told there is durable with the change. */
export type OnAccountChange = (
  db: TenantHandle<unknown>,
  action: 'account.create' | 'account.change' | 'account.reset-password',
  account: { readonly id: string; readonly username: string },
  details: Readonly<Record<string, string | boolean | null>>,
) => Promise<void>;

/**
 * The accounts of one town or county, for a town's leader or a county's administrator. A town's leader manages those
 * below: the clerks; leaders are the county's to make. Nobody changes the own account here, so that an administrator
 * always remains.
 */
export class AccountAdministration {
  private readonly scope: TenantScope;

  constructor(
    private readonly database: TenantDatabase,
    private readonly principal: Principal,
    private readonly tenant: Pick<Tenant, 'tenantId' | 'level'>,
    private readonly onChange: OnAccountChange,
  ) {
    const { tenantId } = tenant;
    // Stays in here: whoever manages a town's accounts does not write its streams.
    this.scope = makeScope({ tenantId, readable: [tenantId], access: 'write' });
  }

  /** All accounts of the tenant, by name. */
  list(): Promise<ManagedAccount[]> {
    return this.database.withTenant({ ...this.scope, access: 'read' }, (db) => this.select(db));
  }

  /**
   * Creates an account with an initial password, which is shown this once and has to be changed at the first sign-in.
   *
   * @throws {AccountRefused}
   */
  async create(
    username: string,
    wanted: AccountRoles,
  ): Promise<{ id: string; username: string; initialPassword: string }> {
    const initialPassword = newPassword();
    const passwordHash = await hashPassword(initialPassword);
    return this.change(async (db) => {
      await this.requireFitting(db, wanted);
      const { rows } = await db.query<{ id: string }>(
        `insert into zhendi.account (tenant_id, username, password_hash, roles, village_id, must_change_password)
         values ($1, $2, $3, $4, $5, true) returning account_id as id`,
        [this.tenant.tenantId, username, passwordHash, wanted.roles, wanted.villageId],
      );
      const account = { id: rows[0]!.id, username };
      await this.onChange(db, 'account.create', account, told(wanted));
      return { ...account, initialPassword };
    });
  }

  /** Changes roles and village, disables or enables. @throws {AccountRefused} */
  async update(accountId: string, change: AccountChange): Promise<ManagedAccount> {
    return this.change(async (db) => {
      const account = await this.lock(db, accountId);
      const wanted = {
        roles: change.roles ?? account.roles,
        villageId: change.villageId === undefined ? account.villageId : change.villageId,
      };
      const changesRoles = change.roles !== undefined || change.villageId !== undefined;
      // What an issuer's people may do is said by the issuer, at each sign-in.
      if (changesRoles && account.kind !== 'local') throw new AccountRefused('not-local');
      if (changesRoles) await this.requireFitting(db, wanted);
      const disabled = change.disabled ?? account.disabled;
      await db.query(
        `update zhendi.account set roles = $3, village_id = $4, disabled = $5
         where tenant_id = $1 and account_id = $2`,
        [this.tenant.tenantId, accountId, wanted.roles, wanted.villageId, disabled],
      );
      const [changed] = await this.select(db, accountId);
      await this.onChange(db, 'account.change', account, { ...told(wanted), disabled });
      return changed!;
    });
  }

  /** Sets a new initial password, which takes a second factor away and ends all sessions. @throws {AccountRefused} */
  async resetPassword(accountId: string): Promise<{ initialPassword: string }> {
    const initialPassword = newPassword();
    const passwordHash = await hashPassword(initialPassword);
    return this.change(async (db) => {
      const account = await this.lock(db, accountId);
      if (account.kind !== 'local') throw new AccountRefused('not-local');
      await db.query(
        `update zhendi.account set password_hash = $3, must_change_password = true
         where tenant_id = $1 and account_id = $2`,
        [this.tenant.tenantId, accountId, passwordHash],
      );
      await this.onChange(db, 'account.reset-password', account, {});
      return { initialPassword };
    });
  }

  private async change<Result>(work: (db: TenantHandle<unknown>) => Promise<Result>): Promise<Result> {
    try {
      return await this.database.withTenant(this.scope, work);
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw new AccountRefused('username-taken');
      throw error;
    }
  }

  /** The account, which nobody else changes until the end of the transaction. */
  private async lock(db: TenantHandle<unknown>, accountId: string): Promise<ManagedAccount> {
    await db.query('select from zhendi.account where tenant_id = $1 and account_id = $2 for no key update', [
      this.tenant.tenantId,
      accountId,
    ]);
    const [account] = await this.select(db, accountId);
    if (!account) throw new AccountRefused('unknown');
    if (accountId === this.principal.subject) throw new AccountRefused('own-account');
    if (!this.mayGrant(account.roles)) throw new AccountRefused('above-you');
    return account;
  }

  private async requireFitting(db: TenantHandle<unknown>, { roles, villageId }: AccountRoles): Promise<void> {
    if (roles.some((role) => ROLE_LEVELS[role] !== this.tenant.level))
      throw new AccountRefused('roles-of-other-level');
    if (!this.mayGrant(roles)) throw new AccountRefused('roles-above-you');
    if (roles.includes('village-clerk') && villageId === null) throw new AccountRefused('village-missing');
    if (villageId === null) return;
    if (!roles.includes('village-clerk')) throw new AccountRefused('village-superfluous');
    const { rows } = await db.query<{ known: boolean }>(
      `select exists (select from zhendi.event
         where tenant_id = $1 and stream_type = 'village' and stream_id = $2) as known`,
      [this.tenant.tenantId, villageId],
    );
    if (!rows[0]!.known) throw new AccountRefused('village-unknown');
  }

  /** A county's administrator all roles of the tenant's level; a town's leader those of clerks. */
  private mayGrant(roles: readonly Role[]): boolean {
    return this.principal.level === 'county' || !roles.includes('town-leader');
  }

  private async select(db: TenantHandle<unknown>, accountId?: string): Promise<ManagedAccount[]> {
    const { rows } = await db.query<ManagedAccount>(
      `select a.account_id as id, a.username, a.kind, a.roles, a.village_id as "villageId", a.disabled,
         a.must_change_password as "mustChangePassword", f.enabled_at is not null as "secondFactor",
         to_char(a.last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSignInAt"
       from zhendi.account a left join zhendi.second_factor f using (tenant_id, account_id)
       where a.tenant_id = $1 and ($2::uuid is null or a.account_id = $2) order by a.username, a.account_id`,
      [this.tenant.tenantId, accountId ?? null],
    );
    return rows;
  }
}

function told({ roles, villageId }: AccountRoles): Record<string, string | null> {
  return { roles: roles.join(' '), villageId };
}
