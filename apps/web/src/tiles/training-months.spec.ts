import { describe, expect, it } from '@jest/globals';
import type { MonthFigures } from '../api/types.ts';
import { trainingMonths } from './training-months.ts';

function month(name: string, trainings: number, people: number): MonthFigures {
  return {
    month: name,
    due: 1,
    completed: 0,
    fundsFen: { higher: 0, town: 0, village: 0 },
    trainings,
    people,
  };
}

describe('the months of trainings', () => {
  it('run from the first training to the last, over the turn of the year, with the empty months between', () => {
    const months = [month('2024-02', 1, 30), month('2023-11', 2, 50), month('2025-06', 0, 0)];
    expect(trainingMonths(months).map((row) => [row.month, row.people])).toEqual([
      ['2023-11', 50],
      ['2023-12', 0],
      ['2024-01', 0],
      ['2024-02', 30],
    ]);
  });

  it('are none when no training was held', () => {
    expect(trainingMonths([month('2024-02', 0, 0)])).toEqual([]);
  });
});
