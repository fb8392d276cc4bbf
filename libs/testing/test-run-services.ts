import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../platform/embedded-postgres/embedded-postgres.ts';
import { endOrphan } from '../platform/embedded-postgres/postmaster-file.ts';
import { createLogin, prepareDatabase } from '../platform/prepare-database.ts';
import { publishTestRun } from './test-run.ts';
import { chromium, provideTools, redisServer } from './tools.ts';

const PREFIX = 'zhendi-test-';
const APP_LOGIN = { name: 'zhendi_test', password: 'zhendi_test' };

let directory: string | undefined;
let postgres: EmbeddedPostgres | undefined;

/** Brings everything that the tests of a database, a queue or the whole need; once for a run. */
export async function startTestRun(): Promise<void> {
  const [redisPath, chromiumPath] = provideTools([redisServer, chromium]) as [string, string];
  await removeAbandoned();
  directory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  postgres = await startEmbeddedPostgres({ directory });
  // Jest leaves without its global teardown when it is interrupted.
  process.once('exit', endAtOnce);
  const { ownerUrl } = postgres;
  await prepareDatabase(ownerUrl);
  await createLogin(ownerUrl, APP_LOGIN.name, APP_LOGIN.password);
  const appUrl = Object.assign(new URL(ownerUrl), {
    username: APP_LOGIN.name,
    password: APP_LOGIN.password,
  }).href;
  publishTestRun({ ownerUrl, appUrl, redisServer: redisPath, chromium: chromiumPath });
}

/** Ends what `startTestRun` began. */
export async function stopTestRun(): Promise<void> {
  process.removeListener('exit', endAtOnce);
  await postgres?.stop();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
}

function endAtOnce(): void {
  if (postgres !== undefined) process.kill(postgres.pid, 'SIGQUIT');
}

/** What a killed run left: its server and its folder. The folder's name tells whether that run is still going. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const abandoned = join(tmpdir(), name);
    await endOrphan(join(abandoned, 'data'));
    await rm(abandoned, { recursive: true, force: true });
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
