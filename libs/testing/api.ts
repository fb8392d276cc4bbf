import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import { createAccount } from '../../apps/cli/accounts/create-account.ts';
import { createApi } from '../../apps/api/create-api.ts';
import { httpOptions, type HttpOptions } from '../../apps/api/http-options.ts';
import { createWorker, type RunningWorker } from '../../apps/worker/create-worker.ts';
import { attachmentOptions } from '../platform/attachment-options.ts';
import { loadConfig } from '../platform/config.ts';
import type { OidcSettings } from '../platform/oidc/oidc-settings.ts';
import { createAccounts, hashPassword, registerTenants, type Division, type Role } from '../tenancy/index.ts';
import { MasterKeys } from '../persons/index.ts';
import { createOwnerPool } from '../tenancy/pool.ts';
import { ApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A county with its towns, each with an account: `county-<code>`, `town-<code>`. */
export interface TestCounty extends Division {
  readonly towns: readonly Division[];
}

/** The API and a worker in this process, on a database of their own. */
export interface TestApi {
  readonly url: string;
  readonly database: TestDatabase;
  readonly app: NestFastifyApplication;
  readonly tokenSecret: Uint8Array;
  /** Whoever may read the metrics. */
  readonly operator: ApiClient;
  /** All lines that the API and the worker logged, those for debugging too. */
  readonly log: readonly string[];
  /** What they logged as an error: nothing that a request brings should ever be one. */
  readonly errors: readonly string[];
  /** The folder of what they keep outside of the database. */
  readonly home: string;
  /** Whoever is not signed in. */
  readonly anonymous: ApiClient;
  /** Signs in over HTTP, once an account. */
  as(username: string): Promise<ApiClient>;
  /** The clerk of a town, by its code. */
  clerk(townCode: string): Promise<ApiClient>;
  /** The analyst of a county, by its code. */
  analyst(countyCode: string): Promise<ApiClient>;
  /** Somebody new of a role: of the town or county with this code, or of the installation. Signed in. */
  someone(role: Role, code: string, villageId?: string): Promise<ApiClient>;
  /** Ends the worker; the API goes on without one until {@link startWorker}. */
  stopWorker(): Promise<void>;
  /** Starts the worker, if it was not started with the API or was stopped. */
  startWorker(): void;
  close(): Promise<void>;
}

export const PASSWORD = 'a password for examples';

// A test asks more in a second than a clerk in an hour.
const AS_MANY_AS_COME = { account: 1e9, address: 1e9, signIn: 1e9 };

export interface TestApiOptions {
  /** Without a worker until {@link TestApi.startWorker}. */
  readonly workerLater?: boolean;
  /** Otherwise than usual. */
  readonly http?: Partial<HttpOptions>;
  readonly redisUrl?: string;
  /** 0, or none: any free one. */
  readonly port?: number;
  readonly oidc?: OidcSettings | null;
}

/** Starts the API on a free loopback port, and a worker unless the test starts it later. */
export async function startApi(
  counties: readonly TestCounty[],
  { workerLater = false, port: fixedPort = 0, oidc = null, http, redisUrl }: TestApiOptions = {},
): Promise<TestApi> {
  const database = await createTestDatabase();
  await register(database.ownerUrl, counties);
  const { logger, log, errors } = recordingLogger();
  const tokenKeys = { signing: randomBytes(32) };
  const metricsToken = randomBytes(32).toString('hex');
  const services = { databaseUrl: database.appUrl, redisUrl, logger };
  const home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
  const attachments = attachmentOptions({ ...loadConfig({}), ZHENDI_HOME: home });
  const masterKey = randomBytes(32);
  const app = await createApi({
    ...services,
    tokenKeys,
    secondFactorKey: randomBytes(32),
    metricsToken,
    oidc,
    http: { ...httpOptions(loadConfig({})), rateLimits: AS_MANY_AS_COME, ...http },
    masterKeys: new MasterKeys(() => Promise.resolve([masterKey])),
    erasureList: join(home, 'erased-persons.jsonl'),
    attachments,
  });
  await app.listen(fixedPort, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const workers: RunningWorker[] = [];
  const startWorker = () =>
    void workers.push(createWorker({ ...services, home, attachmentFolder: attachments.folder }));
  const stopWorker = async () => {
    const running = workers.splice(0);
    // A worker that is closed while it still opens its connections leaves them behind.
    await Promise.all(running.map(({ listening }) => listening));
    await Promise.all(running.map((worker) => worker.close()));
  };
  if (!workerLater) startWorker();

  const url = `http://127.0.0.1:${port}`;
  let others = 0;
  const signedIn = new Map<string, Promise<ApiClient>>();
  const as = (username: string) => {
    const client = signedIn.get(username) ?? ApiClient.signIn(url, username, PASSWORD);
    signedIn.set(username, client);
    return client;
  };
  return {
    url,
    database,
    app,
    tokenSecret: tokenKeys.signing,
    log,
    errors,
    home,
    anonymous: new ApiClient(url),
    operator: new ApiClient(url, metricsToken),
    as,
    clerk: (townCode) => as(`town-${townCode}`),
    analyst: (countyCode) => as(`county-${countyCode}`),
    someone: async (role, code, villageId) => {
      const username = `${role}-${code}-${(others += 1)}`;
      await addAccount(database.ownerUrl, { username, role, code, villageId });
      return as(username);
    },
    stopWorker,
    startWorker,
    close: async () => {
      await Promise.all([app.close(), stopWorker()]);
      await database.drop();
      await rm(home, { recursive: true });
    },
  };
}

const ERROR = pino.levels.values['error']!;

function recordingLogger(): { logger: Logger; log: string[]; errors: string[] } {
  const log: string[] = [];
  const errors: string[] = [];
  const write = (line: string) => {
    log.push(line);
    if ((JSON.parse(line) as { level: number }).level >= ERROR) errors.push(line);
  };
  return { logger: pino({ level: 'trace' }, { write }), log, errors };
}

async function addAccount(
  ownerUrl: string,
  {
    username,
    role,
    code,
    villageId,
  }: { username: string; role: Role; code: string; villageId: string | undefined },
): Promise<void> {
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    await createAccount(owner, {
      username,
      role,
      divisionCode: code,
      password: PASSWORD,
      ...(villageId && { villageId }),
    });
  } finally {
    await owner.end();
  }
}

async function register(ownerUrl: string, counties: readonly TestCounty[]): Promise<void> {
  const owner = createOwnerPool({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    const passwordHash = await hashPassword(PASSWORD);
    for (const { towns, ...county } of counties) {
      const { tenants } = await registerTenants(owner, county, towns);
      const accounts = [...tenants.values()].map(({ tenantId, level, code }) => ({
        tenantId,
        username: `${level}-${code}`,
        passwordHash,
        roles: [level === 'county' ? ('county-analyst' as const) : ('town-clerk' as const)],
      }));
      await createAccounts(owner, accounts);
    }
  } finally {
    await owner.end();
  }
}
