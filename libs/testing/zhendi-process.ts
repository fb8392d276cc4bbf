import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const COMMAND = fileURLToPath(new URL('../../apps/cli/zhendi.mjs', import.meta.url));

/** A running process, as the system tells of it. */
export interface SystemProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** The command `zhendi` in a process of its own, as a person starts it. */
export class ZhendiProcess {
  private printed = '';
  private readonly child: ChildProcess;

  /** @param environment beside that of the tests, without what points them to their own database. */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    const {
      DATABASE_URL: _url,
      DATABASE_OWNER_URL: _ownerUrl,
      REDIS_URL: _redis,
      ...inherited
    } = process.env;
    this.child = spawn(process.execPath, [COMMAND, ...args], { env: { ...inherited, ...environment } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  /** All that it has printed. */
  get output(): string {
    return this.printed;
  }

  /** Its address; waits until it says that it is ready. @throws Error with its output when it ends before. */
  async ready(): Promise<string> {
    await until(() => this.printed.includes('is ready: ') || this.hasEnded());
    const url = /is ready: (\S+)/.exec(this.printed)?.[1];
    if (url === undefined) throw new Error(`zhendi ended: ${this.printed}`);
    return url;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Its exit code, once it has ended and all its output is read; null when a signal ended it. */
  async ended(): Promise<number | null> {
    await until(
      () => this.hasEnded() && this.child.stdout?.closed === true && this.child.stderr?.closed === true,
    );
    return this.child.exitCode;
  }

  /** All processes that it started, directly or not. */
  descendants(): SystemProcess[] {
    const processes = listProcesses();
    const found: (SystemProcess & { parent: number })[] = [];
    const collect = (parent: number): void => {
      for (const child of processes.filter((one) => one.parent === parent)) {
        found.push(child);
        collect(child.pid);
      }
    };
    collect(this.child.pid!);
    return found;
  }

  /** Kills it and everything that it started at once, as a power cut would; resolves when it is gone. */
  async killTree(): Promise<void> {
    if (this.hasEnded()) return;
    const descendants = this.descendants();
    this.child.kill('SIGKILL');
    for (const { pid } of descendants) killIfThere(pid);
    await this.ended();
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Which of these processes still run; a number that was given to another program does not count. */
export function stillRunning(processes: readonly SystemProcess[]): SystemProcess[] {
  const now = new Map(listProcesses().map((one) => [one.pid, one.commandLine]));
  return processes.filter(({ pid, commandLine }) => commandLine !== '' && now.get(pid) === commandLine);
}

function listProcesses(): (SystemProcess & { parent: number })[] {
  return existsSync('/proc/self/stat') ? readProc() : askPs();
}

/** Slim images of Linux have no `ps`. */
function readProc(): (SystemProcess & { parent: number })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The program's name stands in brackets and may hold anything.
        const parent = Number(
          readFileSync(`/proc/${name}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')[1],
        );
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent, commandLine }];
      } catch {
        return [];
      }
    });
}

function askPs(): (SystemProcess & { parent: number })[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), commandLine: command.join(' ') };
    });
}
