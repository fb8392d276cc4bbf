import { describe, expect, it } from '@jest/globals';
import { exampleCommands, exampleCountyCommands } from '../../testing/example-commands.ts';
import { given } from '../../testing/given.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { reportingStream } from '../shared/streams.ts';
import { closeCountyPeriod, closeTownPeriod, grantPeriodException } from './reporting.decider.ts';
import { periodClosed, periodExceptionGranted } from './reporting.events.ts';

const changed = (
  level: 'county' | 'town',
  period = '2023',
  change: 'closed' | 'reopened' = 'closed',
): DecidedEvent =>
  happened(periodClosed, reportingStream(), '2024-01-05', {
    level,
    period,
    change,
    reason: '年度报表已上报',
  });

describe.each([
  ['town', closeTownPeriod, exampleCommands['close-town-period']],
  ['county', closeCountyPeriod, { ...exampleCommands['close-town-period'] }],
] as const)('closing a period of a %s', (level, command, example) => {
  const closing = (change: object = {}, ...past: DecidedEvent[]) =>
    given(...past).when(command, { ...example, ...change });

  it('records its level', () => {
    expect(closing()).toEqual({ events: [changed(level)] });
  });

  it('happens once, until it is reopened', () => {
    expect(closing({}, changed(level))).toEqual({ refused: 'period.already-closed', at: '/period' });
    expect(closing({}, changed(level), changed(level, '2023', 'reopened'))).toHaveProperty('events');
    expect(closing({ period: '2023-Q4' }, changed(level))).toHaveProperty('events');
  });

  it('is taken back once, and only where it was closed', () => {
    const reopening = { change: 'reopened' };
    const open = { refused: 'period.not-closed', at: '/period' };
    expect(closing(reopening)).toEqual(open);
    expect(closing(reopening, changed(level))).toEqual({ events: [changed(level, '2023', 'reopened')] });
    expect(closing(reopening, changed(level), changed(level, '2023', 'reopened'))).toEqual(open);
    expect(closing({ ...reopening, period: '2023-12' }, changed(level))).toEqual(open);
  });

  it.each([
    ['2024', '2024-12-31', '2025-01-01'],
    ['2024-H1', '2024-06-30', '2024-07-01'],
    ['2024-Q1', '2024-03-31', '2024-04-01'],
    ['2024-02', '2024-02-29', '2024-03-01'],
  ])('is possible when %s is over: not on %s, but on %s', (period, last, next) => {
    const on = (occurredOn: string) =>
      given().when(command, { ...example, period, occurredOn }, { today: '2025-06-15' });
    expect(on(last)).toEqual({ refused: 'period.not-over', at: '/period' });
    expect(on(next)).toHaveProperty('events');
  });

  it('is not dated tomorrow', () => {
    expect(closing({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it.each(['2023-13', '2023-Q5', '2023-H3', '23', '2023-1', '2023-12-31', ''])(
    'refuses %j as a period',
    (period) => {
      expect(closing({ period })).toEqual({ invalid: ['/period'] });
    },
  );
});

describe('an exception from a closed period', () => {
  const { occurredOn, ...exception } = exampleCountyCommands['grant-period-exception'];
  const granting = (change: object = {}, ...past: DecidedEvent[]) =>
    given(...past).when(
      grantPeriodException,
      { occurredOn, ...exception, ...change },
      { tenantCode: '990101' },
    );
  const closed = changed('county');

  it('is granted for a period that is closed, or a part of one', () => {
    const fact = happened(periodExceptionGranted, reportingStream(), occurredOn, exception);
    expect(granting({}, closed)).toEqual({ events: [fact] });
    expect(granting({ period: '2023' }, closed)).toHaveProperty('events');
    const open = { refused: 'period.not-closed', at: '/period' };
    expect(granting()).toEqual(open);
    expect(granting({ period: '2024-01' }, closed)).toEqual(open);
    expect(granting({ period: '2023' }, changed('county', '2023-Q4'))).toEqual(open);
    expect(granting({}, closed, changed('county', '2023', 'reopened'))).toEqual(open);
  });

  it('may end on the day on which it is granted and not before', () => {
    expect(granting({ until: occurredOn }, closed)).toHaveProperty('events');
    expect(granting({ until: '2024-01-11' }, closed)).toEqual({
      refused: 'period.exception-over',
      at: '/until',
    });
  });

  it('is for a town of the county, and not dated tomorrow', () => {
    expect(granting({ townCode: '990102100' }, closed)).toEqual({
      refused: 'town.of-other-county',
      at: '/townCode',
    });
    expect(granting({ occurredOn: '2024-06-16' }, closed)).toHaveProperty('refused', 'date.in-future');
  });
});
