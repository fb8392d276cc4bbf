import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitFen } from './split.ts';

describe('an amount split by weights', () => {
  it('is 11.00, 7.70 and 3.30 of 22.00 万元 by halves, the second one 7 to 3', () => {
    const [central = 0, rest = 0] = splitFen(22_000_000, [1, 1]);
    expect([central, ...splitFen(rest, [7, 3])]).toEqual([11_000_000, 7_700_000, 3_300_000]);
  });

  it('gives the odd fen to the first of equals', () => {
    expect(splitFen(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitFen(2, [1, 1, 1])).toEqual([1, 1, 0]);
  });

  it('gives it to the largest remainder', () => {
    // 10 × 2/7 = 2.857…, 10 × 5/7 = 7.142…
    expect(splitFen(10, [2, 5])).toEqual([3, 7]);
  });

  it('gives nothing to no weight', () => {
    expect(splitFen(7, [0, 3])).toEqual([0, 7]);
    expect(splitFen(0, [1, 2])).toEqual([0, 0]);
  });

  it('loses nothing, and gives nobody a fen more or less than the exact share', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), weights, (amount, list) => {
        const shares = splitFen(amount, list);
        expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(amount));
        const total = BigInt(list.reduce((sum, weight) => sum + weight, 0));
        shares.forEach((share, i) => {
          const off = BigInt(share) * total - BigInt(amount) * BigInt(list[i]!);
          expect(off > -total && off < total).toBe(true);
        });
      }),
    );
  });
});
