import { createHash } from 'node:crypto';
import {
  canonicalJson,
  locateFault,
  type Alteration,
  type ChainHead,
  type ChainPoint,
  type Misplacement,
  type SqlClient,
} from '../event-store/index.ts';
import type { AuditEntry } from './audit-log.ts';

/** An entry as the log holds it. */
export interface AuditRecord extends AuditEntry, ChainPoint {
  /** Clock of the database in UTC with microseconds, `YYYY-MM-DDTHH:MM:SS.ffffffZ`; never runs against position. */
  readonly recordedAt: string;
}

/** What is wrong with an audit chain, from which position on. */
export type AuditFault =
  Misplacement | { readonly kind: 'altered'; readonly position: number; readonly onlyHash: boolean };

/** The part of an entry that who records it gives, as it stands in the chain: RFC 8785. */
export function canonicalEntry(entry: AuditEntry): string {
  return canonicalJson(givenElements(entry));
}

/** The bytes of a recorded entry that its hash covers; docs/audit.md gives them byte for byte. */
export function canonicalRecord(record: Omit<AuditRecord, 'hash'>): string {
  return canonicalJson([record.position, record.recordedAt, ...givenElements(record)]);
}

/** The hash that stands before a tenant's first entry, hexadecimal. `publicId` is the tenant's own UUID. */
export function auditGenesis(publicId: string): string {
  return createHash('sha256').update(`zhendi/audit/1/${publicId}`, 'utf8').digest('hex');
}

/** The hash of an entry that follows one with `previousHash`; both hexadecimal. */
export function auditHash(previousHash: string, record: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256')
    .update(Buffer.from(previousHash, 'hex'))
    .update(canonicalRecord(record), 'utf8')
    .digest('hex');
}

/**
 * Recomputes an audit chain after a point that is taken for granted, and stops at the first entry that is wrong.
 * Memory does not grow with the chain.
 *
 * @param after the entries after a position, by position; read more than once where something is wrong.
 */
export async function verifyAuditChain(
  after: (position: number) => AsyncIterable<AuditRecord>,
  from: ChainPoint,
): Promise<{ verified: ChainPoint; fault: AuditFault | null }> {
  let verified = from;
  for await (const entry of after(from.position)) {
    const holds = entry.position === verified.position + 1 && auditHash(verified.hash, entry) === entry.hash;
    if (!holds) {
      const fault = await locateFault<AuditRecord>({ after, hash: auditHash }, verified, entry);
      return { verified, fault: withoutNeighbour(fault) };
    }
    verified = { position: entry.position, hash: entry.hash };
  }
  return { verified, fault: null };
}

function withoutNeighbour(fault: Misplacement | Alteration<AuditRecord>): AuditFault {
  if (fault.kind !== 'altered') return fault;
  const { kind, position, onlyHash } = fault;
  return { kind, position, onlyHash };
}

/** The ends of all tenants' audit chains, by code. Needs no scope: it gives no entries. */
export async function readAuditHeads(client: SqlClient): Promise<ChainHead[]> {
  const { rows } = await client.query<{ public_id: string; code: string; position: string; hash: string }>(
    'select public_id, code, position, hash from zhendi.audit_heads()',
  );
  return rows.map(({ public_id, code, position, hash }) => ({
    tenant: public_id,
    code,
    position: Number(position),
    hash,
  }));
}

function givenElements(entry: AuditEntry) {
  const { action, outcome, actor, username, role, address, target, details, correlationId } = entry;
  return [action, outcome, actor, username, role, address, target, { ...details }, correlationId];
}
