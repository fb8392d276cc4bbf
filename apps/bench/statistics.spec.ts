import { describe, expect, it } from '@jest/globals';
import { median, pairedRatio, quantile } from './statistics.ts';

describe('quantiles', () => {
  it('are samples, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(quantile([4, 2, 3, 1], 0.75)).toBe(3);
  });

  it('take the lower of two medians', () => {
    expect(median([1, 2, 3, 4])).toBe(2);
  });

  it('have 1 % of the samples above the 99th percentile', () => {
    const oneTo200 = Array.from({ length: 200 }, (_, i) => i + 1);
    expect(quantile(oneTo200, 0.99)).toBe(198);
    expect(quantile(oneTo200, 1)).toBe(200);
  });

  it('need a sample', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the ratio of two contestants', () => {
  it('is taken round by round, before the median', () => {
    // 2, 1.5 and 4 times: the medians, 8 and 4, would say twice.
    expect(pairedRatio([8, 3, 16], [4, 2, 4])).toBe(2);
    // 1, 3 and 1 times, while the medians are 10 and 5.
    expect(pairedRatio([10, 15, 1], [10, 5, 1])).toBe(1);
  });
});
