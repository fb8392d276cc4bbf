import type { SqlClient } from '../../../libs/event-store/index.ts';
import { createAccounts, recordAudit, type NewAccount } from '../../../libs/tenancy/index.ts';
import { operatorEntry } from '../audit/operator-entry.ts';

/**
 * Creates accounts, as {@link createAccounts} does, and records each that is new in the audit log of its tenant. In the
 * caller's transaction.
 *
 * @returns the names that were created.
 */
export async function createRecorded(owner: SqlClient, accounts: readonly NewAccount[]): Promise<string[]> {
  const created = await createAccounts(owner, accounts);
  const entries = accounts
    .filter(({ username }) => created.includes(username))
    .map(({ tenantId, username, roles }) =>
      operatorEntry(tenantId, 'account.create', username, { roles: roles.join(' ') }),
    );
  if (entries.length > 0) await recordAudit(owner, entries);
  return created;
}
