import type { SqlClient } from '../event-store/index.ts';
import type { AuditRecord } from './audit-chain.ts';
import type { AuditAction } from './audit-log.ts';

/** Which entries are meant. */
export interface AuditFilter {
  /** Only what was recorded at this moment or later; ISO 8601. */
  readonly from?: string | undefined;
  /** Only what was recorded before this moment; ISO 8601. */
  readonly before?: string | undefined;
  readonly action?: string | undefined;
  readonly username?: string | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
}

/** Where a page ended: entries before it, latest first, come next. */
export interface AuditCursor {
  readonly recordedAt: string;
  readonly tenantId: number;
  readonly position: number;
}

interface AuditRow {
  tenant_id: number;
  position: string | number;
  recorded_at: string;
  action: AuditAction;
  outcome: 'done' | 'refused';
  actor: string | null;
  username: string | null;
  role: string | null;
  address: string | null;
  target: string | null;
  details: AuditRecord['details'];
  correlation_id: string | null;
  hash: string;
}

const COLUMNS = `
  e.tenant_id, e.position, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
  e.action, e.outcome, e.actor, e.username, e.role, e.address, e.target, e.details, e.correlation_id,
  encode(e.hash, 'hex') as hash`;

const PAGE = 1_000;

/**
 * A page of the entries of several tenants, latest first; within a tenant that is by position.
 *
 * @param client a transaction of its own, in a scope that reads these tenants, else there are none.
 */
export async function readAuditPage(
  client: SqlClient,
  tenantIds: readonly number[],
  filter: AuditFilter,
  { after, limit }: { after?: AuditCursor | undefined; limit: number },
): Promise<AuditRecord[]> {
  const values: unknown[] = [tenantIds, limit];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['e.tenant_id = t.id'];
  if (filter.from) conditions.push(`e.recorded_at >= ${given(filter.from)}::timestamptz`);
  if (filter.before) conditions.push(`e.recorded_at < ${given(filter.before)}::timestamptz`);
  if (filter.action) conditions.push(`e.action = ${given(filter.action)}`);
  if (filter.username) conditions.push(`e.username = ${given(filter.username)}`);
  if (filter.outcome) conditions.push(`e.outcome = ${given(filter.outcome)}`);
  if (after) {
    const moment = `${given(after.recordedAt)}::timestamptz`;
    conditions.push(
      // The first for the index, which the second cannot use whole.
      `e.recorded_at <= ${moment}`,
      `(e.recorded_at, e.tenant_id, e.position) < (${moment}, ${given(after.tenantId)}::integer, ${given(after.position)}::bigint)`,
    );
  }
  // Without statistics, as after an import, the planner expects few entries of a tenant and sorts all 20,000 of them.
  await client.query('set local enable_bitmapscan = off; set local enable_sort = off');
  // Each tenant's latest by its index, and of these the latest: a single search would read and sort all of a county's.
  return readRows(
    client,
    `select ${COLUMNS} from unnest($1::integer[]) as t (id)
     cross join lateral (
       select * from zhendi.audit_entry e where ${conditions.join(' and ')}
       order by e.recorded_at desc, e.position desc limit $2
     ) e
     order by e.recorded_at desc, e.tenant_id desc, e.position desc limit $2`,
    values,
  );
}

/**
 * A tenant's entries after a position and up to another, by position. Memory does not grow with their number.
 */
export async function* auditHistory(
  client: SqlClient,
  tenantId: number,
  { after = 0, upTo }: { after?: number; upTo: number },
): AsyncGenerator<AuditRecord, void, undefined> {
  for (let last = after; last < upTo;) {
    const page = await readRows(
      client,
      `select ${COLUMNS} from zhendi.audit_entry e
       where e.tenant_id = $1 and e.position > $2 and e.position <= $3 order by e.position limit ${PAGE}`,
      [tenantId, last, upTo],
    );
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.position;
  }
}

async function readRows(client: SqlClient, text: string, values: unknown[]): Promise<AuditRecord[]> {
  const { rows } = await client.query<AuditRow>(text, values);
  return rows.map(({ tenant_id, position, recorded_at, correlation_id, ...entry }) => ({
    tenantId: tenant_id,
    position: Number(position),
    recordedAt: recorded_at,
    correlationId: correlation_id,
    ...entry,
  }));
}
