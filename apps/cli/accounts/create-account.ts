import type { SqlClient } from '../../../libs/event-store/index.ts';
import { hashPassword, USERNAME, type Role } from '../../../libs/tenancy/index.ts';
import { OperatorError } from '../operator-error.ts';
import { createRecorded } from './create-recorded.ts';
import { requirePassword } from './password.ts';

/** An account that is to be: of a county or of a town, by its division code. */
export interface AccountRequest {
  readonly username: string;
  readonly role: Role;
  /** Of a county or town; `platform` for an operator. */
  readonly divisionCode: string;
  /** Of a village clerk. */
  readonly villageId?: string;
  readonly password: string;
  /** It is an initial password. */
  readonly mustChangePassword?: boolean;
}

/**
 * Creates an account for a county or a town that is registered.
 *
 * @throws {OperatorError} when there is no such division, the name is taken or none, or the password is none.
 */
export async function createAccount(owner: SqlClient, request: AccountRequest): Promise<void> {
  const { username, role, divisionCode, villageId, password, mustChangePassword = false } = request;
  if (!USERNAME.test(username)) {
    throw new OperatorError(
      `"${username}" is no name for an account: letters, digits and . _ @ - are, up to 60`,
    );
  }
  requirePassword(password, username);
  const { rows } = await owner.query<{ tenant_id: number }>(
    'select tenant_id from zhendi.tenant where code = $1',
    [divisionCode],
  );
  const tenant = rows[0];
  if (!tenant)
    throw new OperatorError(`no county or town ${divisionCode} is registered: import its county first`);
  const account = {
    tenantId: tenant.tenant_id,
    username,
    passwordHash: await hashPassword(password),
    roles: [role],
    mustChangePassword,
    ...(villageId && { villageId }),
  };
  const created = await createRecorded(owner, [account]);
  if (created.length === 0) throw new OperatorError(`the username ${username} is taken`);
}
