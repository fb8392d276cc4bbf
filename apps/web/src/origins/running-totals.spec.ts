import { describe, expect, it } from '@jest/globals';
import { runningTotals } from './running-totals.ts';

describe('the totals beside the changes of a figure', () => {
  it('lead from the latest change down to the first', () => {
    expect(runningTotals(2, [-1, 2, 1])).toEqual([
      { before: 3, after: 2 },
      { before: 1, after: 3 },
      { before: 0, after: 1 },
    ]);
  });

  it('end where the page does', () => {
    expect(runningTotals(64_500_000, [10_000_000])).toEqual([{ before: 54_500_000, after: 64_500_000 }]);
    expect(runningTotals(0, [])).toEqual([]);
  });
});
