import type { Cluster } from '../cluster.ts';
import { checkOurs, clerks } from '../http/http.part.ts';
import { principal, startInstallation } from '../http/installation.ts';
import { Load } from '../http/load.ts';
import { plannedVenues, type PlannedVenue } from '../http/towns.ts';
import type { Findings } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import type { Sizes } from '../sizes.ts';
import { pairedRatio } from '../statistics.ts';

const TOWNS = 40;
const UNCHECKED_API = new URL('unchecked-api.mjs', import.meta.url);
const CHECKED = 'ours';
const UNCHECKED = 'without sign-in checks';

/** Commands to the API as it is, and to one whose guard lets everybody in; on one database, in turns. */
export async function signInChecks(cluster: Cluster, sizes: Sizes): Promise<Findings> {
  const { securityTurns, securitySeconds } = sizes;
  const database = await cluster.createStore('security_checks');
  const { county, venues, events } = await plannedVenues(database, TOWNS, venuesPerTown(sizes));
  await database.query('vacuum analyze');
  const checked = await startInstallation(database);
  const unchecked = await startInstallation(database, {
    api: UNCHECKED_API,
    environment: { ZHENDI_BENCH_CLERKS: JSON.stringify(clerksOf(county, venues)) },
  });
  try {
    const tokens = clerks(checked, county, venues);
    const sent = new Map<string, number>();
    const contestant = (name: string, url: string) =>
      new Load(name, url, venues, tokens).contestant(securitySeconds, (count) => {
        sent.set(name, count);
        return checkOurs(database, events + [...sent.values()].reduce((a, b) => a + b, 0));
      });
    const samples = await alternate(cluster, 'commands/s', securityTurns, [
      contestant(CHECKED, checked.url),
      contestant(UNCHECKED, unchecked.url),
    ]);
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

/** Enough that a venue is paid some five times in all turns of both, at up to 4,000 commands a second. */
function venuesPerTown({ securityTurns, securitySeconds }: Sizes): number {
  return Math.ceil((securitySeconds * (securityTurns + 1) * 4_000) / 5 / TOWNS);
}

/** The principal of each town's clerk, by the town's code. */
function clerksOf(county: PlannedVenue['town'], venues: readonly PlannedVenue[]) {
  const towns = new Map(venues.map(({ town }) => [town.code, town]));
  return [...towns].map(([code, town]) => [code, principal(county, town)] as const);
}
