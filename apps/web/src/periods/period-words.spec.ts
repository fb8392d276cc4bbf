import { describe, expect, it } from '@jest/globals';
import { periodsOver, periodsWithin } from './period-words.ts';

describe('the periods that can be closed', () => {
  it('are over: the latest first, the longer before the shorter', () => {
    expect(periodsOver('2024-07-01').slice(0, 8)).toEqual([
      '2024-H1',
      '2024-Q2',
      '2024-06',
      '2024-05',
      '2024-04',
      '2024-Q1',
      '2024-03',
      '2024-02',
    ]);
  });

  it('are not those that the day lies in', () => {
    expect(periodsOver('2024-06-30')[0]).toBe('2024-05');
    expect(periodsOver('2024-01-15').slice(0, 4)).toEqual(['2023', '2023-H2', '2023-Q4', '2023-12']);
  });
});

describe('the periods that lie in another', () => {
  it('are itself and its parts', () => {
    expect(periodsWithin('2024-Q2')).toEqual(['2024-Q2', '2024-04', '2024-05', '2024-06']);
    expect(periodsWithin('2024-H2')).toEqual([
      ...['2024-H2', '2024-Q3', '2024-Q4'],
      ...['2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12'],
    ]);
    expect(periodsWithin('2024-05')).toEqual(['2024-05']);
    expect(periodsWithin('2024')).toHaveLength(19);
  });
});
