import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Division } from '../../tenancy/index.ts';
import { listProcesses } from '../system-processes.ts';
import { ChaosPostgres } from './chaos-postgres.ts';
import { ChaosRedis } from './chaos-redis.ts';
import { LOGIN, registerTowns } from './chaos-towns.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { patiently } from './patience.ts';
import { SupervisedServer } from './supervised-server.ts';

const APIS = ['api-1', 'api-2'];
const WORKERS = ['worker-1', 'worker-2'];

/** PostgreSQL and Redis, each behind a proxy: they go and come back, the addresses stay. */
interface Services {
  readonly postgres: ChaosPostgres;
  readonly redis: ChaosRedis;
  readonly toPostgres: CuttingProxy;
  readonly toRedis: CuttingProxy;
}

/** An installation as in operation, made of processes: each of its own kind can be killed, stopped and cut off. */
export interface ChaosInstallation extends Services {
  readonly apis: readonly SupervisedServer[];
  readonly workers: readonly SupervisedServer[];
  /** Where the workers publish the heads of the chains. */
  readonly homesOfWorkers: readonly string[];
  readonly towns: readonly Division[];
  /** Bearer token of a town's clerk. */
  readonly token: (townCode: string) => Promise<string>;
  /** Ends API and workers in order. @returns what their ends were like that should not have been so. */
  stopServers(): Promise<string[]>;
  /** Ends what is left, once, and removes its folder. @returns processes that should have ended by then. */
  close(): Promise<string[]>;
}

/** Starts PostgreSQL, Redis, two APIs and two workers, and registers so many towns. */
export async function aChaosInstallation(townCount: number): Promise<ChaosInstallation> {
  const childrenBefore = ownChildren();
  const directory = await mkdtemp(join(tmpdir(), 'zhendi-chaos-'));
  const services = await startServices(directory);
  const secret = randomBytes(32).toString('hex');
  const { towns, tokens } = await registerTowns(services.postgres.ownerUrl, townCount, secret);

  const launch = (name: string, command: 'api' | 'worker') =>
    new SupervisedServer({
      name,
      command,
      directory,
      environment: serverEnvironment(services, name, join(directory, name), secret),
    });
  const apis = APIS.map((name) => launch(name, 'api'));
  const workers = WORKERS.map((name) => launch(name, 'worker'));
  const servers = [...apis, ...workers];
  const stopServers = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    return servers.flatMap(({ badEnds }) => badEnds);
  };
  const end = async () => {
    await stopServers();
    await stopServices(services);
    await rm(directory, { recursive: true });
    const left = ownChildren().filter((child) => !childrenBefore.includes(child));
    return [...left, ...services.postgres.left()];
  };
  let ended: Promise<string[]> | undefined;
  const close = () => (ended ??= end());
  try {
    await patiently('all servers are up', () => servers.every((server) => server.isUp()));
  } catch (error) {
    await close();
    throw error;
  }
  const homesOfWorkers = WORKERS.map((name) => join(directory, name));
  const token = (townCode: string) => tokens.get(townCode)!.current();
  return { ...services, apis, workers, homesOfWorkers, towns, token, stopServers, close };
}

async function startServices(directory: string): Promise<Services> {
  const [toPostgres, toRedis] = await Promise.all([CuttingProxy.listen(), CuttingProxy.listen()]);
  const [postgres, redis] = await Promise.all([
    ChaosPostgres.start(join(directory, 'postgres'), toPostgres),
    ChaosRedis.start(toRedis),
  ]);
  return { postgres, redis, toPostgres, toRedis };
}

async function stopServices({ postgres, redis, toPostgres, toRedis }: Services): Promise<void> {
  await Promise.all([postgres.stop(), redis.stop(), toPostgres.close(), toRedis.close()]);
}

/** What `npm run start:api` and `start:worker` are told; the sessions of each server bear its name. */
function serverEnvironment(
  { postgres, toPostgres, toRedis }: Services,
  name: string,
  home: string,
  secret: string,
): NodeJS.ProcessEnv {
  const owner = new URL(postgres.ownerUrl);
  const databaseUrl = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${toPostgres.port}/zhendi?application_name=${name}`;
  return {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: databaseUrl(LOGIN.name, LOGIN.password),
    DATABASE_OWNER_URL: databaseUrl(owner.username, owner.password),
    REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
    HOST: '127.0.0.1',
    PORT: '0',
    ZHENDI_HOME: home,
    ZHENDI_TOKEN_SECRET: secret,
    // The storm comes from one address.
    ACCOUNT_REQUESTS_PER_MINUTE: '100000000',
    ADDRESS_REQUESTS_PER_MINUTE: '100000000',
    LOG_LEVEL: 'info',
  };
}

function ownChildren(): string[] {
  return listProcesses()
    .filter(({ parent }) => parent === process.pid)
    .map(({ pid, commandLine }) => `${pid} ${commandLine}`);
}
