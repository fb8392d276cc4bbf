import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PLATFORM_TENANT } from '../tenancy/index.ts';
import type { Config } from './config.ts';
import { recordAsOwner } from './prepare-database.ts';

// Digests under a key of the file's own: a short password is not to be guessed from them.
const known = z.object({ key: z.string(), digests: z.record(z.string(), z.string()) });
type Known = z.infer<typeof known>;

/**
 * Records in the audit log which variables of the configuration are not what they were when this program was started
 * last from this home: their names and one digest of all, never a value. Nothing when all are as they were.
 *
 * @param program what is configured: `start`, `api`, `worker`.
 */
export async function recordConfiguration(ownerUrl: string, config: Config, program: string): Promise<void> {
  const file = join(config.ZHENDI_HOME, `configuration-${program}.json`);
  const before = await readKnown(file);
  const key = before?.key ?? randomBytes(32).toString('hex');
  const digests = digestsOf({ ...config, OIDC_MAPPING: await rulesOf(config) }, key);
  const names = new Set([...Object.keys(before?.digests ?? {}), ...Object.keys(digests)]);
  const changed = [...names].filter((name) => digests[name] !== before?.digests[name]).sort();
  if (changed.length === 0) return;
  await recordAsOwner(ownerUrl, {
    tenantId: PLATFORM_TENANT,
    action: 'configuration',
    outcome: 'done',
    actor: null,
    username: null,
    role: null,
    address: null,
    target: program,
    details: { changed: changed.join(' '), digest: digest(key, digests) },
    correlationId: null,
  });
  await keep(file, { key, digests });
}

/** The file of rules says who is let in as what: what stands in it is configuration, wherever it lies. */
async function rulesOf({ OIDC_MAPPING: file }: Config): Promise<string | undefined> {
  return file && readFile(file, 'utf8').catch(() => file);
}

function digestsOf(config: Config, key: string): Record<string, string> {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, digest(key, [name, value])]));
}

function digest(key: string, value: unknown): string {
  return createHmac('sha256', key).update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** What was there last; nothing when that cannot be read: then all of it counts as changed. */
async function readKnown(file: string): Promise<Known | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return known.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function keep(file: string, value: Known): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
}
