import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '../shared/refusal.ts';
import { reportDays, type AskedPeriod } from './report-period.ts';

const days = (asked: AskedPeriod) => reportDays(asked, { today: '2024-06-15', prefix: '?' });
const refusal = (asked: AskedPeriod) => {
  try {
    return days(asked);
  } catch (error) {
    const { code, pointer } = error as Refusal;
    return [code, pointer];
  }
};

describe('the days of a report', () => {
  it('are three years up to today, unless it is said otherwise', () => {
    expect(days({})).toEqual({ from: '2021-06-16', to: '2024-06-15' });
    expect(days({ asOf: '2023-12-31' })).toEqual({ from: '2021-01-01', to: '2023-12-31' });
    expect(days({ to: '2024-02-29' })).toEqual({ from: '2021-03-01', to: '2024-02-29' });
    expect(days({ from: '2020-01-01', to: '2022-12-31' })).toEqual({ from: '2020-01-01', to: '2022-12-31' });
  });

  it('may be a single day, and no less', () => {
    expect(days({ from: '2024-01-01', to: '2024-01-01' })).toEqual({ from: '2024-01-01', to: '2024-01-01' });
    expect(refusal({ from: '2024-01-02', to: '2024-01-01' })).toEqual(['period.reversed', '?from']);
  });

  it('end by the day that they are seen from', () => {
    expect(refusal({ to: '2024-06-16' })).toEqual(['period.not-over', '?to']);
    expect(refusal({ to: '2024-01-01', asOf: '2023-12-31' })).toEqual(['period.not-over', '?to']);
    expect(days({ to: '2023-12-31', asOf: '2024-01-01' }).to).toBe('2023-12-31');
  });
});
