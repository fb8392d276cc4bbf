import type { SqlClient } from '../event-store/index.ts';
import { canonicalEntry } from './audit-chain.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** What is recorded. `request` is a refusal of somebody who is signed in; `tenant.…` a step in a tenant's life. */
export type AuditAction =
  | 'sign-in'
  | 'sign-out'
  | 'session.reuse'
  | 'password.change'
  | 'second-factor.change'
  | 'request'
  | 'person.enter'
  | 'person.correct'
  | 'person.unmask'
  | 'person.erase'
  | 'export'
  | 'account.create'
  | 'account.change'
  | 'account.reset-password'
  | `tenant.${string}`
  | 'configuration';

/** Who did what, or was refused it. Secrets, passwords, tokens, names and phones of persons never stand in it. */
export interface AuditEntry {
  /** The actor's own tenant; that of the attempt while the actor is unknown; the platform's when there is none. */
  readonly tenantId: number;
  readonly action: AuditAction;
  readonly outcome: 'done' | 'refused';
  /** The account's id. */
  readonly actor: string | null;
  readonly username: string | null;
  readonly role: string | null;
  /** Network address that the request came from. */
  readonly address: string | null;
  /** What it was done to: an account, a route, a file. */
  readonly target: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** The request's id. */
  readonly correlationId: string | null;
}

/** The audit log of all tenants: append-only, each tenant's entries chained (docs/audit.md). */
export class AuditLog {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Records an entry; durable when it resolves. What must not happen without it waits for it.
   *
   * @throws when it could not be recorded: then what it tells of must not happen either.
   */
  async record(entry: AuditEntry): Promise<void> {
    await this.database.withSystem((db) => recordAudit(db, [entry]));
  }
}

/**
 * Records entries in the caller's transaction, together with what they tell of. Others who record for the same tenants
 * wait for its end, so this is its last statement.
 *
 * @throws TypeError for text that Postgres cannot keep; an Error for a tenant that is not there, or more than 8 KB.
 */
export async function recordAudit(client: SqlClient, entries: readonly AuditEntry[]): Promise<void> {
  await client.query('select zhendi.record_audit($1::integer[], $2::text[])', [
    entries.map(({ tenantId }) => tenantId),
    entries.map(canonicalEntry),
  ]);
}
