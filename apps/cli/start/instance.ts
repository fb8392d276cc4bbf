import { mkdirSync, realpathSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import { lockHolder, tryLock, type ProcessLock } from './process-lock.ts';

/** What a running installation tells the other commands of its home. */
export interface Instance {
  readonly pid: number;
  /** URL of the database's owner. */
  readonly ownerUrl: string;
  /** Address of the page. */
  readonly url: string;
}

/** Another process has this home. */
export class HomeInUse extends OperatorError {
  constructor(home: string, pid: number) {
    super(`already running on ${home}, with pid ${pid}`);
  }
}

/**
 * Makes the home and keeps every other process from starting a database on it.
 * @throws {HomeInUse}
 */
export async function lockHome(home: string): Promise<ProcessLock> {
  const lock = await tryLock(lockName(home));
  if (typeof lock === 'number') throw new HomeInUse(home, lock);
  return lock;
}

/** The installation that runs on this home, once its database is up; else null. */
export async function runningInstance(home: string): Promise<Instance | null> {
  if ((await lockHolder(lockName(home))) === null) return null;
  try {
    return JSON.parse(await readFile(instanceFile(home), 'utf8')) as Instance;
  } catch {
    return null;
  }
}

export async function publishInstance(home: string, instance: Instance): Promise<void> {
  await writeFile(instanceFile(home), `${JSON.stringify(instance)}\n`, { mode: 0o600 });
}

export async function withdrawInstance(home: string): Promise<void> {
  await rm(instanceFile(home), { force: true });
}

/** Two paths to one folder are one home. */
function lockName(home: string): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return `home ${realpathSync(home)}`;
}

function instanceFile(home: string): string {
  return join(home, 'instance.json');
}
