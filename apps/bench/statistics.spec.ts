import { describe, expect, it } from '@jest/globals';
import { median, quantile } from './statistics.ts';

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
