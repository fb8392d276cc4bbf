import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES, type MasterKeySource } from '../persons/index.ts';

const NAME = 'master-keys';

/**
 * The master keys under a home: a line of 64 hexadecimal digits each, the one in use first, readable by its owner only.
 * Without this file nobody can read a person's name or phone number any more, and with it everybody who has the database
 * can.
 */
export class MasterKeyFile {
  readonly path: string;

  constructor(private readonly home: string) {
    this.path = join(home, NAME);
  }

  /** The keys; the first is made where there is none yet. Processes that ask at once get the same. */
  readonly readOrMake: MasterKeySource = async () => {
    const keys = await this.read();
    if (keys.length > 0) return keys;
    await this.write([randomBytes(KEY_BYTES)], link);
    return this.read();
  };

  /** The keys; none where there is no file. @throws Error for a file that holds anything else. */
  async read(): Promise<Uint8Array[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    if (!/^([0-9a-f]{64}\n)*$/.test(text))
      throw new Error(
        `${this.path} is damaged: put your copy of it there; without it, persons cannot be read`,
      );
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => Buffer.from(line, 'hex'));
  }

  /** Puts these keys in the place of what is there. Whoever reads meanwhile gets either all of the old or all of the new. */
  async replace(keys: readonly Uint8Array[]): Promise<void> {
    await this.write(keys, rename);
  }

  /** Forced to the disk, its name too: what is encrypted with a key must not outlive it. */
  private async write(keys: readonly Uint8Array[], publish: typeof rename): Promise<void> {
    await mkdir(this.home, { recursive: true, mode: 0o700 });
    const draft = `${this.path}.${randomUUID()}`;
    const text = keys.map((key) => `${Buffer.from(key).toString('hex')}\n`).join('');
    await writeFile(draft, text, { mode: 0o600, flush: true });
    try {
      await publish(draft, this.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const folder = await open(this.home);
    await folder.sync();
    await folder.close();
  }
}
