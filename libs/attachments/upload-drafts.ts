import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncDirectory } from '../platform/sync-directory.ts';

/** Whose draft, and of which upload. */
export interface Draft {
  readonly tenantId: number;
  readonly uploadId: string;
}

/** What has come of uploads so far: a file each, `<root>/uploads/<tenant>/<upload id>`. */
export class UploadDrafts {
  private readonly folder: string;

  /** @param root the folder of the store, so that a draft becomes an attachment without being copied. */
  constructor(root: string) {
    this.folder = join(root, 'uploads');
  }

  pathOf({ tenantId, uploadId }: Draft): string {
    return join(this.folder, String(tenantId), uploadId);
  }

  /** Puts bytes at their place in the draft; they are on the disk once it resolves. At 0 the draft begins anew. */
  async write(draft: Draft, offset: number, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(draft);
    if (offset === 0) await this.makeFolder(dirname(path));
    const flags = offset === 0 ? 'w' : 'r+';
    const file = createWriteStream(path, { flags, start: offset, mode: 0o600, flush: true });
    await pipeline([bytes], file);
    if (offset === 0) await syncDirectory(dirname(path));
  }

  /** Makes a whole draft, on the disk once it resolves. @returns its SHA-256, hexadecimal. */
  async fill(draft: Draft, content: AsyncIterable<Uint8Array>): Promise<string> {
    const path = this.pathOf(draft);
    await this.makeFolder(dirname(path));
    const hash = createHash('sha256');
    const hashed = async function* (bytes: AsyncIterable<Uint8Array>) {
      for await (const chunk of bytes) {
        hash.update(chunk);
        yield chunk;
      }
    };
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(hashed(content), file);
    return hash.digest('hex');
  }

  /** SHA-256 of a draft, hexadecimal. */
  async digest(draft: Draft): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(this.pathOf(draft)), hash);
    return hash.digest('hex');
  }

  async remove(draft: Draft): Promise<void> {
    await rm(this.pathOf(draft), { force: true });
  }

  /**
   * Removes drafts of all tenants that were not written to since then, and those that lie beside the tenants' folders, as
   * they did once.
   *
   * @returns how many.
   */
  async removeUntouched(since: Date): Promise<number> {
    let removed = 0;
    const all = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(noneYet);
    for (const { parentPath, name } of all.filter((entry) => entry.isFile())) {
      const path = join(parentPath, name);
      // Its upload may be completed in this moment, which removes it.
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtime >= since) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  private async makeFolder(path: string): Promise<void> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    // Also when another process has made it: that one may not have come to this yet.
    await syncDirectory(this.folder);
  }
}

function noneYet(error: NodeJS.ErrnoException): Dirent[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
