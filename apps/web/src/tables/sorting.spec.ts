import { describe, expect, it } from '@jest/globals';
import { byNumber, byText } from './sorting.ts';

describe('sorting a table', () => {
  it('puts rows without a rate before the smallest rate', () => {
    const rows = [{ rate: 50 }, { rate: undefined }, { rate: 0 }];
    expect(rows.toSorted(byNumber((row) => row.rate))).toEqual([
      { rate: undefined },
      { rate: 0 },
      { rate: 50 },
    ]);
  });

  it('leaves rows of the same value where they are', () => {
    const same = byNumber<{ rate: number | undefined }>((row) => row.rate);
    expect(same({ rate: undefined }, { rate: undefined })).toBe(0);
  });

  it('puts dates in order, and rows without one first', () => {
    const rows = [{ on: '2025-01-02' }, { on: null }, { on: '2024-12-31' }];
    expect(rows.toSorted(byText((row) => row.on)).map((row) => row.on)).toEqual([
      null,
      '2024-12-31',
      '2025-01-02',
    ]);
  });
});
