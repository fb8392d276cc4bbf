import type { Cluster, Database } from '../cluster.ts';
import { startInstallation } from '../http/installation.ts';
import type { Part } from '../part.ts';
import { alternate, medians } from '../rounds.ts';
import { median, quantile } from '../statistics.ts';
import { AskedOverview } from './asked-overview.ts';
import { demoStore, enlarge } from './counties.ts';

/** A county's overview over HTTP, out of a small store and out of one ten times as large, turn by turn. */
export const overviewPart: Part = async (cluster, { rounds, overviewEvents, overviewRequests }) => {
  const [small, large] = await fill(cluster, overviewEvents);
  const [few, many] = await Promise.all([startInstallation(small), startInstallation(large)]);
  try {
    const asked = [
      await AskedOverview.of(`${overviewEvents[0]} events`, few, small),
      await AskedOverview.of(`${overviewEvents[1]} events`, many, large),
    ] as const;
    if (asked[0].answer !== asked[1].answer) throw new Error('the two stores give different overviews');
    const samples = await alternate(
      cluster,
      'overview, p99 in ms',
      rounds,
      asked.map((each) => each.contestant(overviewRequests, (latencies) => quantile(latencies, 0.99))),
    );
    await Promise.all(asked.map((each) => each.close()));
    const [p99Small, p99Large] = asked.map(({ name }) => medians(samples)[name]!) as [number, number];
    return {
      ratios: { overview_p99_1m_vs_10m: p99Small / p99Large },
      absolute: {
        overview_p99_ms_small_store: p99Small,
        overview_p99_ms_large_store: p99Large,
        overview_p50_ms_small_store: median(asked[0].p50s),
        overview_p50_ms_large_store: median(asked[1].p50s),
        overview_events_small_store: overviewEvents[0],
        overview_events_large_store: overviewEvents[1],
      },
      samples: { overview: samples },
    };
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
};

/** Two stores with the demo county, and as many copies of it as make up the sizes wanted. */
async function fill(
  cluster: Cluster,
  [fewer, more]: readonly [number, number],
): Promise<[Database, Database]> {
  const small = await demoStore(cluster, 'overview_small');
  await enlarge(small, fewer);
  await small.release();
  const large = await cluster.createDatabase('overview_large', 'overview_small');
  await enlarge(large, more);
  return [small, large];
}
