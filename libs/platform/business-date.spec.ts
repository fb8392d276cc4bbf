import { describe, expect, it } from '@jest/globals';
import { businessDate } from './business-date.ts';

describe('the business date', () => {
  it.each([
    // Shanghai is eight hours ahead of UTC, without summer time.
    ['2022-12-31T15:59:59.999Z', '2022-12-31'],
    ['2022-12-31T16:00:00.000Z', '2023-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2022-07-01T15:59:59.000Z', '2022-07-01'],
    ['2022-07-01T16:00:00.000Z', '2022-07-02'],
  ])('at %s is %s in Shanghai', (instant, date) => {
    expect(businessDate(new Date(instant))).toBe(date);
  });

  it('is the same whatever was asked for before', () => {
    const days = [
      '2022-12-31T15:00:00Z',
      '2022-12-31T15:59:59Z',
      '2022-12-31T16:00:00Z',
      '2022-12-31T15:30:00Z',
    ];
    expect(days.map((instant) => businessDate(new Date(instant)))).toEqual([
      '2022-12-31',
      '2022-12-31',
      '2023-01-01',
      '2022-12-31',
    ]);
  });

  it('of no instant is refused', () => {
    expect(() => businessDate(new Date('nonsense'))).toThrow(RangeError);
  });
});
