import { describe, expect, it } from '@jest/globals';
import { isPastDay } from './days.ts';

describe('a day to look back to', () => {
  it.each(['1949-10-01', '2024-02-29', '2026-03-30', '2026-03-31'])('may be %s', (day) => {
    expect(isPastDay(day, '2026-03-31')).toBe(true);
  });

  it.each([
    '',
    'hello',
    '2026-04-01',
    '1949-09-30',
    '2023-02-29',
    '2026-3-1',
    '2026-03-31T00:00:00Z',
    '202603',
  ])('is not "%s"', (text) => {
    expect(isPastDay(text, '2026-03-31')).toBe(false);
  });
});
