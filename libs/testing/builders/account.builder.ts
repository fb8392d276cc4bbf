import { createAccounts, hashPassword, type NewAccount } from '../../tenancy/index.ts';
import type { Installation } from './installation.builder.ts';

/** An account of an installation, and its owner's powers over it. */
export interface AnAccount {
  readonly tenantId: number;
  readonly accountId: string;
  readonly username: string;
  readonly password: string;
}

let made = 0;
let passwordHash: Promise<string> | undefined;

export const ACCOUNT_PASSWORD = 'correct horse battery staple';

/** A clerk of a town of the installation, unless it says something else; all have one password. */
export async function anAccount(
  installation: Installation,
  account: Partial<NewAccount> & Pick<NewAccount, 'tenantId'>,
): Promise<AnAccount> {
  passwordHash ??= hashPassword(ACCOUNT_PASSWORD);
  const username = account.username ?? `somebody-${(made += 1)}`;
  const { tenantId } = account;
  await createAccounts(installation.owner, [
    { roles: ['town-clerk'], passwordHash: await passwordHash, ...account, username },
  ]);
  const { rows } = await installation.owner.query<{ account_id: string }>(
    'select account_id from zhendi.account where username = $1',
    [username],
  );
  return { tenantId, accountId: rows[0]!.account_id, username, password: ACCOUNT_PASSWORD };
}
