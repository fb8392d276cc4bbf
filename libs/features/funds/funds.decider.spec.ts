import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId } from '../shared/streams.ts';
import { allocateFunds } from './funds.decider.ts';

const {
  venuePlanned,
  venueCompleted,
  projectCancelled,
  projectSuspended,
  projectResumed,
  projectSettled,
  fundsAllocated,
} = facts;
const body = exampleCommands['allocate-funds'];

const allocating = (change: object = {}, ...past: DecidedEvent[]) =>
  given(venuePlanned, ...past).when(allocateFunds, { ...body, ...change });

describe('allocating funds', () => {
  it('records them on the project, with the village of the plan', () => {
    expect(allocating()).toEqual({ events: [fundsAllocated] });
  });

  it('gives the allocation an id when the command brings none', () => {
    expect(allocating({ allocationId: undefined })).toEqual({
      events: [{ ...fundsAllocated, data: { ...fundsAllocated.data, allocationId: NEW_ID } }],
    });
  });

  it('needs a project', () => {
    const refusal = { refused: 'project.unknown', at: '/venueId' };
    expect(given().when(allocateFunds, body)).toEqual(refusal);
    expect(allocating({ venueId: namedId('another') })).toEqual(refusal);
  });

  it('gives nothing to a cancelled project', () => {
    expect(allocating({ occurredOn: '2024-03-01' }, projectCancelled)).toEqual({
      refused: 'funds.project-cancelled',
      at: '/venueId',
    });
  });

  it('gives nothing to a cancelled project even on a day before it was cancelled', () => {
    expect(allocating({ occurredOn: '2024-02-29' }, projectCancelled)).toHaveProperty(
      'refused',
      'funds.project-cancelled',
    );
  });

  it('gives nothing to a project that rests, and goes on when it goes on', () => {
    expect(allocating({ occurredOn: '2024-03-01' }, projectSuspended)).toEqual({
      refused: 'project.suspended',
      at: '/venueId',
    });
    expect(allocating({ occurredOn: '2024-03-01' }, projectSuspended, projectResumed)).toHaveProperty(
      'events',
    );
  });

  it('gives nothing to a project that is settled', () => {
    expect(allocating({ occurredOn: '2024-06-14' }, venueCompleted, projectSettled)).toEqual({
      refused: 'project.settled',
      at: '/venueId',
    });
  });

  describe('from a source that the county forbids since 2024-02-01', () => {
    const ban = { source: '财政专项扶贫资金', from: '2024-02-01', reason: '扶办发〔2024〕3号' };
    const standard = { ...defaultStandard, version: 1, from: '2024-01-20', forbiddenSources: [ban] };
    const policy = { ...noPolicy, standards: [standard] };
    const from = (source: string, occurredOn: string) =>
      given(venuePlanned).when(allocateFunds, { ...body, source, occurredOn }, { policy });
    const refusal = { refused: 'funds.source-forbidden', at: '/source' };

    it('takes it the day before, and no more on that day', () => {
      expect(from('财政专项扶贫资金', '2024-01-31')).toHaveProperty('events');
      expect(from('财政专项扶贫资金', '2024-02-01')).toEqual(refusal);
    });

    it('knows it with spaces between and in wide letters too', () => {
      expect(from(' 财政专项 扶贫资金', '2024-03-01')).toEqual(refusal);
    });

    it('takes other sources', () => {
      expect(from('省级财政', '2024-03-01')).toHaveProperty('events');
    });

    it('goes by the standard of the day of the money, not by the one of the plan', () => {
      const since = { ...standard, from: '2024-03-01' };
      const later = { policy: { ...noPolicy, standards: [since] } };
      const money = { ...body, source: ban.source };
      expect(
        given(venuePlanned).when(allocateFunds, { ...money, occurredOn: '2024-02-29' }, later),
      ).toHaveProperty('events');
      expect(given(venuePlanned).when(allocateFunds, { ...money, occurredOn: '2024-03-01' }, later)).toEqual(
        refusal,
      );
    });

    it('says since when it is forbidden, and by which rule', () => {
      const money = { ...body, source: ban.source, occurredOn: '2024-02-01' };
      expect(given(venuePlanned).why(allocateFunds, money, { policy })).toBe(
        '自 2024-02-01 起“财政专项扶贫资金”不得用于阵地建设（依据：扶办发〔2024〕3号），请改用其他来源',
      );
    });
  });

  it('still pays for a venue that is complete', () => {
    expect(allocating({ occurredOn: '2024-06-01' }, venueCompleted)).toHaveProperty('events');
  });

  it('may be on the day of the plan and not before, today and not tomorrow', () => {
    expect(allocating({ occurredOn: '2024-01-10' })).toHaveProperty('events');
    expect(allocating({ occurredOn: '2024-01-09' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(allocating({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(allocating({ occurredOn: '2024-06-16' })).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it('records an allocation once, whatever else is said of it the second time', () => {
    const refusal = { refused: 'funds.already-allocated', at: '/allocationId' };
    expect(allocating({}, fundsAllocated)).toEqual(refusal);
    expect(allocating({ amountFen: 1, tier: 'village' }, fundsAllocated)).toEqual(refusal);
  });

  it('records the same amount of the same source again under another id', () => {
    expect(allocating({ allocationId: namedId('another') }, fundsAllocated)).toHaveProperty('events');
  });

  it.each(['higher', 'town', 'village'])('takes money of the tier %s', (tier) => {
    expect(allocating({ tier })).toEqual({
      events: [{ ...fundsAllocated, data: { ...fundsAllocated.data, tier } }],
    });
  });

  it('may be more than the budget and the funding plan said', () => {
    expect(allocating({ amountFen: 100_000_000_000 })).toHaveProperty('events');
  });

  it('counts the days of labour, and of labour only', () => {
    const refusal = { refused: 'funds.labour-days', at: '/labourDays' };
    expect(allocating({ kind: 'labour', labourDays: 1 })).toHaveProperty('events');
    expect(allocating({ kind: 'labour' })).toEqual(refusal);
    expect(allocating({ kind: 'cash', labourDays: 1 })).toEqual(refusal);
    expect(allocating({ kind: 'in-kind', labourDays: 1 })).toEqual(refusal);
    expect(allocating({ kind: 'in-kind' })).toHaveProperty('events');
  });

  it.each([
    ['/amountFen', { amountFen: 0 }],
    ['/amountFen', { amountFen: -1 }],
    ['/amountFen', { amountFen: 0.5 }],
    ['/amountFen', { amountFen: 100_000_000_001 }],
    ['/amountFen', { amountFen: '30000000' }],
    ['/labourDays', { kind: 'labour', labourDays: 0 }],
    ['/labourDays', { kind: 'labour', labourDays: 1.5 }],
    ['/labourDays', { kind: 'labour', labourDays: 100_001 }],
    ['/tier', { tier: 'county' }],
    ['/kind', { kind: 'credit' }],
    ['/source', { source: '' }],
    ['/source', { source: '财'.repeat(61) }],
    ['/source', { source: '省级\n财政' }],
    ['/documentNo', { documentNo: undefined }],
    ['/documentNo', { documentNo: '号'.repeat(101) }],
    ['/villageId', { villageId: namedId('another') }],
    ['/occurredOn', { occurredOn: '2024-2-1' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(allocating(change)).toEqual({ invalid: [pointer] });
  });
});
