import type { AuditEntry } from './audit-log.ts';
import type { Principal, Role } from './principal.ts';

/** Where an act comes from. */
export interface Origin {
  /** Network address. */
  readonly address: string | null;
  readonly requestId?: string | undefined;
}

/** What somebody does, as the audit log holds it. */
export interface AuditedAct extends Pick<AuditEntry, 'action'> {
  readonly outcome?: AuditEntry['outcome'];
  readonly target?: string | null;
  readonly details?: AuditEntry['details'];
  /** The role that allows it; absent: all that the person has. */
  readonly role?: Role | undefined;
}

/** Who acts, as far as it is known. */
export type Actor = Pick<Principal, 'tenantId' | 'subject' | 'username' | 'roles'>;

/** An entry as it stands in the log of whoever acts, and in those of the counties that it is about. */
export function inLogsOf(counties: readonly number[], entry: AuditEntry): AuditEntry[] {
  return [...new Set([entry.tenantId, ...counties])].map((tenantId) => ({ ...entry, tenantId }));
}

/** The entry of what a person does. */
export function entryBy(
  { tenantId, subject, username, roles }: Actor,
  { address, requestId }: Origin,
  { action, outcome = 'done', target = null, details = {}, role }: AuditedAct,
): AuditEntry {
  return {
    tenantId,
    action,
    outcome,
    actor: subject,
    username,
    role: role ?? roles.join(' '),
    address,
    target,
    details,
    correlationId: requestId ?? null,
  };
}
