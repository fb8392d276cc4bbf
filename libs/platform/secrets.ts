import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenKeys } from '../tenancy/index.ts';
import { MasterKeys, type MasterKeySource } from '../persons/index.ts';
import type { Config } from './config.ts';
import { MasterKeyFile } from './master-key-file.ts';

/** The keys of access tokens: from the configuration, else one that is generated once under ZHENDI_HOME. */
export async function tokenKeys(config: Config): Promise<TokenKeys> {
  const { ZHENDI_TOKEN_SECRET: secret, ZHENDI_TOKEN_SECRET_ACCEPTED: accepted } = config;
  return {
    signing: secret
      ? Buffer.from(secret, 'utf8')
      : await generatedKey(config.ZHENDI_HOME, 'token-secret', 'everybody will have to sign in again'),
    accepted: accepted ? Buffer.from(accepted, 'utf8') : undefined,
  };
}

/**
 * The key that the secrets of second factors are encrypted with, 32 bytes: from the configuration, else generated once
 * under ZHENDI_HOME.
 */
export async function secondFactorKey(config: Config): Promise<Uint8Array> {
  const { ZHENDI_SECOND_FACTOR_KEY: key } = config;
  if (key) return createHash('sha256').update(`zhendi/second-factor-key/${key}`).digest();
  return generatedKey(
    config.ZHENDI_HOME,
    'second-factor-key',
    'whoever has a second factor needs a new password from an administrator, or bring the file back from its copy',
  );
}

/** Who shows it may read /metrics: from the configuration, else generated once under ZHENDI_HOME. */
export async function metricsToken(config: Config): Promise<string> {
  if (config.ZHENDI_METRICS_TOKEN) return config.ZHENDI_METRICS_TOKEN;
  const consequence = 'whoever reads the metrics needs the new one';
  return Buffer.from(await generatedKey(config.ZHENDI_HOME, 'metrics-token', consequence)).toString('hex');
}

/** 32 random bytes in a file that only its owner reads. Several processes that start at once agree on one. */
async function generatedKey(home: string, name: string, consequence: string): Promise<Uint8Array> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, name);
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(randomBytes(32).toString('hex'));
    await file.sync();
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from(await readSecret(path, consequence), 'hex');
}

/** Where the list of erased persons is: no secret, but to be kept with what is (docs/operations.md). */
export function erasureListPath({ ZHENDI_HOME }: Config): string {
  return join(ZHENDI_HOME, 'erased-persons.jsonl');
}

/** The master keys of persons' data: from the configuration, or a file under ZHENDI_HOME that is made once. */
export function masterKeys(config: Config): MasterKeys {
  return new MasterKeys(configuredKeys(config) ?? new MasterKeyFile(config.ZHENDI_HOME).readOrMake);
}

/** The same for who only reads: in a home without keys there are none, and none are made. */
export function knownMasterKeys(config: Config): MasterKeys {
  return new MasterKeys(configuredKeys(config) ?? (() => new MasterKeyFile(config.ZHENDI_HOME).read()));
}

/** The keys that the configuration holds; undefined where it leaves them to the home. */
export function configuredKeys({ ZHENDI_MASTER_KEY }: Config): MasterKeySource | undefined {
  const keys = ZHENDI_MASTER_KEY?.split(',').map((key) => Buffer.from(key, 'hex'));
  return keys && (() => Promise.resolve(keys));
}

/** Another process may have created the file and not yet written it. */
async function readSecret(path: string, consequence: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const secret = await readFile(path, 'utf8');
    if (/^[0-9a-f]{64}$/.test(secret)) return secret;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} is damaged: delete it; ${consequence}`);
}
