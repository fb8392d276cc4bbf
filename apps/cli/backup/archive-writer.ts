import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { OperatorError } from '../operator-error.ts';
import { syncDirectory } from '../../../libs/platform/sync-directory.ts';
import { digestBeforeSeal, SEAL_PLACEHOLDER } from './seal.ts';

/**
 * Writes a sealed zip file of streams whose lengths nobody knows before. It has its name only when it is whole and on
 * the disk: what was begun and not finished is called `….part`.
 */
export class ArchiveWriter {
  private readonly zip = new ZipFile();
  private readonly draft: string;
  private readonly written: Promise<void>;

  /** @throws {OperatorError} when there is such a file already. */
  constructor(private readonly path: string) {
    if (existsSync(path)) throw new OperatorError(`${path} is there already`);
    this.draft = `${path}.${randomUUID()}.part`;
    const file = createWriteStream(this.draft, { flags: 'wx', mode: 0o600 });
    this.written = pipeline(this.zip.outputStream, file);
    this.written.catch(() => undefined);
  }

  /** Writes one file of the archive; resolves when its content is read to the end. @param compress not, where it is already. */
  async add(name: string, content: Readable, { compress = true } = {}): Promise<void> {
    // Its length is not known before, and a table may be longer than 4 GiB.
    this.zip.addReadStream(content, name, { compress, forceZip64Format: true });
    // When the disk is full, nobody reads the content any more.
    await Promise.race([finished(content), this.written]);
  }

  /** Completes the file, forces it to the disk and gives it its name. @returns its length in bytes. */
  async finish(): Promise<number> {
    this.zip.end({ comment: SEAL_PLACEHOLDER, forceZip64Format: false });
    await this.written;
    await seal(this.draft);
    await rename(this.draft, this.path);
    await syncDirectory(dirname(this.path));
    return (await stat(this.path)).size;
  }

  /** Removes what was written. */
  async abandon(): Promise<void> {
    (this.zip.outputStream as Readable).destroy();
    await this.written.catch(() => undefined);
    await rm(this.draft, { force: true });
  }
}

async function seal(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    await file.write(await digestBeforeSeal(path, size), size - SEAL_PLACEHOLDER.length);
    await file.sync();
  } finally {
    await file.close();
  }
}
