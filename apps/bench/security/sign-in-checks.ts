import type { Cluster } from '../cluster.ts';
import { checkOurs, clerks } from '../http/http.part.ts';
import { principal, startInstallation } from '../http/installation.ts';
import { Load } from '../http/load.ts';
import { inTurn, plannedVenues, type PlannedVenue } from '../http/towns.ts';
import type { Findings } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import type { Sizes } from '../sizes.ts';
import { pairedRatio } from '../statistics.ts';

const TOWNS = 40;
const UNCHECKED_API = new URL('unchecked-api.mjs', import.meta.url);
const CHECKED = 'ours';
const UNCHECKED = 'without sign-in checks';
// A command takes a new process 1,000 µs of a core, and 300 from some 8,000 commands on.
const WARM_UP_COMMANDS = 10_000;

/** Commands to the API as it is, and to one whose guard lets everybody in; on one database, in turns. */
export async function signInChecks(cluster: Cluster, sizes: Sizes): Promise<Findings> {
  const { signInTurns, signInSeconds } = sizes;
  const database = await cluster.createStore('security_checks');
  const { county, venues, events } = await plannedVenues(database, TOWNS, 2 * venuesPerTown(sizes));
  await database.query('vacuum analyze');
  const checked = await startInstallation(database);
  const unchecked = await startInstallation(database, {
    api: UNCHECKED_API,
    environment: { ZHENDI_BENCH_CLERKS: JSON.stringify(clerksOf(county, venues)) },
  });
  try {
    const tokens = clerks(checked, county, venues);
    const loads = [
      new Load(CHECKED, checked.url, ownVenues(venues, 0), tokens),
      new Load(UNCHECKED, unchecked.url, ownVenues(venues, 1), tokens),
    ];
    await Promise.all(loads.map((load) => load.warmUp(WARM_UP_COMMANDS)));
    const check = () => checkOurs(database, events + loads.reduce((sum, { sent }) => sum + sent, 0));
    const samples = await alternate(
      cluster,
      'commands/s',
      signInTurns,
      loads.map((load) => load.contestant(signInSeconds, check)),
    );
    const speed = medians(samples);
    return {
      ratios: { command_with_sign_in_checks_vs_without: pairedRatio(samples[CHECKED]!, samples[UNCHECKED]!) },
      absolute: {
        commands_per_s_with_sign_in_checks: speed[CHECKED]!,
        commands_per_s_without_sign_in_checks: speed[UNCHECKED]!,
      },
      samples: { signInChecks: samples },
    };
  } finally {
    await Promise.all([checked.stop(), unchecked.stop()]);
  }
}

/** Enough for one contestant that a venue is paid some five times in all, at up to 6,000 commands a second. */
function venuesPerTown({ signInTurns, signInSeconds }: Sizes): number {
  return Math.ceil((WARM_UP_COMMANDS + signInSeconds * (signInTurns + 1) * 6_000) / 5 / TOWNS);
}

/**
 * Every second venue, one of each town after the other. Each contestant pays venues of its own: when they were shared, who
 * was ahead found them unpaid, so the other read more for each command and stayed behind; of two equal processes the one
 * was 0.85 as fast as the other.
 */
function ownVenues(venues: readonly PlannedVenue[], first: 0 | 1): PlannedVenue[] {
  return inTurn(
    venues.filter((_, i) => i % 2 === first),
    TOWNS,
  );
}

function clerksOf(county: PlannedVenue['town'], venues: readonly PlannedVenue[]) {
  const towns = new Map(venues.map(({ town }) => [town.code, town]));
  return [...towns].map(([code, town]) => [code, principal(county, town)] as const);
}
