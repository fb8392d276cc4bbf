import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { patiently } from './patience.ts';

const COMMAND = fileURLToPath(new URL('../../../apps/cli/zhendi.mjs', import.meta.url));
const RESTART_AFTER_MS = 200;
const KEPT_OUTPUT = 20_000;

export interface SupervisedServerOptions {
  /** Unlike that of the others: its sessions in the database bear it. */
  readonly name: string;
  readonly command: 'api' | 'worker';
  readonly environment: NodeJS.ProcessEnv;
  /** Below the test run's own folder: by it, a later run finds what a killed run left. */
  readonly directory: string;
}

/**
 * An API or a worker as `npm run start:api` starts it, started again whenever it ends, as a service manager does. A
 * start may fail, since the database may be down; a server that was up ends only when it is told to or killed.
 */
export class SupervisedServer {
  /** Ends that are a fault of the program: by itself once it was up, or not in order when told to; with its last words. */
  readonly badEnds: string[] = [];
  private child!: ChildProcess;
  private output = '';
  private announced: RegExpExecArray | null = null;
  private mayEnd = false;
  private stopping = false;
  private readonly running: Promise<void>;

  constructor(private readonly options: SupervisedServerOptions) {
    this.running = this.run();
  }

  get name(): string {
    return this.options.name;
  }

  /** Its address on the loopback interface while it is up; null of a worker. */
  get url(): string | null {
    const port = this.isUp() ? this.announced?.[1] : undefined;
    return port === undefined ? null : `http://127.0.0.1:${port}`;
  }

  isUp(): boolean {
    return this.announced !== null && !hasEnded(this.child);
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    if (signal === 'SIGKILL') this.mayEnd = true;
    this.child.kill(signal);
  }

  /** SIGTERM, and no further start; resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.child.kill('SIGTERM');
    await patiently(`${this.name} ends in order`, () => hasEnded(this.child)).catch(() =>
      this.child.kill('SIGKILL'),
    );
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.launch();
      await once(this.child, 'close');
      const { exitCode, signalCode } = this.child;
      if (this.announced && !this.mayEnd && (!this.stopping || exitCode !== 0))
        this.badEnds.push(`${this.name} ended with ${exitCode ?? signalCode}: ${this.output}`);
      await sleep(RESTART_AFTER_MS);
    }
  }

  private launch(): void {
    const { command, environment, directory } = this.options;
    this.output = '';
    this.announced = null;
    this.mayEnd = false;
    this.child = spawn(process.execPath, [`--report-directory=${directory}`, COMMAND, command], {
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr!.on('data', (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT);
      this.announced ??= /(?:"port":(\d+),)?"msg":"ready"/.exec(this.output);
    });
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
