import { Pool } from 'undici';
import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import type { Cluster, Database } from '../cluster.ts';
import { expectEqual } from '../append/store.ts';
import type { Part } from '../part.ts';
import { alternate, medians, type Contestant } from '../rounds.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import type { Sizes } from '../sizes.ts';
import { median, quantile } from '../statistics.ts';
import { AllocationSource, send } from './commands.ts';
import { startInstallation, type Installation } from './installation.ts';
import { measureLag } from './lag.ts';
import { plannedVenues, type PlannedVenue } from './towns.ts';

const CALLERS = 64;
const TOWNS = 100;

/** A command over HTTP beside a bare route with one INSERT; then the way from fact to read model under half of that load. */
export const httpPart: Part = async (cluster, sizes) => {
  const database = await cluster.createStore('http_zhendi');
  const { county, venues, events } = await plannedVenues(database, TOWNS, venuesPerTown(sizes));
  await database.query('vacuum analyze');
  const installation = await startInstallation(database);
  const bare = await startBare(cluster);
  try {
    const tokens = clerks(installation, county, venues);
    const ours = new Load('ours', installation.url, venues, tokens);
    const limit = new Load('bare fastify', bare.server.url, venues, tokens);
    const samples = await alternate(cluster, 'commands/s over HTTP', sizes.rounds, [
      ours.contestant(sizes.httpSeconds, (sent) => checkOurs(database, events + sent)),
      limit.contestant(sizes.httpSeconds, (sent) => checkBare(bare.database, sent)),
    ]);
    const speed = medians(samples);
    const peak = await installation.api.peakMemoryMb();
    const lag = await measureLag(installation, database, {
      perSecond: speed['ours']! / 2,
      seconds: sizes.httpSeconds * 3,
      callers: CALLERS,
      source: (caller) => new AllocationSource(share(venues, caller), tokens),
    });
    return {
      ratios: { http_command_vs_bare_fastify_insert: speed['ours']! / speed['bare fastify']! },
      absolute: {
        http_commands_per_s: speed['ours']!,
        http_commands_per_s_bare_fastify: speed['bare fastify']!,
        http_command_p99_ms: median(ours.p99s),
        http_command_p99_ms_bare_fastify: median(limit.p99s),
        ...(peak !== null && { http_api_peak_memory_mb: peak }),
        ...lag,
      },
      samples: { http: samples },
    };
  } finally {
    await Promise.all([installation.stop(), bare.server.stop()]);
  }
};

/** Enough that a venue is paid some five times in all rounds, at up to 4,000 commands a second. */
function venuesPerTown({ httpSeconds, rounds }: Sizes): number {
  return Math.ceil((httpSeconds * (rounds + 1) * 4_000) / 5 / TOWNS);
}

async function startBare(cluster: Cluster): Promise<{ server: ServerProcess; database: Database }> {
  const database = await cluster.createDatabase('http_bare');
  await database.query(
    'create table fact (id uuid primary key, recorded_at timestamptz not null default now(), data jsonb not null)',
  );
  const server = await startServer(new URL('bare-fastify.ts', import.meta.url), {
    DATABASE_URL: database.ownerUrl,
  });
  return { server, database };
}

function clerks(
  installation: Installation,
  county: PlannedVenue['town'],
  venues: readonly PlannedVenue[],
): Map<string, RenewedToken> {
  const towns = new Map(venues.map(({ town }) => [town.code, town]));
  return new Map([...towns].map(([code, town]) => [code, installation.token(county, town)]));
}

/** What of the venues is this caller's: no two callers write to one project. */
function share(venues: readonly PlannedVenue[], caller: number): PlannedVenue[] {
  return venues.filter((_, i) => i % CALLERS === caller);
}

/** 64 callers of one server. */
class Load {
  readonly p99s: number[] = [];
  private readonly sources: readonly AllocationSource[];
  private sent = 0;

  constructor(
    private readonly name: string,
    private readonly url: string,
    venues: readonly PlannedVenue[],
    tokens: ReadonlyMap<string, RenewedToken>,
  ) {
    this.sources = Array.from(
      { length: CALLERS },
      (_, caller) => new AllocationSource(share(venues, caller), tokens),
    );
  }

  contestant(seconds: number, check: (sent: number) => Promise<void>): Contestant {
    return { name: this.name, run: () => this.run(seconds), check: () => check(this.sent) };
  }

  private async run(seconds: number): Promise<number> {
    const pool = new Pool(this.url, { connections: CALLERS });
    const latencies: number[] = [];
    const began = performance.now();
    const end = began + seconds * 1000;
    await Promise.all(
      this.sources.map(async (source) => {
        while (performance.now() < end) {
          const request = await source.next();
          const asked = performance.now();
          await send(pool, request);
          latencies.push(performance.now() - asked);
        }
      }),
    );
    const elapsed = (performance.now() - began) / 1000;
    await pool.close();
    this.sent += latencies.length;
    this.p99s.push(quantile(latencies, 0.99));
    return latencies.length / elapsed;
  }
}

async function checkOurs({ query }: Database, events: number): Promise<void> {
  const [found] = await query(
    `select count(*) as events, (select count(*) from (select from zhendi.event group by tenant_id
       having min(position) <> 1 or max(position) <> count(*)) t) as "tenants with gaps" from zhendi.event`,
  );
  expectEqual('ours over HTTP', found!, { events, 'tenants with gaps': 0 });
}

async function checkBare({ query }: Database, rows: number): Promise<void> {
  const [found] = await query('select count(*) as rows from fact');
  expectEqual('bare fastify', found!, { rows });
}
