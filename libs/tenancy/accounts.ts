import type { SqlClient } from '../event-store/index.ts';
import type { Role } from './principal.ts';

/** What a name may be so that people can type it and tell two of them apart. */
export const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u;

export interface NewAccount {
  readonly tenantId: number;
  readonly username: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  /** Of a village clerk. */
  readonly villageId?: string;
  /** The password is an initial one, which somebody else knows. */
  readonly mustChangePassword?: boolean;
}

/**
 * Creates accounts; a name that is taken is left as it is. For the operator, on the owner's connection.
 *
 * @returns the names that were created.
 */
export async function createAccounts(owner: SqlClient, accounts: readonly NewAccount[]): Promise<string[]> {
  const { rows } = await owner.query<{ username: string }>(
    `insert into zhendi.account (tenant_id, username, password_hash, roles, village_id, must_change_password)
     select (a->>'tenantId')::integer, a->>'username', a->>'passwordHash',
            array(select jsonb_array_elements_text(a->'roles')), (a->>'villageId')::uuid,
            coalesce((a->>'mustChangePassword')::boolean, false)
     from jsonb_array_elements($1::jsonb) a
     on conflict (username) do nothing returning username`,
    [JSON.stringify(accounts)],
  );
  return rows.map((row) => row.username);
}
