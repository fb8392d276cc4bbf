/**
 * The value below which this part of the samples lies (nearest rank: always one of the samples).
 *
 * @param part above 0, up to 1: 0.5 is the median, 0.99 the 99th percentile.
 * @throws RangeError without samples.
 */
export function quantile(samples: readonly number[], part: number): number {
  if (samples.length === 0) throw new RangeError('no samples');
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1]!;
}

/**
 * How many times the one is the other: the median of the ratios round by round, so that what slows a round down slows both.
 *
 * @throws RangeError without samples.
 */
export function pairedRatio(samples: readonly number[], others: readonly number[]): number {
  return median(samples.map((sample, round) => sample / others[round]!));
}

/** The middle sample; of an even number of them the lower of the two in the middle. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}
