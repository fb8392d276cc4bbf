import { Readable } from 'node:stream';
import type { AttachmentStore } from '../../../libs/attachments/index.ts';
import { readHeads } from '../../../libs/event-store/index.ts';
import { knownMigrations } from '../../../libs/platform/prepare-database.ts';
import { programVersion } from '../../../libs/platform/root.ts';
import { OperatorError } from '../operator-error.ts';
import { withOwnerConnection, type OwnerConnection } from '../owner-connection.ts';
import { contentBytes } from '../attachments/content-bytes.ts';
import { contentsOf, type Content } from '../attachments/contents.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { countingRows } from './counting-rows.ts';
import { ATTACHMENTS, FORMAT, MANIFEST, tableFile, type Manifest } from './manifest.ts';
import { appliedMigrations, copied, SESSION, tablesToBackUp, type TableShape } from './tables.ts';

export interface Backup {
  readonly manifest: Manifest;
  /** Bytes of the file. */
  readonly size: number;
}

export interface BackupOptions {
  /** Where the attachments' contents are. */
  readonly store: AttachmentStore;
  /** Told how many events are written, and how many there are. */
  readonly onProgress?: (done: number, whole: number) => void;
  /** Told of each attachment whose content is lost or damaged: the backup has its row, and goes on. */
  readonly onLost?: (content: Content) => void;
}

/**
 * Writes all that is recorded in a database to a file, as of one moment. Others read and write meanwhile; of each town
 * the file holds all events up to some position, with the receipts of the commands that made them.
 *
 * @throws {OperatorError} when there is nothing to back up, or not by this program; then there is no file either.
 */
export async function backUp(
  ownerUrl: string,
  path: string,
  { store, onProgress = () => undefined, onLost = () => undefined }: BackupOptions,
): Promise<Backup> {
  return withOwnerConnection(ownerUrl, async (owner) => {
    await owner.query(`begin isolation level repeatable read read only; ${SESSION}`);
    const migrations = await knownSchema(owner);
    const archive = new ArchiveWriter(path);
    try {
      const manifest = await writeSnapshot(owner, archive, migrations, { store, onProgress, onLost });
      await owner.query('commit');
      return { manifest, size: await archive.finish() };
    } catch (error) {
      await archive.abandon();
      throw error;
    }
  });
}

/** The migrations of the database, all of them known to this program. */
async function knownSchema(owner: OwnerConnection): Promise<string[]> {
  const applied = await appliedMigrations(owner);
  if (applied.length === 0)
    throw new OperatorError('there is nothing to back up: this database was never prepared');
  const known = await knownMigrations();
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new OperatorError(
      `the database is newer than this program, which may not know all its tables: it has ${unknown.join(', ')}`,
    );
  return applied;
}

async function writeSnapshot(
  owner: OwnerConnection,
  archive: ArchiveWriter,
  migrations: string[],
  { store, onProgress, onLost }: Required<BackupOptions>,
): Promise<Manifest> {
  const { rows: moments } = await owner.query<{ now: Date }>('select now()');
  const heads = await readHeads(owner);
  // Positions have no gaps.
  const events = heads.reduce((sum, { position }) => sum + position, 0);
  const tables: Manifest['tables'] = [];
  for (const table of await tablesToBackUp(owner)) {
    const rows = await writeTable(owner, archive, table, (done) => {
      if (table.name === 'event') onProgress(done, events);
    });
    tables.push({ name: table.name, columns: [...table.columns], rows });
  }
  // An earlier schema has no such table.
  const attachments = tables.some(({ name }) => name === 'attachment')
    ? await writeAttachments(owner, archive, store, onLost)
    : undefined;
  const manifest: Manifest = {
    format: FORMAT,
    program: await programVersion(),
    createdAt: moments[0]!.now.toISOString(),
    migrations,
    tables,
    ...(attachments && { attachments }),
    heads,
  };
  await archive.add(MANIFEST, Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]));
  return manifest;
}

/** @returns the number of rows. */
async function writeTable(
  owner: OwnerConnection,
  archive: ArchiveWriter,
  table: TableShape,
  onRows: (done: number) => void,
): Promise<number> {
  let rows = 0;
  const content = countingRows(owner.copyOut(`copy ${copied(table)} to stdout`), (count) =>
    onRows((rows += count)),
  );
  await archive.add(tableFile(table.name), Readable.from(content, { objectMode: false }));
  return rows;
}

/** Contents are never changed or removed, so that those of this snapshot's rows are there, however long this takes. */
async function writeAttachments(
  owner: OwnerConnection,
  archive: ArchiveWriter,
  store: AttachmentStore,
  onLost: (content: Content) => void,
): Promise<Manifest['attachments']> {
  const written = { contents: 0, bytes: 0 };
  const counted = async function* () {
    for await (const content of contentsOf(owner)) {
      written.contents++;
      written.bytes += content.bytes;
      yield content;
    }
  };
  const bytes = Readable.from(contentBytes(counted(), store, onLost), { objectMode: false });
  await archive.add(ATTACHMENTS, bytes, { compress: false });
  return written;
}
