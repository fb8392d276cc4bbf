import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import type { Cluster, Database } from '../cluster.ts';
import { expectEqual } from '../append/store.ts';
import { together, type Part } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import { startServer, type ServerProcess } from '../server-process.ts';
import type { Sizes } from '../sizes.ts';
import { median } from '../statistics.ts';
import { AllocationSource } from './commands.ts';
import { startInstallation, type Installation } from './installation.ts';
import { measureLag } from './lag.ts';
import { CALLERS, Load, share } from './load.ts';
import { inTurn, plannedVenues, type PlannedVenue } from './towns.ts';

const TOWNS = 100;

/** A command over HTTP beside a bare route with one INSERT; then the way from fact to read model under half of that load. */
export const httpPart: Part = async (cluster, sizes) => {
  const database = await cluster.createStore('http_zhendi');
  const { county, venues: planned, events } = await plannedVenues(database, TOWNS, venuesPerTown(sizes));
  const venues = inTurn(planned, TOWNS);
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
    const lag = await measureLag(installation, database, {
      perSecond: speed['ours']! / 2,
      lasts: (dueMs) => dueMs < sizes.httpSeconds * 3_000,
      callers: CALLERS,
      source: (caller) => new AllocationSource(share(venues, caller), tokens),
    });
    const commands = {
      ratios: { http_command_vs_bare_fastify_insert: speed['ours']! / speed['bare fastify']! },
      absolute: {
        http_commands_per_s: speed['ours']!,
        http_commands_per_s_bare_fastify: speed['bare fastify']!,
        http_command_p99_ms: median(ours.p99s),
        http_command_p99_ms_bare_fastify: median(limit.p99s),
      },
      samples: { http: samples },
    };
    return together([commands, lag]);
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

/** The tokens of each town's clerk, by the town's code. */
export function clerks(
  installation: Installation,
  county: PlannedVenue['town'],
  venues: readonly PlannedVenue[],
): Map<string, RenewedToken> {
  const towns = new Map(venues.map(({ town }) => [town.code, town]));
  return new Map([...towns].map(([code, town]) => [code, installation.token(county, town)]));
}

/** All events are there, and the positions of each town without a gap. */
export async function checkOurs({ query }: Database, events: number): Promise<void> {
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
