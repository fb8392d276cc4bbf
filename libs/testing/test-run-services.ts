import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../platform/embedded-postgres/embedded-postgres.ts';
import { createLogin, prepareDatabase } from '../platform/prepare-database.ts';
import { killIfThere, listProcesses } from './system-processes.ts';
import { publishTestRun } from './test-run.ts';
import { chromium, provideTools, redisServer } from './tools.ts';

const PREFIX = 'zhendi-test-';
const APP_LOGIN = { name: 'zhendi_test', password: 'zhendi_test' };

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;

let directory: string | undefined;
let postgres: EmbeddedPostgres | undefined;

/** Brings everything that the tests of a database, a queue or the whole need; once for a run. */
export async function startTestRun(): Promise<void> {
  const [redisPath, chromiumPath] = provideTools([redisServer, chromium]) as [string, string];
  removeAbandoned();
  directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  for (const signal of INTERRUPTIONS) process.once(signal, leave);
  postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres') });
  const { ownerUrl } = postgres;
  await prepareDatabase(ownerUrl);
  await createLogin(ownerUrl, APP_LOGIN.name, APP_LOGIN.password);
  const appUrl = Object.assign(new URL(ownerUrl), {
    username: APP_LOGIN.name,
    password: APP_LOGIN.password,
  }).href;
  publishTestRun({ ownerUrl, appUrl, redisServer: redisPath, chromium: chromiumPath });
  // Whatever a test makes lies below the run's folder, and is found when the test could not remove it.
  process.env.TMPDIR = join(directory, 'tmp');
  mkdirSync(process.env.TMPDIR);
}

/** Ends what `startTestRun` began. */
export async function stopTestRun(): Promise<void> {
  await postgres?.stop();
  if (directory !== undefined) endRun(directory);
  for (const signal of INTERRUPTIONS) process.off(signal, leave);
}

/** Jest leaves without its global teardown when it is interrupted. */
function leave(): void {
  if (directory !== undefined) endRun(directory);
  process.exit(INTERRUPTED);
}

/** Ends all that runs on the folder of a test run, and removes it. */
function endRun(folder: string): void {
  for (const { pid, commandLine } of listProcesses()) if (commandLine.includes(folder)) killIfThere(pid);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** What a killed run left. A folder's name tells whether that run is still going. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) endRun(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
