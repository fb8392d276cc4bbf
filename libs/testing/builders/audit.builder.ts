import type pg from 'pg';
import {
  auditGenesis,
  auditHash,
  type AuditEntry,
  type AuditRecord,
  type StoredAudit,
} from '../../tenancy/index.ts';

/** An entry that differs from an ordinary one only in what a test cares about. */
export function anAuditEntry(differences: Partial<AuditEntry> & Pick<AuditEntry, 'tenantId'>): AuditEntry {
  return {
    action: 'sign-in',
    outcome: 'done',
    actor: '70d99b6e-80c7-4569-b053-2e47580993df',
    username: '王"书记\\',
    role: 'town-clerk',
    address: '192.0.2.7',
    target: null,
    details: {},
    correlationId: 'req-1',
    ...differences,
  };
}

/**
 * Gives a tenant without an audit log one that was recorded at these days, as no function of the system can.
 *
 * @param days at their noon in UTC, `YYYY-MM-DD`, one an entry, never earlier than the one before.
 */
export async function anAuditOf(
  owner: pg.Pool,
  tenantId: number,
  days: readonly string[],
): Promise<AuditRecord[]> {
  const { rows } = await owner.query<Pick<StoredAudit, 'tenant'>>(
    'select public_id as tenant from zhendi.tenant where tenant_id = $1',
    [tenantId],
  );
  let hash = auditGenesis(rows[0]!.tenant);
  const records: AuditRecord[] = [];
  for (const [i, day] of days.entries()) {
    const entry = {
      ...anAuditEntry({ tenantId, details: { i } }),
      position: i + 1,
      recordedAt: `${day}T12:00:00.000000Z`,
    };
    hash = auditHash(hash, entry);
    records.push({ ...entry, hash });
  }
  await owner.query(
    `insert into zhendi.audit_entry (tenant_id, position, recorded_at, action, outcome, actor, username, role, address,
       target, details, correlation_id, hash)
     select $1, r.position, r."recordedAt", r.action, r.outcome, r.actor, r.username, r.role, r.address, r.target,
       r.details, r."correlationId", decode(r.hash, 'hex')
     from jsonb_to_recordset($2) as r (position bigint, "recordedAt" timestamptz, action text, outcome text, actor text,
       username text, role text, address text, target text, details jsonb, "correlationId" text, hash text)`,
    [tenantId, JSON.stringify(records)],
  );
  return records;
}
