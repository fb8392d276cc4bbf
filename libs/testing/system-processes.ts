import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** A running process, as the system tells of it. */
export interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  /** Empty for a process that has ended and that nobody has asked for. */
  readonly commandLine: string;
}

/** All processes that a process started, directly or not. */
export function descendantsOf(ancestor: number): SystemProcess[] {
  const processes = listProcesses();
  const childrenOf = (parent: number): SystemProcess[] =>
    processes.filter((one) => one.parent === parent).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return childrenOf(ancestor);
}

/** Which of these processes still run; a number that was given to another program does not count. */
export function stillRunning(processes: readonly SystemProcess[]): SystemProcess[] {
  const now = new Map(listProcesses().map((one) => [one.pid, one.commandLine]));
  return processes.filter(({ pid, commandLine }) => commandLine !== '' && now.get(pid) === commandLine);
}

export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function listProcesses(): SystemProcess[] {
  return existsSync('/proc/self/stat') ? readProc() : askPs();
}

/** Slim images of Linux have no `ps`. */
function readProc(): SystemProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The program's name stands in brackets and may hold anything.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '');
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(stat.split(' ')[1]), commandLine }];
      } catch {
        return [];
      }
    });
}

function askPs(): SystemProcess[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), commandLine: command.join(' ') };
    });
}
