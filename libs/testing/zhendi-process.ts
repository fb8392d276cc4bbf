import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { descendantsOf, killIfThere, type SystemProcess } from './system-processes.ts';
import { until } from './until.ts';

const COMMAND = fileURLToPath(new URL('../../apps/cli/zhendi.mjs', import.meta.url));

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
    return descendantsOf(this.child.pid!);
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
