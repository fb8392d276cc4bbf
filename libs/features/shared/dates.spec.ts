import { describe, expect, it } from '@jest/globals';
import { monthsAfter } from './dates.ts';

describe('months after a day', () => {
  it.each([
    ['2024-05-28', 12, '2025-05-28'],
    ['2024-11-15', 2, '2025-01-15'],
    ['2024-05-28', 0, '2024-05-28'],
    ['2024-12-31', 120, '2034-12-31'],
  ])('%s and %i months is %s', (date, months, then) => {
    expect(monthsAfter(date, months)).toBe(then);
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-08-31', 3, '2024-11-30'],
  ])('end with the month that has no such day: %s and %i months is %s', (date, months, then) => {
    expect(monthsAfter(date, months)).toBe(then);
  });
});
