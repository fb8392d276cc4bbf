import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordConfiguration } from '../../../libs/platform/boot-configuration.ts';
import type { Config } from '../../../libs/platform/config.ts';
import { createLogin, prepareDatabase } from '../../../libs/platform/prepare-database.ts';
import { OperatorError } from '../operator-error.ts';
import { offerDemoCounty, type DemoLoader } from './demo-county.ts';
import { lockHome, publishInstance, withdrawInstance } from './instance.ts';
import { cannotListen, pageAddress, requireFreePort } from './listen-address.ts';
import { startServer, type ServerFailed, type ServerProcess } from './server-process.ts';
import { Shutdown } from './shutdown.ts';
import { startHomeDatabase } from './with-database.ts';

const APP_LOGIN = 'zhendi';
const READY_POLL_MS = 50;
/** Milliseconds that the started API may take to find itself ready. */
const READY_WITHIN_MS = 30_000;

export interface StartOptions {
  readonly config: Config;
  /** Without the demo county. */
  readonly empty: boolean;
  readonly loadDemoCounty: DemoLoader;
}

/** The database of an installation, as its owner and as its servers see it. */
interface Database {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Rejects when it is gone without having been stopped; pends as long as it is there. */
  readonly lost: Promise<never>;
}

/**
 * Database, API, worker and pages as one process tree, until a signal ends it. Prints what a person has to know; the
 * servers' logs go into the home. Resolves after a stop that was asked for.
 * @throws {OperatorError} when it cannot start or go on; nothing is left running.
 */
export async function start(options: StartOptions): Promise<void> {
  const shutdown = new Shutdown();
  try {
    await run(options, shutdown);
  } catch (error) {
    // What fails while everything stops, fails because of that.
    if (!shutdown.signal.aborted) throw error;
  } finally {
    await shutdown.run();
  }
}

async function run({ config, empty, loadDemoCounty }: StartOptions, shutdown: Shutdown): Promise<void> {
  const home = config.ZHENDI_HOME;
  const lock = await lockHome(home);
  shutdown.add({ stop: () => lock.release() });
  await requireFreePort(config.HOST, config.PORT);

  const database = await openDatabase(config, shutdown);
  await recordConfiguration(database.ownerUrl, config, 'start');
  shutdown.signal.throwIfAborted();
  const worker = launch('worker', config, database.appUrl, shutdown);
  const api = launch('api', config, database.appUrl, shutdown);
  const ended = Promise.race([api.ended, worker.ended, database.lost, aborted(shutdown.signal)]);

  const url = await Promise.race([untilReady(config, api, worker, shutdown.signal), ended.then(() => '')]);
  shutdown.signal.throwIfAborted();
  await publishInstance(home, { pid: process.pid, ownerUrl: database.ownerUrl, url });
  shutdown.add({ stop: () => withdrawInstance(home) });
  console.log(`Zhendi is ready: ${url}`);

  const demo = empty ? Promise.resolve() : offerDemoCounty(config, database, loadDemoCounty);
  await Promise.race([Promise.all([demo, ended]), ended]);
}

async function openDatabase(config: Config, shutdown: Shutdown): Promise<Database> {
  if (config.DATABASE_URL !== undefined) {
    const ownerUrl = config.DATABASE_OWNER_URL ?? config.DATABASE_URL;
    await prepareDatabase(ownerUrl, config.DATABASE_URL);
    return { ownerUrl, appUrl: config.DATABASE_URL, lost: new Promise(() => undefined) };
  }
  const postgres = await startHomeDatabase(config.ZHENDI_HOME);
  shutdown.add({ stop: () => postgres.stop(), kill: () => process.kill(postgres.pid, 'SIGQUIT') });
  const { ownerUrl } = postgres;
  await prepareDatabase(ownerUrl);
  // A new password at every start, so that none has to be kept.
  const password = randomBytes(24).toString('base64url');
  await createLogin(ownerUrl, APP_LOGIN, password);
  const appUrl = Object.assign(new URL(ownerUrl), { username: APP_LOGIN, password }).href;
  const lost = postgres.ended.then(() => {
    throw new OperatorError(`PostgreSQL ended; its log is ${config.ZHENDI_HOME}/postgres.log`);
  });
  lost.catch(() => undefined);
  return { ownerUrl, appUrl, lost };
}

/** Starts a server as the unprivileged login; what only the owner may know is not handed on. */
function launch(name: 'api' | 'worker', config: Config, appUrl: string, shutdown: Shutdown): ServerProcess {
  const { DATABASE_OWNER_URL: _owner, ZHENDI_DEMO_PASSWORD: _password, ...inherited } = process.env;
  const server = startServer({
    name,
    main: new URL(`../../${name}/main.js`, import.meta.url),
    environment: { ...inherited, DATABASE_URL: appUrl },
    log: join(config.ZHENDI_HOME, 'zhendi.log'),
    onRestart: (message) => console.error(message),
    stopping: shutdown.signal,
  });
  shutdown.add(server);
  return server;
}

/** The page's address, once the API finds itself ready. */
async function untilReady(
  config: Config,
  api: ServerProcess,
  worker: ServerProcess,
  signal: AbortSignal,
): Promise<string> {
  const listening = api.started.catch((error: ServerFailed) => {
    throw cannotListen(config.HOST, config.PORT, error.code) ?? error;
  });
  const [port = config.PORT] = await Promise.all([listening, worker.started]);
  const url = pageAddress(config.HOST, port);
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; !(await isReady(url));) {
    if (Date.now() > giveUpAt) throw new OperatorError(`${url}/readyz does not say that it is ready`);
    await sleep(READY_POLL_MS, undefined, { signal });
  }
  return url;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
