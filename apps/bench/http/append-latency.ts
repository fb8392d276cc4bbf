import type { Installation } from './installation.ts';

/** A bucket of the API's histogram of append durations: so many took up to so long. */
interface Bucket {
  readonly seconds: number;
  readonly count: number;
}

type Scraped = Pick<Installation, 'url' | 'metricsToken'>;

/** Remembers what the API has measured of its appends so far. */
export async function appendQuantileMs(
  installation: Scraped,
): Promise<{ since(part: number): Promise<number> }> {
  const before = await readBuckets(installation);
  return {
    /** The quantile of the appends since then, in milliseconds. */
    since: async (part) => {
      const now = await readBuckets(installation);
      return quantileOf(
        now.map(({ seconds, count }, i) => ({ seconds, count: count - (before[i]?.count ?? 0) })),
        part,
      );
    },
  };
}

/**
 * A quantile of a cumulative histogram, interpolated within its bucket as Prometheus does, in milliseconds.
 *
 * @param buckets by rising bounds; the last is without bound.
 */
export function quantileOf(buckets: readonly Bucket[], part: number): number {
  const rank = part * buckets.at(-1)!.count;
  const i = buckets.findIndex(({ count }) => count >= rank);
  const [lower, upper] = [buckets[i - 1] ?? { seconds: 0, count: 0 }, buckets[i]!];
  if (upper.seconds === Infinity) return lower.seconds * 1000;
  const within = (rank - lower.count) / (upper.count - lower.count);
  return (lower.seconds + (upper.seconds - lower.seconds) * within) * 1000;
}

async function readBuckets({ url, metricsToken }: Scraped): Promise<Bucket[]> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  return [...text.matchAll(/^zhendi_append_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm)].map(
    ([, bound, count]) => ({ seconds: bound === '+Inf' ? Infinity : Number(bound), count: Number(count) }),
  );
}
