import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../operator-error.ts';

/**
 * Node's own flags for the API and the worker. Left to itself V8 collects old objects when they have doubled or more: at 3,000
 * commands a second the API grew to 360 MB, most of it garbage, even with 8 MB for young objects. Collected at half as much
 * again, and with 32 MB in which most objects die young, it stays below 260 and takes an eighth less time for each command.
 */
export const SERVER_FLAGS = ['--max-semi-space-size=32', '--heap-growing-percent=50'];

/** Milliseconds from SIGTERM to SIGKILL: longer than a server gives itself. */
const STOP_MS = 20_000;
const RESTARTS = 5;
const FIRST_RESTART_AFTER_MS = 250;
/** A server that ran this long gets all its restarts back. */
const STEADY_MS = 60_000;

export interface ServerOptions {
  /** For messages: `api`, `worker`. */
  readonly name: string;
  /** The compiled main file. */
  readonly main: URL;
  readonly environment: NodeJS.ProcessEnv;
  /** File that takes its output, at the end. */
  readonly log: string;
  /** Told when it died and is started again. */
  readonly onRestart: (message: string) => void;
  /** Aborted once the installation stops: whoever signals the whole group ends the server too, which is no accident. */
  readonly stopping: AbortSignal;
}

/** A process of the installation that is started again when it dies, a bounded number of times in a row. */
export interface ServerProcess {
  /** Resolves when it says that it is ready, with the port it listens on, if any. @throws {ServerFailed} */
  readonly started: Promise<number | undefined>;
  /** Resolves after `stop`; rejects when it died too often; pends when it never was up. */
  readonly ended: Promise<void>;
  /** SIGTERM, and after 20 s SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
  /** For a stop that may not wait. */
  kill(): void;
}

/** What a server tells when it is up, or why it is not. */
interface Announcement {
  readonly ready: boolean;
  readonly port?: number;
  readonly message?: string;
  readonly code?: string;
}

/** A server did not come up or stay up; `code` is that of the system, such as EADDRINUSE. */
export class ServerFailed extends OperatorError {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** The server's present process, and whether its end is wanted. */
interface Life {
  child: ChildProcess;
  stopping: boolean;
}

export function startServer(options: ServerOptions): ServerProcess {
  const life: Life = { child: launch(options, options.environment), stopping: false };
  const started = announcement(options, life.child);
  const ended = started.then(
    (port) => supervise(life, options, port),
    () => new Promise<never>(() => undefined),
  );
  // Who starts a server waits for both, though not from the first moment on.
  started.catch(() => undefined);
  ended.catch(() => undefined);
  return {
    started,
    ended,
    stop: () => stop(life),
    kill: () => {
      life.stopping = true;
      life.child.kill('SIGKILL');
    },
  };
}

function launch({ main, log }: ServerOptions, env: NodeJS.ProcessEnv): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  try {
    const execArgv = [...process.execArgv, ...SERVER_FLAGS];
    return fork(main, { env, execArgv, stdio: ['ignore', output, output, 'ipc'] });
  } finally {
    closeSync(output);
  }
}

/** The first message of a server; it has none when it dies before. */
async function announcement({ name, log }: ServerOptions, child: ChildProcess): Promise<number | undefined> {
  const said = await Promise.race([
    once(child, 'message').then(([message]) => message as Announcement),
    ending(child).then((how): Announcement => ({ ready: false, message: `it died (${how})` })),
  ]);
  if (!said.ready)
    throw new ServerFailed(`the ${name} did not start: ${said.message}; its log is ${log}`, said.code);
  return said.port;
}

async function supervise(life: Life, options: ServerOptions, port: number | undefined): Promise<void> {
  // Whoever knows its address must find it there again.
  const environment =
    port === undefined ? options.environment : { ...options.environment, PORT: String(port) };
  for (let restarts = 0; ;) {
    const began = Date.now();
    const how = await ending(life.child);
    if (life.stopping || options.stopping.aborted) return;
    restarts = Date.now() - began > STEADY_MS ? 1 : restarts + 1;
    const death = `the ${options.name} died (${how}); its log is ${options.log}`;
    if (restarts > RESTARTS) throw new ServerFailed(`${death}; it was restarted ${RESTARTS} times in vain`);
    options.onRestart(`${death}; starting it again`);
    await sleep(FIRST_RESTART_AFTER_MS * 2 ** (restarts - 1));
    if (life.stopping || options.stopping.aborted) return;
    life.child = launch(options, environment);
  }
}

async function stop(life: Life): Promise<void> {
  life.stopping = true;
  life.child.kill('SIGTERM');
  const timer = setTimeout(() => life.child.kill('SIGKILL'), STOP_MS);
  await ending(life.child);
  clearTimeout(timer);
}

async function ending(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? `exit code ${child.exitCode}`;
}
