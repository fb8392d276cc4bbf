import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal, TenantName } from '../../../libs/tenancy/index.ts';
import { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import type { Database } from '../cluster.ts';
import { startServer, type ServerProcess } from '../server-process.ts';

const API = new URL('../../../dist/apps/api/main.js', import.meta.url);
const WORKER = new URL('../../../dist/apps/worker/main.js', import.meta.url);

/** The most memory that any API and any worker of this run had when it was stopped, in megabytes; the system may not tell. */
export const peakMemoryMb: { api?: number; worker?: number } = {};

/** API and worker of one database, as `npm start` runs them: doorbells in the database, no Redis. */
export interface Installation {
  readonly url: string;
  /** Who shows it may read the metrics. */
  readonly metricsToken: string;
  /** Bearer tokens: of the town's clerk, or of the county's analyst. */
  readonly token: (county: TenantName, town: TenantName | null) => RenewedToken;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** What is started in place of, or told to, the API of the product. */
export interface ApiVariant {
  readonly api: URL;
  readonly environment: Readonly<Record<string, string>>;
}

export async function startInstallation(database: Database, variant?: ApiVariant): Promise<Installation> {
  const [secret, metricsToken] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const home = await mkdtemp(join(tmpdir(), 'zhendi-bench-home-'));
  const environment = {
    DATABASE_URL: database.appUrl,
    ZHENDI_HOME: home,
    ZHENDI_TOKEN_SECRET: secret,
    ZHENDI_METRICS_TOKEN: metricsToken,
    // The load comes from one address and few accounts.
    ACCOUNT_REQUESTS_PER_MINUTE: '100000000',
    ADDRESS_REQUESTS_PER_MINUTE: '100000000',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const api = await startServer(variant?.api ?? API, { ...environment, ...variant?.environment });
  const workers: ServerProcess[] = [];
  return {
    url: api.url,
    metricsToken,
    token: (county, town) => new RenewedToken(secret, principal(county, town)),
    startWorker: async () => {
      workers.push(await startServer(WORKER, environment));
    },
    stop: async () => {
      await notePeak('api', api);
      for (const worker of workers) await notePeak('worker', worker);
      await Promise.all([api, ...workers].map((server) => server.stop()));
      await rm(home, { recursive: true });
    },
  };
}

async function notePeak(kind: keyof typeof peakMemoryMb, server: ServerProcess): Promise<void> {
  const peak = await server.peakMemoryMb();
  if (peak !== null) peakMemoryMb[kind] = Math.max(peak, peakMemoryMb[kind] ?? 0);
}

/** Who a bearer token speaks for. */
export function principal(county: TenantName, town: TenantName | null): Principal {
  const { code, name: username } = town ?? county;
  return {
    subject: `bench-${code}`,
    sessionId: `bench-${code}`,
    username,
    roles: [town ? 'town-clerk' : 'county-analyst'],
    tenantId: (town ?? county).tenantId,
    level: town ? 'town' : 'county',
    county,
    town,
    villageId: null,
  };
}
