import { describe, expect, it } from '@jest/globals';
import {
  evolveClosedPeriods,
  isInPeriod,
  isOver,
  isWithin,
  period,
  requireOpenPeriod,
  type Closings,
} from './periods.ts';
import { Refusal } from './refusal.ts';

describe('a period', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-H1', '2024-01-01', '2024-06-30'],
    ['2024-H2', '2024-07-01', '2024-12-31'],
    ['2024-Q1', '2024-01-01', '2024-03-31'],
    ['2024-Q2', '2024-04-01', '2024-06-30'],
    ['2024-Q3', '2024-07-01', '2024-09-30'],
    ['2024-Q4', '2024-10-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024-12', '2024-12-01', '2024-12-31'],
  ])('%s has its days from %s to %s, and no other', (name, first, last) => {
    const day = (of: string, by: number) =>
      new Date(Date.parse(of) + by * 86_400_000).toISOString().slice(0, 10);
    expect([isInPeriod(first, name), isInPeriod(last, name)]).toEqual([true, true]);
    expect([isInPeriod(day(first, -1), name), isInPeriod(day(last, 1), name)]).toEqual([false, false]);
    expect([isOver(name, last), isOver(name, day(last, 1))]).toEqual([false, true]);
  });

  it('lies in those that hold all of it', () => {
    const within = (name: string) =>
      ['2024', '2024-H1', '2024-Q2', '2024-05', '2023'].filter((other) => isWithin(name, other));
    expect(within('2024-05')).toEqual(['2024', '2024-H1', '2024-Q2', '2024-05']);
    expect(within('2024-Q2')).toEqual(['2024', '2024-H1', '2024-Q2']);
    expect(within('2024-07')).toEqual(['2024']);
    expect(within('2024')).toEqual(['2024']);
    expect(within('2025-05')).toEqual([]);
  });

  it.each(['1950', '2099', '2024-H2', '2024-Q4', '2024-01', '2024-12'])('may be %s', (name) => {
    expect(period.safeParse(name).success).toBe(true);
  });

  it.each([
    '1949',
    '2100',
    '2024-H0',
    '2024-Q5',
    '2024-00',
    '2024-13',
    '2024-1',
    '24',
    '2024-01-01',
    'x2024',
  ])('may not be %s', (name) => {
    expect(period.safeParse(name).success).toBe(false);
  });
});

describe('closed periods', () => {
  it('are closed once however often they are closed, and open when they are reopened', () => {
    const closed = (['2023', '2024-Q1', '2023'] as const).reduce<readonly string[]>(
      (so, name) => evolveClosedPeriods(so, { period: name, change: 'closed' }),
      [],
    );
    expect([...closed].sort()).toEqual(['2023', '2024-Q1']);
    expect(evolveClosedPeriods(closed, { period: '2023', change: 'reopened' })).toEqual(['2024-Q1']);
  });
});

describe('a fact', () => {
  const TOWN = '990101100';
  const none: Closings = { town: [], county: [], exceptions: [] };
  const recording = (
    occurredOn: string,
    closings: Partial<Closings>,
    { belowTown = false, today = '2024-06-15' } = {},
  ): string => {
    try {
      requireOpenPeriod(occurredOn, { ...none, ...closings }, { townCode: TOWN, today, belowTown });
      return 'taken';
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };

  it('is refused in a period that the county closed, on its first and last day, and taken beside it', () => {
    const county = ['2024-Q1'];
    expect(recording('2023-12-31', { county })).toBe('taken');
    expect(recording('2024-01-01', { county })).toBe('period.closed-by-county');
    expect(recording('2024-03-31', { county })).toBe('period.closed-by-county');
    expect(recording('2024-04-01', { county })).toBe('taken');
  });

  it('is refused to villages in a period that the town closed, and taken from the town', () => {
    const town = ['2024-Q1'];
    expect(recording('2024-03-31', { town }, { belowTown: true })).toBe('period.closed-by-town');
    expect(recording('2024-04-01', { town }, { belowTown: true })).toBe('taken');
    expect(recording('2024-03-31', { town })).toBe('taken');
  });

  it('is taken by an exception on its last day and not on the next, in its period and not beside it', () => {
    const closings = {
      county: ['2024-Q1'],
      exceptions: [{ townCode: TOWN, period: '2024-02', until: '2024-06-15' }],
    };
    expect(recording('2024-02-29', closings, { today: '2024-06-15' })).toBe('taken');
    expect(recording('2024-02-29', closings, { today: '2024-06-16' })).toBe('period.closed-by-county');
    expect(recording('2024-03-01', closings)).toBe('period.closed-by-county');
    expect(recording('2024-01-31', closings)).toBe('period.closed-by-county');
  });

  it('is not taken by another town’s exception', () => {
    const exceptions = [{ townCode: '990101101', period: '2024', until: '2024-12-31' }];
    expect(recording('2024-02-29', { county: ['2024'], exceptions })).toBe('period.closed-by-county');
  });

  it('of a village stays refused by the town, whatever the county excepts', () => {
    const exceptions = [{ townCode: TOWN, period: '2024', until: '2024-12-31' }];
    const closings = { county: ['2024'], town: ['2024-Q1'], exceptions };
    expect(recording('2024-02-29', closings, { belowTown: true })).toBe('period.closed-by-town');
    expect(recording('2024-02-29', closings)).toBe('taken');
  });
});
