/** The HTTP contract of supervision: the audit log, and whether a chain of events still is as it was recorded. */

export const auditActions = [
  'sign-in',
  'sign-out',
  'session.reuse',
  'password.change',
  'second-factor.change',
  'request',
  'person.enter',
  'person.correct',
  'person.unmask',
  'person.erase',
  'export',
  'account.create',
  'account.change',
  'account.reset-password',
  'tenant.create',
  'tenant.suspend',
  'tenant.resume',
  'tenant.rename',
  'tenant.merge',
  'tenant.close',
  'tenant.import',
  'configuration',
] as const;

export type AuditOutcome = 'done' | 'refused';

/** One thing that somebody did, or was refused. */
export interface AuditEntry {
  position: number;
  recordedAt: string;
  tenantCode: string;
  actor: string | null;
  username: string | null;
  role: string | null;
  action: string;
  outcome: AuditOutcome;
  address: string | null;
  target: string | null;
  details: Record<string, string | number | boolean | null>;
}

export interface AuditPage {
  data: AuditEntry[];
  next: string | null;
}

/** What narrows the log; days are dates in China, both included. */
export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  actor?: string;
  outcome?: string;
  town?: string;
}

/** The first place at which a chain is not what was recorded. */
export interface ChainFault {
  kind: 'altered' | 'removed' | 'inserted' | 'reordered' | 'cut';
  position: number;
}

/** How far a chain holds, of how much. */
export interface Verification {
  verifiedTo: number;
  head: number;
  fault: ChainFault | null;
}
