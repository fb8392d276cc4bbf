import { describe, expect, it } from '@jest/globals';
import { quantileOf } from './append-latency.ts';

describe('a quantile of a histogram', () => {
  const buckets = [
    { seconds: 0.001, count: 50 },
    { seconds: 0.005, count: 90 },
    { seconds: 0.01, count: 100 },
    { seconds: Infinity, count: 100 },
  ];

  it('lies in its bucket as far as the rank lies among the counts', () => {
    // Rank 70 is half of the way from 50 to 90, so half of the way from 1 to 5 ms.
    expect(quantileOf(buckets, 0.7)).toBeCloseTo(3);
    expect(quantileOf(buckets, 0.25)).toBeCloseTo(0.5);
  });

  it('is the last bound where the bucket has none', () => {
    expect(
      quantileOf(
        [
          { seconds: 0.01, count: 1 },
          { seconds: Infinity, count: 2 },
        ],
        0.99,
      ),
    ).toBeCloseTo(10);
  });
});
