import { describe, expect, it } from '@jest/globals';
import { progressByYear } from './overview.view.ts';

const month = (month: string, due: number, completed: number) => ({ month, due, completed });

describe('progress by year', () => {
  it('is empty where nothing is due or complete', () => {
    expect(progressByYear([])).toEqual([]);
    expect(progressByYear([month('2022-03', 0, 0), month('2022-04', 0, 0)])).toEqual([]);
  });

  it('adds the months of a year up, and the years upon each other', () => {
    const months = [
      month('2021-06', 50, 10),
      month('2021-12', 33, 40),
      month('2022-12', 77, 60),
      month('2023-01', 0, 30),
      month('2023-12', 74, 94),
    ];
    expect(progressByYear(months)).toEqual([
      { year: 2021, planned: 83, completed: 50, plannedCumulative: 83, completedCumulative: 50 },
      { year: 2022, planned: 77, completed: 60, plannedCumulative: 160, completedCumulative: 110 },
      { year: 2023, planned: 74, completed: 124, plannedCumulative: 234, completedCumulative: 234 },
    ]);
  });

  it('leaves a year out in which only other things happened', () => {
    expect(progressByYear([month('2021-12', 1, 0), month('2022-05', 0, 0), month('2023-12', 1, 2)])).toEqual([
      { year: 2021, planned: 1, completed: 0, plannedCumulative: 1, completedCumulative: 0 },
      { year: 2023, planned: 1, completed: 2, plannedCumulative: 2, completedCumulative: 2 },
    ]);
  });

  it('keeps a year that has completions of earlier plans only', () => {
    expect(progressByYear([month('2021-12', 2, 1), month('2022-02', 0, 1)])).toEqual([
      { year: 2021, planned: 2, completed: 1, plannedCumulative: 2, completedCumulative: 1 },
      { year: 2022, planned: 0, completed: 1, plannedCumulative: 2, completedCumulative: 2 },
    ]);
  });

  it('is in the order of the years whatever the order of the months', () => {
    const years = progressByYear([month('2023-01', 1, 0), month('2021-01', 1, 0), month('2022-01', 1, 0)]);
    expect(years.map(({ year, plannedCumulative }) => [year, plannedCumulative])).toEqual([
      [2021, 1],
      [2022, 2],
      [2023, 3],
    ]);
  });
});
