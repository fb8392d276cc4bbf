import { link, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncDirectory } from '../platform/sync-directory.ts';
import { AttachmentLost, type AttachmentStore } from './attachment-store.ts';

/**
 * Contents as files, `<root>/<tenant>/<ab>/<sha256>`, which nobody but the owner of the process reads. Two hexadecimal
 * digits make 256 folders: a town's hundred thousand files are some four hundred in each.
 */
export class FileAttachmentStore implements AttachmentStore {
  constructor(private readonly root: string) {}

  /** The file must be on the file system of the root: it gets a second name, in one step, and is never copied. */
  async put(tenantId: number, sha256: string, path: string): Promise<void> {
    const target = this.pathOf(tenantId, sha256);
    await this.makeFolder(String(tenantId), sha256.slice(0, 2));
    await link(path, target).catch(ignore('EEXIST'));
    await syncDirectory(dirname(target));
  }

  async open(tenantId: number, sha256: string, bytes: number): Promise<Readable> {
    const file = await open(this.pathOf(tenantId, sha256)).catch(ignore('ENOENT'));
    if (!file) throw new AttachmentLost(tenantId, sha256);
    const { size } = await file.stat();
    if (size === bytes) return file.createReadStream();
    await file.close();
    throw new AttachmentLost(tenantId, sha256);
  }

  private pathOf(tenantId: number, sha256: string): string {
    return join(this.root, String(tenantId), sha256.slice(0, 2), sha256);
  }

  private async makeFolder(...names: string[]): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    let folder = this.root;
    for (const name of names) {
      await mkdir(join(folder, name), { mode: 0o700 }).catch(ignore('EEXIST'));
      // Also when another process has made it: that one may not have come to this yet.
      await syncDirectory(folder);
      folder = join(folder, name);
    }
  }
}

/** Makes nothing of one kind of failure. */
function ignore(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
