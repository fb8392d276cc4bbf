import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogin, prepareDatabase } from '../../platform/prepare-database.ts';
import { AccessTokens, registerTenants, type Division } from '../../tenancy/index.ts';
import { createOwnerPool } from '../../tenancy/pool.ts';
import { listProcesses } from '../system-processes.ts';
import { ChaosPostgres } from './chaos-postgres.ts';
import { ChaosRedis } from './chaos-redis.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { patiently } from './patience.ts';
import { SupervisedServer } from './supervised-server.ts';

const COUNTY = { code: '990101', name: '青禾县' };
const PROCESSES = 2;
const LOGIN = { name: 'zhendi_chaos', password: 'zhendi_chaos' };

/** An installation as in operation, made of processes: each of its own kind can be killed, stopped and cut off. */
export interface ChaosInstallation {
  readonly postgres: ChaosPostgres;
  readonly redis: ChaosRedis;
  readonly toPostgres: CuttingProxy;
  readonly toRedis: CuttingProxy;
  readonly apis: readonly SupervisedServer[];
  readonly workers: readonly SupervisedServer[];
  /** Where the workers publish the heads of the chains. */
  readonly homesOfWorkers: readonly string[];
  readonly towns: readonly Division[];
  /** Bearer token of a town's clerk. */
  readonly token: (townCode: string) => string;
  /** Ends API and workers in order. @returns what their ends were like that should not have been so. */
  stopServers(): Promise<string[]>;
  /** Ends what is left, once, and removes its folder. @returns processes that should have ended by then. */
  close(): Promise<string[]>;
}

/** Starts PostgreSQL, Redis, two APIs and two workers, and registers so many towns. */
export async function aChaosInstallation(townCount: number): Promise<ChaosInstallation> {
  const directory = await mkdtemp(join(tmpdir(), 'zhendi-chaos-'));
  const childrenBefore = ownChildren();
  const [toPostgres, toRedis] = await Promise.all([CuttingProxy.listen(), CuttingProxy.listen()]);
  const [postgres, redis] = await Promise.all([
    ChaosPostgres.start(join(directory, 'postgres'), toPostgres),
    ChaosRedis.start(toRedis),
  ]);
  const towns = Array.from({ length: townCount }, (_, i) => ({
    code: `${COUNTY.code}${100 + i}`,
    name: `第${i + 1}镇`,
  }));
  const secret = randomBytes(32).toString('hex');
  const tokens = await register(postgres.ownerUrl, towns, secret);

  const launch = (command: 'api' | 'worker', number: number) => {
    const databaseUrl = (user: string, password: string) =>
      `postgres://${user}:${password}@127.0.0.1:${toPostgres.port}/zhendi?application_name=${command}-${number}`;
    const owner = new URL(postgres.ownerUrl);
    return new SupervisedServer({
      command,
      directory,
      environment: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: databaseUrl(LOGIN.name, LOGIN.password),
        DATABASE_OWNER_URL: databaseUrl(owner.username, owner.password),
        REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
        HOST: '127.0.0.1',
        PORT: '0',
        ZHENDI_HOME: join(directory, `${command}-${number}`),
        ZHENDI_TOKEN_SECRET: secret,
        LOG_LEVEL: 'info',
      },
    });
  };
  const several = (command: 'api' | 'worker') =>
    Array.from({ length: PROCESSES }, (_, i) => launch(command, i + 1));
  const [apis, workers] = [several('api'), several('worker')];
  const servers = [...apis, ...workers];
  await patiently('all servers are up', () => servers.every((server) => server.isUp()));

  const stopServers = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    return servers.flatMap(({ badEnds }) => badEnds);
  };
  const end = async () => {
    await stopServers();
    await Promise.all([postgres.stop(), redis.stop(), toPostgres.close(), toRedis.close()]);
    await rm(directory, { recursive: true });
    const children = ownChildren().filter((child) => !childrenBefore.includes(child));
    return [...children, ...postgres.left()];
  };
  let ended: Promise<string[]> | undefined;
  return {
    postgres,
    redis,
    toPostgres,
    toRedis,
    apis,
    workers,
    homesOfWorkers: workers.map((_, i) => join(directory, `worker-${i + 1}`)),
    towns,
    token: (townCode) => tokens.get(townCode)!,
    stopServers,
    close: () => (ended ??= end()),
  };
}

function ownChildren(): string[] {
  return listProcesses()
    .filter(({ parent }) => parent === process.pid)
    .map(({ pid, commandLine }) => `${pid} ${commandLine}`);
}

/** Prepares the database and makes a county and its towns. @returns a clerk's token of each town. */
async function register(
  ownerUrl: string,
  towns: readonly Division[],
  secret: string,
): Promise<Map<string, string>> {
  await prepareDatabase(ownerUrl);
  await createLogin(ownerUrl, LOGIN.name, LOGIN.password);
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    const { tenants } = await registerTenants(owner, COUNTY, towns);
    const accessTokens = new AccessTokens(Buffer.from(secret, 'utf8'));
    const clerks = towns.map(async ({ code }): Promise<[string, string]> => {
      const token = await accessTokens.issue({
        subject: `clerk-${code}`,
        username: `town-${code}`,
        roles: ['town-clerk'],
        county: tenants.get(COUNTY.code)!,
        town: tenants.get(code)!,
      });
      return [code, token];
    });
    return new Map(await Promise.all(clerks));
  } finally {
    await owner.end();
  }
}
