import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunAs } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** The superuser of the embedded server and the database that holds everything of this home. */
export const SUPERUSER = 'postgres';
export const DATABASE = 'zhendi';

const UNFINISHED = 'unfinished-';

/** Where a cluster keeps its files, and the superuser's password. */
export interface PostgresCluster {
  readonly dataDirectory: string;
  readonly password: string;
}

/**
 * Opens the cluster in `directory`, creating it first if need be. It is made in a folder beside its place and renamed
 * when whole, so a process killed half-way leaves nothing that a later start could mistake for a cluster.
 */
export async function openCluster(
  directory: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
): Promise<PostgresCluster> {
  const dataDirectory = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  if (!existsSync(dataDirectory)) {
    await writePassword(passwordFile, directory);
    await createCluster(directory, binaries, runAs, passwordFile, dataDirectory);
  }
  await removeUnfinished(directory);
  return { dataDirectory, password: (await readFile(passwordFile, 'utf8')).trim() };
}

/** The file belongs to the account that runs PostgreSQL, because initdb reads it. */
async function writePassword(file: string, directory: string): Promise<void> {
  await writeFile(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  const { uid, gid } = await stat(directory);
  await chown(file, uid, gid);
}

async function createCluster(
  directory: string,
  { initdb, postgres }: PostgresBinaries,
  runAs: RunAs,
  passwordFile: string,
  dataDirectory: string,
): Promise<void> {
  const unfinished = await mkdtemp(join(directory, UNFINISHED));
  const { uid, gid } = await stat(directory);
  await chown(unfinished, uid, gid);
  await run(runAs, initdb, [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Sorts by code point as C does, and knows upper and lower case beyond ASCII; the same on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  // Single-user mode needs no connection, so the database is there before anything could ask for it.
  await run(runAs, postgres, ['--single', '-D', unfinished, 'postgres'], `CREATE DATABASE ${DATABASE}\n`);
  await rename(unfinished, dataDirectory);
}

/** An initdb that outlived its killed parent may still be writing; hence the retries. */
async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(UNFINISHED)) {
      await rm(join(directory, name), { recursive: true, force: true, maxRetries: 10 });
    }
  }
}

function run(runAs: RunAs, program: string, args: readonly string[], input = ''): Promise<void> {
  const command = runAs(program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, { ...command.identity, cwd: '/' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      // Single-user mode reports a failed statement on stderr only and exits with 0.
      if (code === 0 && !/^.*(ERROR|FATAL):/m.test(output)) resolve();
      else reject(new Error(`${program} failed (${signal ?? code}):\n${output.trim()}`));
    });
    child.stdin.end(input);
  });
}
