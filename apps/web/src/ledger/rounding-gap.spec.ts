import { describe, expect, it } from '@jest/globals';
import { roundedMissTotal } from './rounding-gap.ts';

describe('amounts that are shown with two decimals', () => {
  it('may miss their sum: 31.01 + 25.00 + 3.50 is not 59.50', () => {
    expect(roundedMissTotal([31_005_000, 25_000_000, 3_495_000])).toBe(true);
  });

  it('mostly add up', () => {
    expect(roundedMissTotal([30_000_000, 20_000_000, 2_500_000])).toBe(false);
    expect(roundedMissTotal([31_005_000, 25_000_000, 3_494_000])).toBe(false);
    expect(roundedMissTotal([])).toBe(false);
  });
});
