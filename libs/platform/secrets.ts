import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The key of access tokens: from the configuration, or generated once under ZHENDI_HOME, readable by its owner only.
 * Several processes that start at once agree on one.
 */
export async function tokenSecret(config: Config): Promise<Uint8Array> {
  if (config.ZHENDI_TOKEN_SECRET) return Buffer.from(config.ZHENDI_TOKEN_SECRET, 'utf8');
  await mkdir(config.ZHENDI_HOME, { recursive: true, mode: 0o700 });
  const path = join(config.ZHENDI_HOME, 'token-secret');
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(randomBytes(32).toString('hex'));
    await file.sync();
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from(await readSecret(path), 'hex');
}

/** Another process may have created the file and not yet written it. */
async function readSecret(path: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const secret = await readFile(path, 'utf8');
    if (/^[0-9a-f]{64}$/.test(secret)) return secret;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} is damaged: delete it; everybody will have to sign in again`);
}
