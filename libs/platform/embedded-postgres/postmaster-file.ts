import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that a fast shutdown may take before the server is told to quit at once and recover later. */
export const FAST_SHUTDOWN_MS = 20_000;
const POLL_MS = 20;

/** What the server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; null when there is none, or none that is whole. */
export function readPostmaster(dataDirectory: string): Postmaster | null {
  const file = postmasterFile(dataDirectory);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
}

/**
 * Ends a server that a killed process left on this data directory, so that the next one can take it over. When the
 * number in `postmaster.pid` meanwhile belongs to another program, only the file is removed.
 */
export async function endOrphan(dataDirectory: string): Promise<void> {
  const left = readPostmaster(dataDirectory);
  if (left === null) return;
  const quitAt = Date.now() + FAST_SHUTDOWN_MS;
  let told: NodeJS.Signals | null = null;
  while (serves(left.pid, dataDirectory)) {
    const signal = Date.now() > quitAt ? 'SIGQUIT' : 'SIGINT';
    if (signal !== told) process.kill(left.pid, signal);
    told = signal;
    await sleep(POLL_MS);
  }
  await rm(postmasterFile(dataDirectory), { force: true });
}

function postmasterFile(dataDirectory: string): string {
  return join(dataDirectory, 'postmaster.pid');
}

/** Asks for the command line and not just for the number: numbers are reused, and a zombie keeps its own. */
function serves(pid: number, dataDirectory: string): boolean {
  return commandLine(pid).includes(dataDirectory);
}

/** The arguments of a process, from /proc where there is one (slim images have no `ps`). */
function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
