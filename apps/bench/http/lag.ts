import type { Database } from '../cluster.ts';
import type { Findings } from '../part.ts';
import { say } from '../rounds.ts';
import { quantile } from '../statistics.ts';
import { appendQuantileMs } from './append-latency.ts';
import type { Installation } from './installation.ts';
import { allProjected, ProjectionWatch } from './projection-watch.ts';
import { sendSteadily, type SteadyLoad } from './steady-load.ts';

/**
 * How long a fact is on its way to the read models, from its acknowledgement until every one of them holds it, under a
 * steady load.
 */
export async function measureLag(
  installation: Installation,
  database: Database,
  load: SteadyLoad,
): Promise<Findings> {
  await installation.startWorker();
  const watch = new ProjectionWatch(database.appUrl);
  try {
    await allProjected(database);
    const before = await appendQuantileMs(installation);
    const sent = await sendSteadily(installation.url, load, watch);
    const append = await before.since(0.99);
    await watch.settled();
    const lag = { p50: quantile(watch.lags, 0.5), p99: quantile(watch.lags, 0.99) };
    say(`lag of ${sent} facts at ${load.perSecond.toFixed(0)}/s: p99 ${lag.p99.toFixed(0)} ms`);
    return {
      ratios: { append_p99_vs_projection_lag_p99: append / lag.p99 },
      absolute: {
        projection_load_per_s: load.perSecond,
        projection_lag_p50_ms: lag.p50,
        projection_lag_p99_ms: lag.p99,
        projection_load_append_p99_ms: append,
      },
      samples: {},
    };
  } finally {
    await watch.close();
  }
}
