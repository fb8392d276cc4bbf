import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** A program with its arguments, and the identity that the child process takes. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/** Turns a PostgreSQL program into the command that runs it under an account PostgreSQL accepts. */
export type RunAs = (program: string, args: readonly string[]) => Command;

const SYSTEM_USER = 'postgres';
/**
 * Lets the account read and write below folders that are root's alone; a default container may grant it too. Without
 * the bit, access(2), by which initdb looks for `postgres`, leaves out what the account is allowed beyond the modes.
 */
const PASS_CLOSED_FOLDERS = [
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
];

/**
 * Chooses who runs PostgreSQL on `directory`, which must exist. An ordinary user runs it himself. PostgreSQL refuses
 * root, so for root it is the owner of the folder, else the system user `postgres` (created when missing), to whom
 * the folder is given.
 * @throws Error saying what to do, when that user can reach neither the programs nor the folder.
 */
export function choosePostgresAccount(binaries: PostgresBinaries, directory: string): RunAs {
  if (process.geteuid?.() !== 0) return (file, args) => ({ file, args, identity: {} });
  const { uid, gid } = ownerOf(directory) ?? giveToSystemUser(directory);

  const plain: RunAs = (file, args) => ({ file, args, identity: { uid, gid } });
  const privileged: RunAs = (file, args) => ({
    file: 'setpriv',
    args: [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...PASS_CLOSED_FOLDERS, '--', file, ...args],
    identity: {},
  });
  const failures: string[] = [];
  for (const runAs of [plain, privileged]) {
    const failure = reachFailure(runAs, binaries, directory);
    if (failure === null) return runAs;
    failures.push(failure);
  }
  throw new Error(
    `PostgreSQL cannot run as root, and user ${uid} cannot run it on ${directory}: ${failures.join('; ')}. ` +
      'Install util-linux (setpriv), put the clone and ZHENDI_HOME below a folder that others may enter, ' +
      'or start as an ordinary user.',
  );
}

function ownerOf(directory: string): { uid: number; gid: number } | null {
  const { uid, gid } = statSync(directory);
  return uid === 0 ? null : { uid, gid };
}

function giveToSystemUser(directory: string): { uid: number; gid: number } {
  const user = systemUser() ?? createSystemUser();
  chownSync(directory, user.uid, user.gid);
  return user;
}

function systemUser(): { uid: number; gid: number } | null {
  const uid = spawnSync('id', ['-u', SYSTEM_USER], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', SYSTEM_USER], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function createSystemUser(): { uid: number; gid: number } {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER];
  let cause: unknown;
  try {
    execFileSync('useradd', args, { stdio: 'pipe' });
  } catch (error) {
    cause = error;
  }
  const user = systemUser();
  if (user === null) {
    throw new Error(
      `PostgreSQL cannot run as root, and the system user ${SYSTEM_USER} could not be created: ` +
        'create it, or start as an ordinary user.',
      { cause },
    );
  }
  return user;
}

/** Tries it for real, since folder modes, ACLs, mount options and capabilities all have a say. */
function reachFailure(runAs: RunAs, { initdb }: PostgresBinaries, directory: string): string | null {
  for (const [program, ...args] of [
    // Looks for `postgres` and the shared files as a real run does, and changes nothing.
    [initdb, '--show', `--pgdata=${directory}`],
    ['sh', '-c', 'test -w "$0" && test -x "$0"', directory],
  ] as const) {
    const command = runAs(program, args);
    const outcome = spawnSync(command.file, command.args, {
      ...command.identity,
      cwd: '/',
      encoding: 'utf8',
    });
    if (outcome.error) return outcome.error.message;
    if (outcome.status !== 0) return lastLine(outcome.stderr) || `no access to ${directory}`;
  }
  return null;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
