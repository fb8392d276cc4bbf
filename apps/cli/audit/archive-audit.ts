import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { SqlClient } from '../../../libs/event-store/index.ts';
import { publishedKeys, signingKey } from '../../../libs/platform/signing-key.ts';
import { auditHistory, recordAudit, storedAudits, type StoredAudit } from '../../../libs/tenancy/index.ts';
import { OperatorError } from '../operator-error.ts';
import { withOwnerConnection } from '../owner-connection.ts';
import { verifyArchive, writeArchive, type SealedArchive } from './archive-file.ts';
import { operatorEntry } from './operator-entry.ts';
import { archivedPoint } from './verify-audit.ts';

// Any constant does; the lock belongs to the database.
const ARCHIVE_LOCK = 20_260_808;

export interface ArchiveOptions {
  /** The first day, in Asia/Shanghai, whose entries stay: `YYYY-MM-DD`. */
  readonly before: string;
  /** Where the files go. */
  readonly folder: string;
  /** Where the signing key is. */
  readonly home: string;
  /** Told of each archive that is done. */
  readonly onArchived: (archived: { readonly file: string; readonly entries: number }) => void;
}

/**
 * Moves the entries of all audit logs from before a day to files, one for each tenant. The entries leave the database
 * only after the file was read back from the disk and found whole; whoever ends it early, repeats it.
 *
 * @throws {OperatorError} for a day less than six months ago, for a log that is not what was recorded, or while another
 *   archive is being made.
 */
export async function archiveAudit(ownerUrl: string, options: ArchiveOptions): Promise<void> {
  await withOwnerConnection(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ locked: boolean; old: boolean }>(
      `select pg_try_advisory_lock($1) as locked, $2::timestamptz <= now() - interval '6 months' as old`,
      [ARCHIVE_LOCK, startOf(options.before)],
    );
    const { locked, old } = rows[0]!;
    if (!old) throw new OperatorError(`the audit log is kept for six months: ${options.before} is too late`);
    if (!locked) throw new OperatorError('another archive is being made');
    const key = await signingKey(options.home);
    const publicKeys = await publishedKeys(options.home);
    for (const audit of await storedAudits(owner)) {
      await archiveTenant(owner, audit, options, { key, publicKeys });
    }
  });
}

interface Keys {
  readonly key: KeyObject;
  readonly publicKeys: readonly KeyObject[];
}

async function archiveTenant(
  owner: SqlClient,
  audit: StoredAudit,
  { before, folder, onArchived }: ArchiveOptions,
  { key, publicKeys }: Keys,
): Promise<void> {
  const last = await lastBefore(owner, audit.tenantId, before);
  if (last === null) return;
  const { point: from, fault } = archivedPoint(audit, publicKeys);
  if (fault) throw new OperatorError(`${audit.code}: ${fault}`);
  const file = join(folder, `audit-${audit.code}-${from.position + 1}-${last}.jsonl`);
  if (!(await exists(file))) {
    const entries = auditHistory(owner, audit.tenantId, { after: from.position, upTo: last });
    await writeArchive(file, audit, entries, { from, key });
  }
  const archive = await verifyArchive(file, publicKeys);
  await remove(owner, audit, archive, file);
  onArchived({ file, entries: last - from.position });
}

/** The position of the last entry from before a day. */
async function lastBefore(owner: SqlClient, tenantId: number, before: string): Promise<number | null> {
  const { rows } = await owner.query<{ position: string }>(
    `select e.position from zhendi.audit_entry e where e.tenant_id = $1 and e.recorded_at < $2::timestamptz
     order by e.recorded_at desc, e.position desc limit 1`,
    [tenantId, startOf(before)],
  );
  return rows[0] ? Number(rows[0].position) : null;
}

/** Takes the entries that a file holds out of the database, and says so, all at once. */
async function remove(
  owner: SqlClient,
  { tenantId, tenant, code }: StoredAudit,
  { seal, line }: SealedArchive,
  file: string,
): Promise<void> {
  await owner.query('begin');
  const { rows } = await owner.query(
    `insert into zhendi.audit_archive (tenant_id, last_position, last_recorded_at, last_hash, seal)
     select e.tenant_id, e.position, e.recorded_at, e.hash, $4 from zhendi.audit_entry e
     where e.tenant_id = $1 and e.position = $2 and e.hash = decode($3, 'hex') and $5 returning 1`,
    [tenantId, seal.last, seal.lastHash, line, seal.tenant === tenant],
  );
  // A file of that name that was there before may be whole and of something else.
  if (rows.length === 0) throw new OperatorError(`${file} is not the archive of ${code}: move it away`);
  await owner.query('delete from zhendi.audit_entry where tenant_id = $1 and position <= $2', [
    tenantId,
    seal.last,
  ]);
  const details = { first: seal.first, last: seal.last };
  await recordAudit(owner, [operatorEntry(tenantId, 'configuration', 'audit archive', details)]);
  await owner.query('commit');
}

/** The moment at which a day begins in Asia/Shanghai, which knows no summer time. */
function startOf(day: string): string {
  return `${day}T00:00:00+08:00`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
