import { describe, expect, it } from '@jest/globals';
import { completedSoFar } from './progress.ts';

describe('the curve of completed venues', () => {
  it('ends in the year of the data, while the plan goes on', () => {
    const years = [
      { year: 2024, planned: 3, completed: 2, plannedCumulative: 3, completedCumulative: 2 },
      { year: 2025, planned: 4, completed: 3, plannedCumulative: 7, completedCumulative: 5 },
      { year: 2026, planned: 2, completed: 0, plannedCumulative: 9, completedCumulative: 5 },
    ];
    expect(completedSoFar(years, '2025-08-31')).toEqual([2, 5, null]);
  });
});
