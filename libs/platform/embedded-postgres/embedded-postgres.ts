import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { choosePostgresAccount, type RunAs } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { DATABASE, SUPERUSER, openCluster } from './postgres-cluster.ts';
import { FAST_SHUTDOWN_MS, endOrphan, readPostmaster } from './postmaster-file.ts';

const ATTEMPTS = 20;
const POLL_MS = 20;

/** Loopback only, sized for one small machine. `fsync` and `synchronous_commit` keep their default: on. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // A refused statement is the caller's to report; its text may hold what people typed.
  log_min_error_statement: 'panic',
};

/** Where the server keeps its files and its log. */
export interface EmbeddedPostgresOptions {
  /** The folder of the cluster; created when missing. One server at a time: the caller holds the home's lock. */
  readonly directory: string;
  /** The server's own log, appended to; default `postgres.log` in `directory`. */
  readonly log?: string;
}

/** A running PostgreSQL server of ours. */
export interface EmbeddedPostgres {
  /** Connection URL of the superuser to the database `zhendi`. */
  readonly ownerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown; after 20 s an immediate one, from which the next start recovers. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `directory`, taking over what a killed process left there: an unfinished cluster, a server
 * without parent, a stale lock file. The server has a session of its own, so that Ctrl-C reaches it only by way of
 * `stop`, after the processes that write to it.
 * @throws Error with the last lines of the server's log, when it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const directory = realpathSync(options.directory);
  const log = options.log ?? join(directory, 'postgres.log');
  const binaries = await findPostgresBinaries();
  const runAs = choosePostgresAccount(binaries, directory);
  const { dataDirectory, password } = await openCluster(directory, binaries, runAs);
  await endOrphan(dataDirectory);

  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const logStart = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const child = spawnServer(binaries.postgres, runAs, dataDirectory, port, log);
    const ended = once(child, 'exit').then(() => undefined);
    if (await isUp(child, dataDirectory)) {
      const ownerUrl = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
      return { ownerUrl, port, pid: child.pid!, ended, stop: () => stop(child, ended) };
    }
    const said = readFileSync(log).subarray(logStart).toString();
    if (attempt === ATTEMPTS || !isPassing(said)) {
      throw new Error(`PostgreSQL did not start on ${directory}:\n${said.trim()}`);
    }
    await sleep(10 * POLL_MS);
  }
}

function spawnServer(
  postgres: string,
  runAs: RunAs,
  dataDirectory: string,
  port: number,
  log: string,
): ChildProcess {
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const { file, args, identity } = runAs(postgres, ['-D', dataDirectory, ...settings]);
  const output = openSync(log, 'a', 0o600);
  try {
    return spawn(file, args, { ...identity, cwd: '/', detached: true, stdio: ['ignore', output, output] });
  } finally {
    closeSync(output);
  }
}

/** Waits until the server accepts connections (true) or has given up (false). Recovery takes the time it needs. */
async function isUp(child: ChildProcess, dataDirectory: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const postmaster = readPostmaster(dataDirectory);
    if (postmaster?.pid === child.pid && postmaster?.ready) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** A port taken meanwhile, or a killed server whose last processes are still on their way out. */
function isPassing(said: string): boolean {
  return /Address already in use|pre-existing shared memory block/.test(said);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await ended;
  clearTimeout(timer);
}
