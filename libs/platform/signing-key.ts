import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PRIVATE = 'heads-key.pem';
const PUBLIC = 'heads-key.pub.pem';

/**
 * The Ed25519 key that published heads are signed with: generated once under ZHENDI_HOME, readable by its owner only,
 * the public key beside it. Several processes that start at once agree on one.
 */
export async function signingKey(home: string): Promise<KeyObject> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const generated = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
  await createOnce(join(home, PRIVATE), generated, 0o600);
  const key = createPrivateKey(await readFile(join(home, PRIVATE)));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  await createOnce(join(home, PUBLIC), publicKey, 0o644);
  return key;
}

/** The public key under a home, or null when none was generated there. */
export async function publishedKey(home: string): Promise<KeyObject | null> {
  try {
    return createPublicKey(await readFile(join(home, PUBLIC)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The public keys under a home: the present one, and those of earlier keys that were kept beside it under any name that
 * begins with `heads-key` and ends with `.pub.pem`.
 */
export async function publishedKeys(home: string): Promise<KeyObject[]> {
  const names = await readdir(home).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.startsWith('heads-key') && name.endsWith('.pub.pem')).sort();
  return Promise.all(files.map(async (name) => createPublicKey(await readFile(join(home, name)))));
}

/** Leaves a file that is there as it is; nobody ever sees one half-written. */
async function createOnce(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
