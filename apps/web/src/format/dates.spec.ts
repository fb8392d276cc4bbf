import { describe, expect, it } from '@jest/globals';
import { businessDate, formatMoment, formatTime } from './dates.ts';

describe('dates', () => {
  it('are those of China: an evening in London is already tomorrow', () => {
    expect(businessDate(new Date('2024-03-08T20:00:00Z'))).toBe('2024-03-09');
  });

  it('show a moment of recording in China’s time', () => {
    expect(formatMoment('2024-03-09T00:05:09.123Z')).toBe('2024-03-09 08:05');
  });

  it('show the time of the next try to the second', () => {
    expect(formatTime(new Date('2024-03-09T00:05:09.900Z'))).toBe('08:05:09');
  });
});
