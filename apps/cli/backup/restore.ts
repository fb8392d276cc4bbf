import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { openChains, readHeads, type SqlClient } from '../../../libs/event-store/index.ts';
import { prepareDatabase, prepareSchema } from '../../../libs/platform/prepare-database.ts';
import { verifyRestoredAudits } from '../audit/verify-audit.ts';
import { contentsOf, describeContent, type Content } from '../attachments/contents.ts';
import { keepContents, type AttachmentFiles } from '../attachments/keep-contents.ts';
import { OperatorError } from '../operator-error.ts';
import { ownerTransaction, withOwnerConnection, type OwnerConnection } from '../owner-connection.ts';
import { verifyChains } from '../verify/verify-installation.ts';
import type { BackupFile } from './backup-file.ts';
import { countingRows } from './counting-rows.ts';
import type { Manifest } from './manifest.ts';
import { appliedMigrations, copied, exists, SESSION, type TableShape } from './tables.ts';

type OnProgress = (done: number, whole: number) => void;

/**
 * Loads a backup into an empty database, at the schema that the backup is of, and brings that up to date. All rows come
 * in one transaction, so that whatever ends it early leaves the database empty. One that holds just this backup is left
 * as it is: what came after the rows of a restore that was ended then, is done again.
 *
 * @param onProgress told how many rows are loaded, and how many there are.
 * @returns whether the rows were there already.
 * @throws {OperatorError} when the database holds anything else.
 */
export async function restore(
  ownerUrl: string,
  backup: BackupFile,
  onProgress: OnProgress,
): Promise<boolean> {
  const { manifest } = backup;
  const restored = await withOwnerConnection(ownerUrl, (owner) => requireTarget(owner, manifest));
  if (!restored) {
    await prepareSchema(ownerUrl, manifest.migrations);
    await ownerTransaction(ownerUrl, (owner) => load(owner, backup, onProgress));
  }
  await prepareDatabase(ownerUrl);
  return restored;
}

/**
 * Keeps the contents of the attachments whose rows were restored. What a restore that was ended then has kept already stays.
 *
 * @param onFault told of each that the backup does not have as it was, in a line.
 * @returns how many were kept.
 */
export async function restoreAttachments(
  ownerUrl: string,
  backup: BackupFile,
  files: AttachmentFiles,
  onFault: (line: string) => void,
): Promise<number> {
  const bytes = await backup.attachments();
  if (!bytes) return 0;
  const onLost = (content: Content) =>
    onFault(`${describeContent(content)} was lost or damaged when the backup was made`);
  return withOwnerConnection(ownerUrl, (owner) => keepContents(contentsOf(owner), bytes, files, onLost));
}

export interface RestoredChains {
  readonly chains: number;
  /** Events that hold. */
  readonly events: number;
}

/** Recomputes all chains of the database, those of the audit log too. @param onFault told of each fault in a line of its own. */
export async function verifyRestored(
  ownerUrl: string,
  onFault: (line: string) => void,
  onProgress: OnProgress,
): Promise<RestoredChains> {
  return withOwnerConnection(ownerUrl, async (owner) => {
    const chains = await openChains(owner);
    const events = await verifyChains(owner, chains, 0, new Map(), { tell: onFault, onProgress });
    await verifyRestoredAudits(owner, onFault);
    return { chains: chains.length, events };
  });
}

async function load(owner: OwnerConnection, backup: BackupFile, onProgress: OnProgress): Promise<void> {
  const { manifest } = backup;
  await owner.query(SESSION);
  await lockTables(owner, manifest);
  // Somebody may have been quicker than the lock.
  if (await requireTarget(owner, manifest)) return;
  await requireSchema(owner, manifest);
  await owner.query("delete from zhendi.tenant where level = 'platform'");
  const whole = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const table of manifest.tables) {
    await pipeline(
      await backup.rows(table.name),
      (content: AsyncIterable<Buffer>) =>
        countingRows(content, (count) => onProgress((done += count), whole)),
      owner.copyIn(`copy ${copied(table)} from stdin`),
    );
    await continueNumbering(owner, table);
    // Else the planner knows nothing of the rows until autovacuum comes by.
    await owner.query(`analyze zhendi."${table.name}"`);
  }
  if (!(await holds(owner, manifest)))
    throw new OperatorError('what was loaded is not what the manifest says');
}

