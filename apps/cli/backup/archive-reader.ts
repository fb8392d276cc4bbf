import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { OperatorError } from '../operator-error.ts';
import { digestBeforeSeal, SEAL_PLACEHOLDER } from './seal.ts';

/** A sealed archive, found whole. */
export class ArchiveReader {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws {OperatorError} when a single byte is not what was written, or the file is none of ours. */
  static async open(path: string): Promise<ArchiveReader> {
    await requireSeal(path);
    const zip = await openPromise(path, { autoClose: false });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new ArchiveReader(zip, entries);
  }

  /** The content of one file of the archive. @throws {OperatorError} without such a file. */
  async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (!entry) throw new OperatorError(`this is no backup of Zhendi: it has no ${name}`);
    return this.zip.openReadStreamPromise(entry);
  }

  async text(name: string): Promise<string> {
    return text(await this.stream(name));
  }

  close(): void {
    this.zip.close();
  }
}

async function requireSeal(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = SEAL_PLACEHOLDER.length;
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, Math.max(0, size - length));
    const seal = buffer.toString('latin1');
    if (size <= length || !/^[0-9a-f]{64}$/.test(seal))
      throw new OperatorError(`${path} is no backup of Zhendi, or its end is cut off or damaged`);
    if ((await digestBeforeSeal(path, size)) !== seal)
      throw new OperatorError(`${path} is damaged: its bytes are not those that were written`);
  } finally {
    await file.close();
  }
}
