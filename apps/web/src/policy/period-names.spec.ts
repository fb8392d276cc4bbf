import { describe, expect, it } from '@jest/globals';
import { periodsOver, periodsWithin } from './period-names.ts';

describe('the periods of a year', () => {
  it('are over when all their days have passed', () => {
    expect(periodsOver(2024, '2024-04-01')).toEqual(['2024-Q1', '2024-01', '2024-02', '2024-03']);
    expect(periodsOver(2024, '2024-03-31')).toEqual(['2024-01', '2024-02']);
    expect(periodsOver(2024, '2025-01-01')).toHaveLength(19);
    expect(periodsOver(2024, '2023-12-31')).toEqual([]);
  });

  it('lie in each other', () => {
    expect(periodsWithin('2024-Q2')).toEqual(['2024-Q2', '2024-04', '2024-05', '2024-06']);
    expect(periodsWithin('2024-H2')).toEqual([
      ...['2024-H2', '2024-Q3', '2024-Q4'],
      ...['2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12'],
    ]);
    expect(periodsWithin('2024-05')).toEqual(['2024-05']);
    expect(periodsWithin('2024')).toHaveLength(19);
  });
});
