import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncDirectory } from '../platform/sync-directory.ts';

/** What has come of uploads so far: a file each, `<root>/uploads/<upload id>`. */
export class UploadDrafts {
  private readonly folder: string;

  /** @param root the folder of the store, so that a draft becomes an attachment without being copied. */
  constructor(root: string) {
    this.folder = join(root, 'uploads');
  }

  pathOf(uploadId: string): string {
    return join(this.folder, uploadId);
  }

  /** Puts bytes at their place in the draft; they are on the disk once it resolves. At 0 the draft begins anew. */
  async write(uploadId: string, offset: number, bytes: Uint8Array): Promise<void> {
    if (offset === 0) await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const flags = offset === 0 ? 'w' : 'r+';
    const file = createWriteStream(this.pathOf(uploadId), { flags, start: offset, mode: 0o600, flush: true });
    await pipeline([bytes], file);
    if (offset === 0) await syncDirectory(this.folder);
  }

  /** Makes a whole draft, on the disk once it resolves. @returns its SHA-256, hexadecimal. */
  async fill(uploadId: string, content: AsyncIterable<Uint8Array>): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    const hashed = async function* (bytes: AsyncIterable<Uint8Array>) {
      for await (const chunk of bytes) {
        hash.update(chunk);
        yield chunk;
      }
    };
    const file = createWriteStream(this.pathOf(uploadId), { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(hashed(content), file);
    return hash.digest('hex');
  }

  /** SHA-256 of a draft, hexadecimal. */
  async digest(uploadId: string): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(this.pathOf(uploadId)), hash);
    return hash.digest('hex');
  }

  async remove(uploadId: string): Promise<void> {
    await rm(this.pathOf(uploadId), { force: true });
  }

  /** Removes drafts that were not written to since then. @returns how many. */
  async removeUntouched(since: Date): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.folder).catch(noneYet)) {
      const path = join(this.folder, name);
      // Its upload may be completed in this moment, which removes it.
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtime >= since) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }
}

function noneYet(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
