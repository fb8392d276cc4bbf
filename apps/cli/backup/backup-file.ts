import type { Readable } from 'node:stream';
import { knownMigrations } from '../../../libs/platform/prepare-database.ts';
import { OperatorError } from '../operator-error.ts';
import { ArchiveReader } from './archive-reader.ts';
import { ATTACHMENTS, FORMAT, MANIFEST, parseManifest, tableFile, type Manifest } from './manifest.ts';

/** A backup, found whole and of a schema that this program knows. */
export class BackupFile {
  private constructor(
    readonly manifest: Manifest,
    private readonly archive: ArchiveReader,
  ) {}

  /** @throws {OperatorError} when the file is damaged, no backup, or made by a newer program. */
  static async open(path: string): Promise<BackupFile> {
    const archive = await ArchiveReader.open(path);
    try {
      const manifest = readable(path, parseManifest(await archive.text(MANIFEST)));
      await requireKnownMigrations(path, manifest);
      return new BackupFile(manifest, archive);
    } catch (error) {
      archive.close();
      throw error;
    }
  }

  /** The rows of a table, as the text of a COPY. */
  rows(table: string): Promise<Readable> {
    return this.archive.stream(tableFile(table));
  }

  /** The contents of all attachments; null in a backup that has none. */
  async attachments(): Promise<Readable | null> {
    return this.manifest.attachments ? this.archive.stream(ATTACHMENTS) : null;
  }

  close(): void {
    this.archive.close();
  }
}

function readable(path: string, manifest: Manifest | number | null): Manifest {
  if (manifest === null || manifest === FORMAT)
    throw new OperatorError(`${path} is no backup of Zhendi: its ${MANIFEST} is none`);
  if (typeof manifest === 'number')
    throw new OperatorError(`${path} is of format ${manifest}; this program reads format ${FORMAT}`);
  return manifest;
}

async function requireKnownMigrations(path: string, { migrations, program }: Manifest): Promise<void> {
  const known = await knownMigrations();
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new OperatorError(
      `${path} was made by a newer program (${program}): this one does not know ${unknown.join(', ')}`,
    );
}