/** Nobody writes between the look whether the tables are empty and the end of the load. */
async function lockTables(owner: SqlClient, { tables }: Manifest): Promise<void> {
  const names = tables.map(({ name }) => `zhendi."${name}"`);
  await owner.query(`lock table ${names.join(', ')} in access exclusive mode`);
}

/**
 * Whether the database holds just this backup already; false when it holds nothing.
 *
 * @throws {OperatorError} when it holds something else.
 */
async function requireTarget(owner: SqlClient, manifest: Manifest): Promise<boolean> {
  const content = await contentOf(owner, manifest);
  if (content === 'something else') {
    const [tenants, events, folded] = await countAll(owner, ['tenant', 'event', 'checkpoint']);
    throw new OperatorError(
      `this database is not empty, and it does not hold this backup (tenants: ${tenants! - (await countPlatform(owner))}, events: ${events}, ` +
        `folded read models: ${folded}): choose an empty one by another ZHENDI_HOME or DATABASE_URL`,
    );
  }
  return content === 'this backup';
}

async function contentOf(
  owner: SqlClient,
  manifest: Manifest,
): Promise<'this backup' | 'nothing' | 'something else'> {
  const { tables } = manifest;
  const rows = await countAll(
    owner,
    tables.map(({ name }) => name),
  );
  // Whoever prepared the database made the installation a tenant; the backup brings its own.
  const platform = await countPlatform(owner);
  if (rows.every((count, i) => count === (tables[i]!.name === 'tenant' ? platform : 0))) {
    if (platform === 0 && tables.every((table) => table.rows === 0)) return 'this backup';
    // Read models that were folded from other events would be taken for those of the loaded ones.
    const [folded] = await countAll(owner, ['checkpoint']);
    return folded === 0 ? 'nothing' : 'something else';
  }
  return (await holds(owner, manifest)) ? 'this backup' : 'something else';
}

async function holds(owner: SqlClient, { tables, heads }: Manifest): Promise<boolean> {
  const rows = await countAll(
    owner,
    tables.map(({ name }) => name),
  );
  // The restore itself stands in the audit log, which is only added to.
  const asMany = tables.every(({ name, rows: count }, i) =>
    name === 'audit_entry' ? count <= rows[i]! : count === rows[i],
  );
  return asMany && isDeepStrictEqual(await readHeads(owner), heads);
}

async function countAll(owner: SqlClient, tables: readonly string[]): Promise<number[]> {
  const rows: number[] = [];
  for (const table of tables) rows.push(await countRows(owner, table));
  return rows;
}

/** Rows of a table; none when it is not there yet. */
async function countRows(owner: SqlClient, table: string): Promise<number> {
  if (!(await exists(owner, `zhendi.${table}`))) return 0;
  const { rows } = await owner.query<{ count: number }>(`select count(*) from zhendi."${table}"`);
  return rows[0]!.count;
}

async function countPlatform(owner: SqlClient): Promise<number> {
  if (!(await exists(owner, 'zhendi.tenant'))) return 0;
  const { rows } = await owner.query<{ count: number }>(
    "select count(*) from zhendi.tenant where level = 'platform'",
  );
  return rows[0]!.count;
}

async function requireSchema(owner: SqlClient, { migrations }: Manifest): Promise<void> {
  const newer = (await appliedMigrations(owner)).filter((name) => !migrations.includes(name));
  if (newer.length > 0)
    throw new OperatorError(
      `this database is empty, but newer than the backup (it has ${newer.join(', ')}): choose one that was never prepared`,
    );
}

/** New rows are numbered after the loaded ones. */
async function continueNumbering(owner: SqlClient, { name, columns }: TableShape): Promise<void> {
  const { rows } = await owner.query<{ column: string; sequence: string }>(
    `select "column", sequence from unnest($2::text[]) as c ("column"), pg_get_serial_sequence($1, "column") as sequence
     where sequence is not null`,
    [`zhendi.${name}`, columns],
  );
  for (const { column, sequence } of rows)
    await owner.query(
      `select setval($1::regclass, last) from (select max("${column}") as last from zhendi."${name}") t where last > 0`,
      [sequence],
    );
}
