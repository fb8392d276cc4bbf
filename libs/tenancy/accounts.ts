import { hash, verify } from '@node-rs/argon2';
import type { SqlClient } from '../event-store/index.ts';
import type { Principal, Role, TenantLevel } from './principal.ts';
import type { TenantDatabase } from './tenant-database.ts';

interface AccountRow {
  account_id: string;
  username: string;
  password_hash: string;
  roles: Role[];
  village_id: string | null;
  tenant_id: number;
  level: TenantLevel;
  code: string;
  name: string;
  county_id: number;
  county_code: string;
  county_name: string;
}

// argon2id with the library's defaults (19 MiB, 2 passes): the first choice of OWASP's password storage sheet.
let decoy: Promise<string> | undefined;

/** Local accounts: who signs in with a name and a password. */
export class Accounts {
  constructor(private readonly database: TenantDatabase) {}

  /** The principal of an account whose password this is, else null. An unknown name takes as long as a wrong password. */
  async signIn(username: string, password: string): Promise<Principal | null> {
    const account = await this.database.withSystem(async (db) => {
      const { rows } = await db.query<AccountRow>('select * from zhendi.account_for_sign_in($1)', [username]);
      return rows[0];
    });
    decoy ??= hash('no account has this password');
    const matches = await verify(account?.password_hash ?? (await decoy), password);
    return account && matches ? principal(account) : null;
  }
}

function principal(row: AccountRow): Principal {
  return {
    subject: row.account_id,
    username: row.username,
    roles: row.roles,
    tenantId: row.tenant_id,
    level: row.level,
    county:
      row.level === 'platform'
        ? null
        : { tenantId: row.county_id, code: row.county_code, name: row.county_name },
    town: row.level === 'town' ? { tenantId: row.tenant_id, code: row.code, name: row.name } : null,
    villageId: row.village_id,
  };
}

/** The stored form of a password (argon2id, with its salt and parameters). */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export interface NewAccount {
  readonly tenantId: number;
  readonly username: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  /** Of a village clerk. */
  readonly villageId?: string;
}

/**
 * Creates accounts; a name that is taken is left as it is. For the operator, on the owner's connection.
 *
 * @returns the names that were created.
 */
export async function createAccounts(owner: SqlClient, accounts: readonly NewAccount[]): Promise<string[]> {
  const { rows } = await owner.query<{ username: string }>(
    `insert into zhendi.account (tenant_id, username, password_hash, roles, village_id)
     select (a->>'tenantId')::integer, a->>'username', a->>'passwordHash',
            array(select jsonb_array_elements_text(a->'roles')), (a->>'villageId')::uuid
     from jsonb_array_elements($1::jsonb) a
     on conflict (username) do nothing returning username`,
    [JSON.stringify(accounts)],
  );
  return rows.map((row) => row.username);
}
