import { randomBytes } from 'node:crypto';
import type { SqlClient } from '../../../libs/event-store/index.ts';
import {
  KEY_BYTES,
  masterKey,
  personsByKey,
  rewrapPersons,
  verifyPersons,
  type Unopened,
} from '../../../libs/persons/index.ts';
import type { Config } from '../../../libs/platform/config.ts';
import { MasterKeyFile } from '../../../libs/platform/master-key-file.ts';
import { masterKeys } from '../../../libs/platform/secrets.ts';
import { PLATFORM_TENANT, recordAudit, type AuditEntry } from '../../../libs/tenancy/index.ts';
import { operatorEntry } from '../audit/operator-entry.ts';
import { OperatorError } from '../operator-error.ts';

const ROTATION_LOCK = 20_261_123;

/** Who is told of what during a rotation. */
export interface RotationProgress {
  readonly onNewKey: (id: string) => void;
  readonly onUnopened: (unopened: Unopened) => void;
  readonly onProgress: (done: number, whole: number) => void;
}

/** What a rotation came to. */
export interface Rotation {
  /** Id of the master key in use. */
  readonly inUse: string;
  /** Persons whose keys were encrypted anew. */
  readonly rewrapped: number;
  /** Persons whose data were opened afterwards, as a check. */
  readonly opened: number;
  /** Persons whose data do not open, neither before nor now. */
  readonly unopened: number;
}

/**
 * Encrypts all persons' own keys with a new master key, and opens every person afterwards. The new key is made first and
 * joins the old one, so that running servers read both; a rotation that was killed is gone on with, under the key that it
 * had made. Keys of the configuration are the operator's to make.
 *
 * @param owner one connection of the tables' owner.
 * @throws {OperatorError} while another rotation runs.
 */
export function rotateKey(owner: SqlClient, config: Config, progress: RotationProgress): Promise<Rotation> {
  return alone(owner, () => rotate(owner, config, progress));
}

async function rotate(
  owner: SqlClient,
  config: Config,
  { onNewKey, onUnopened, onProgress }: RotationProgress,
): Promise<Rotation> {
  if (!config.ZHENDI_MASTER_KEY) await makeKeyUnlessUnfinished(owner, config, onNewKey);
  const keys = masterKeys(config);
  const { id: inUse } = await keys.inUse();
  const persons = [...(await personsByKey(owner)).values()].reduce((sum, count) => sum + count, 0);
  let done = 0;
  const unopened = new Set<string>();
  const progress = {
    onPersons: (count: number) => onProgress((done += count), persons),
    onUnopened: (one: Unopened) => {
      if (!unopened.has(one.personId)) onUnopened(one);
      unopened.add(one.personId);
    },
  };
  const rewrapped = await rewrapPersons(owner, keys, progress);
  done = 0;
  const opened = await verifyPersons(owner, keys, progress);
  const rotation = { inUse, rewrapped, opened, unopened: unopened.size };
  await tellAudit(owner, 'rotate-key', { ...rotation });
  return rotation;
}

/**
 * Removes from the home those older master keys that no person needs.
 *
 * @returns their ids.
 * @throws {OperatorError} when the configuration holds the keys, or a rotation runs.
 */
export async function forgetOldKeys(owner: SqlClient, config: Config): Promise<string[]> {
  if (config.ZHENDI_MASTER_KEY)
    throw new OperatorError('the master keys are in ZHENDI_MASTER_KEY: take the old ones out of it yourself');
  return alone(owner, () => forget(owner, config));
}

async function forget(owner: SqlClient, config: Config): Promise<string[]> {
  const file = new MasterKeyFile(config.ZHENDI_HOME);
  const [inUse, ...older] = await file.read();
  if (!inUse) return [];
  const needed = await personsByKey(owner);
  const unneeded = older.filter((key) => !needed.has(masterKey(key).id));
  await file.replace([inUse, ...older.filter((key) => !unneeded.includes(key))]);
  const forgotten = unneeded.map((key) => masterKey(key).id);
  if (forgotten.length > 0) await tellAudit(owner, 'forget-old-keys', { keys: forgotten.join(' ') });
  return forgotten;
}

function tellAudit(owner: SqlClient, command: string, details: AuditEntry['details']): Promise<void> {
  return recordAudit(owner, [operatorEntry(PLATFORM_TENANT, 'configuration', `persons ${command}`, details)]);
}

async function makeKeyUnlessUnfinished(
  owner: SqlClient,
  config: Config,
  onNewKey: (id: string) => void,
): Promise<void> {
  const file = new MasterKeyFile(config.ZHENDI_HOME);
  const kept = await file.readOrMake();
  const needed = await personsByKey(owner);
  const unfinished = kept.slice(1).some((key) => needed.has(masterKey(key).id));
  if (unfinished) return;
  const made = randomBytes(KEY_BYTES);
  await file.replace([made, ...kept]);
  onNewKey(masterKey(made).id);
}

/** Of two rotations at once, one would write the file of keys without the other's. */
async function alone<Result>(owner: SqlClient, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await owner.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    ROTATION_LOCK,
  ]);
  if (!rows[0]!.locked) throw new OperatorError('a rotation of the master key is running');
  try {
    return await work();
  } finally {
    // At once, and not when the server finds that the connection has ended. One that broke has let go by itself.
    await owner.query('select pg_advisory_unlock($1)', [ROTATION_LOCK]).catch(() => undefined);
  }
}
