import { userInfo } from 'node:os';
import type { AuditAction, AuditEntry } from '../../../libs/tenancy/index.ts';

/** What an operator did at a terminal, as the audit log holds it: under the name of the system's user. */
export function operatorEntry(
  tenantId: number,
  action: AuditAction,
  target: string,
  details: AuditEntry['details'] = {},
): AuditEntry {
  return {
    tenantId,
    action,
    outcome: 'done',
    actor: null,
    username: systemUser(),
    role: 'operator',
    address: null,
    target,
    details: { ...details, by: 'command line' },
    correlationId: null,
  };
}

/** Who is at the terminal. A user without an entry in the system's list, as in containers, has a number only. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
