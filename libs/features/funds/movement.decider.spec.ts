import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { disburseFunds, receiveFunds } from './movement.decider.ts';

// Allocated: 300,000.00 yuan on 2024-02-01. Received: 200,000.00 on 2024-02-10. Paid: 50,000.00 on 2024-02-20.
const {
  venuePlanned,
  fundsAllocated,
  fundsReceived,
  fundsDisbursed,
  fundsReversed,
  venueCompleted,
  projectSuspended,
  projectSettled,
  projectCancelled,
} = facts;

const having = (fact: DecidedEvent, data: object): DecidedEvent => ({
  ...fact,
  data: { ...fact.data, ...data },
});
const ANOTHER = namedId('another');
const ALL_RECEIVED = { of: 'receipt', factId: namedId('example/receipt'), amountFen: 20_000_000 };
const notCovered = { refused: 'funds.not-covered-on-day', at: '/occurredOn' };
const labour = having(fundsAllocated, { kind: 'labour', labourDays: 100 });
const labourReceived = having(fundsReceived, { kind: 'labour' });

describe('receiving funds', () => {
  const body = exampleCommands['receive-funds'];
  const receiving = (change: object = {}, ...past: DecidedEvent[]) =>
    given(venuePlanned, fundsAllocated, ...past).when(receiveFunds, { ...body, ...change });

  it('repeats what the allocation was', () => {
    expect(receiving()).toEqual({ events: [fundsReceived] });
  });

  it('gives the receipt an id when the command brings none', () => {
    expect(receiving({ receiptId: undefined })).toEqual({
      events: [having(fundsReceived, { receiptId: NEW_ID })],
    });
  });

  it('takes up to what was allocated and not a fen more', () => {
    expect(receiving({ amountFen: 30_000_000 })).toHaveProperty('events');
    expect(receiving({ amountFen: 30_000_001 })).toEqual({
      refused: 'funds.above-allocated',
      at: '/amountFen',
    });
  });

  it('takes up to what has not arrived yet and not a fen more', () => {
    const rest = { receiptId: ANOTHER, amountFen: 10_000_000 };
    expect(receiving(rest, fundsReceived)).toHaveProperty('events');
    expect(receiving({ ...rest, amountFen: 10_000_001 }, fundsReceived)).toEqual({
      refused: 'funds.above-allocated',
      at: '/amountFen',
    });
  });

  it('says how much is left', () => {
    const again = { ...body, receiptId: ANOTHER };
    expect(given(venuePlanned, fundsAllocated, fundsReceived).why(receiveFunds, again)).toBe(
      '到账不得超过安排金额：还剩 100000.00 元，本次 200000.00 元，请核对金额',
    );
  });

  it('needs an allocation with something that has not arrived', () => {
    const refusal = { refused: 'funds.nothing-to-receive', at: '/venueId' };
    expect(given(venuePlanned).when(receiveFunds, body)).toEqual(refusal);
    const all = having(fundsReceived, { amountFen: 30_000_000 });
    expect(receiving({ receiptId: ANOTHER, amountFen: 1 }, all)).toEqual(refusal);
  });

  it('needs the allocation that it names', () => {
    expect(receiving({ allocationId: ANOTHER })).toEqual({
      refused: 'funds.unknown-allocation',
      at: '/allocationId',
    });
  });

  it('keeps allocations apart', () => {
    const second = having(fundsAllocated, { allocationId: ANOTHER, amountFen: 1_000 });
    const to = { allocationId: ANOTHER, receiptId: namedId('a third') };
    expect(receiving({ ...to, amountFen: 1_000 }, fundsReceived, second)).toHaveProperty('events');
    expect(receiving({ ...to, amountFen: 1_001 }, fundsReceived, second)).toHaveProperty('refused');
  });

  it('records a receipt once', () => {
    expect(receiving({ amountFen: 1 }, fundsReceived)).toEqual({
      refused: 'funds.already-recorded',
      at: '/receiptId',
    });
  });

  it('takes goods and labour too', () => {
    expect(given(venuePlanned, labour).when(receiveFunds, body)).toEqual({ events: [labourReceived] });
  });

  it('may be on the day of the allocation and not before, today and not tomorrow', () => {
    expect(receiving({ occurredOn: '2024-02-01' })).toHaveProperty('events');
    expect(receiving({ occurredOn: '2024-01-31' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(receiving({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(receiving({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it('is within what was allocated on each day, also where an earlier receipt was taken back later', () => {
    const backInMay = { ...having(fundsReversed, ALL_RECEIVED), occurredOn: '2024-05-01' };
    const again = (occurredOn: string, amountFen: number) =>
      receiving({ receiptId: ANOTHER, occurredOn, amountFen }, fundsReceived, backInMay);
    expect(again('2024-04-30', 10_000_000)).toHaveProperty('events');
    expect(again('2024-04-30', 10_000_001)).toEqual(notCovered);
    expect(again('2024-05-01', 30_000_000)).toHaveProperty('events');
  });

  it('goes on while the project rests and when the venue is complete, and ends with cancellation and settlement', () => {
    const late = { occurredOn: '2024-06-15' };
    expect(receiving(late, projectSuspended)).toHaveProperty('events');
    expect(receiving(late, venueCompleted)).toHaveProperty('events');
    expect(receiving(late, projectCancelled)).toHaveProperty('refused', 'project.cancelled');
    expect(receiving(late, venueCompleted, projectSettled)).toHaveProperty('refused', 'project.settled');
  });

  it('needs a project', () => {
    expect(given().when(receiveFunds, body)).toEqual({ refused: 'project.unknown', at: '/venueId' });
  });

  it.each([
    ['/amountFen', { amountFen: 0 }],
    ['/voucherNo', { voucherNo: undefined }],
    ['/allocationId', { allocationId: undefined }],
    ['/tier', { tier: 'higher' }],
    ['/villageId', { villageId: VENUE_ID }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(receiving(change)).toEqual({ invalid: [pointer] });
  });
});

describe('disbursing funds', () => {
  const body = exampleCommands['disburse-funds'];
  const disbursing = (change: object = {}, ...past: DecidedEvent[]) =>
    given(venuePlanned, fundsAllocated, fundsReceived, ...past).when(disburseFunds, { ...body, ...change });

  it('repeats what the allocation was', () => {
    expect(disbursing()).toEqual({ events: [fundsDisbursed] });
  });

  it('gives the payment an id when the command brings none', () => {
    expect(disbursing({ paymentId: undefined })).toEqual({
      events: [having(fundsDisbursed, { paymentId: NEW_ID })],
    });
  });

  it('pays up to what has arrived and not a fen more, though more was allocated', () => {
    expect(disbursing({ amountFen: 20_000_000 })).toHaveProperty('events');
    expect(disbursing({ amountFen: 20_000_001 })).toEqual({
      refused: 'funds.above-received',
      at: '/amountFen',
    });
  });

  it('pays up to what is not paid out yet and not a fen more', () => {
    const rest = { paymentId: ANOTHER, amountFen: 15_000_000 };
    expect(disbursing(rest, fundsDisbursed)).toHaveProperty('events');
    expect(disbursing({ ...rest, amountFen: 15_000_001 }, fundsDisbursed)).toEqual({
      refused: 'funds.above-received',
      at: '/amountFen',
    });
  });

  it('needs money that has arrived and is not paid out', () => {
    const refusal = { refused: 'funds.nothing-to-disburse', at: '/venueId' };
    expect(given(venuePlanned, fundsAllocated).when(disburseFunds, body)).toEqual(refusal);
    const all = having(fundsDisbursed, { amountFen: 20_000_000 });
    expect(disbursing({ paymentId: ANOTHER, amountFen: 1 }, all)).toEqual(refusal);
  });

  it('pays out neither goods nor labour', () => {
    expect(given(venuePlanned, labour, labourReceived).when(disburseFunds, body)).toHaveProperty(
      'refused',
      'funds.nothing-to-disburse',
    );
    const goods = having(fundsAllocated, { kind: 'in-kind', allocationId: ANOTHER });
    const arrived = having(fundsReceived, { kind: 'in-kind', allocationId: ANOTHER, receiptId: ANOTHER });
    expect(disbursing({ allocationId: ANOTHER }, goods, arrived)).toEqual({
      refused: 'funds.not-cash',
      at: '/allocationId',
    });
  });

  it('needs the allocation that it names', () => {
    expect(disbursing({ allocationId: ANOTHER })).toHaveProperty('refused', 'funds.unknown-allocation');
  });

  it('records a payment once', () => {
    expect(disbursing({ amountFen: 1 }, fundsDisbursed)).toEqual({
      refused: 'funds.already-recorded',
      at: '/paymentId',
    });
  });

  it('may be on the day of the first arrival and not before', () => {
    expect(disbursing({ occurredOn: '2024-02-10' })).toHaveProperty('events');
    expect(disbursing({ occurredOn: '2024-02-09' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });

  it('is covered on its own day by what had arrived by then', () => {
    const more = { receiptId: ANOTHER, amountFen: 10_000_000 };
    const inMarch = { ...having(fundsReceived, more), occurredOn: '2024-03-05' };
    const pays = (occurredOn: string, amountFen: number) => disbursing({ occurredOn, amountFen }, inMarch);
    expect(pays('2024-03-04', 20_000_000)).toHaveProperty('events');
    expect(pays('2024-03-04', 20_000_001)).toEqual(notCovered);
    expect(pays('2024-03-05', 30_000_000)).toHaveProperty('events');
    expect(pays('2024-03-05', 30_000_001)).toHaveProperty('refused', 'funds.above-received');
  });

  it('is covered on each later day too, and the refusal names the first on which it is not', () => {
    // Half of the receipt is taken back on 10 March; as much arrives anew on 1 April.
    const back = { ...having(fundsReversed, { ...ALL_RECEIVED, amountFen: 10_000_000 }) };
    const anew = having(fundsReceived, { receiptId: ANOTHER, amountFen: 10_000_000 });
    const past = [
      { ...back, occurredOn: '2024-03-10' },
      { ...anew, occurredOn: '2024-04-01' },
    ];
    const pays = (amountFen: number) => ({ ...body, occurredOn: '2024-03-01', amountFen });
    expect(disbursing(pays(10_000_000), ...past)).toHaveProperty('events');
    expect(disbursing(pays(10_000_001), ...past)).toEqual(notCovered);
    expect(
      given(venuePlanned, fundsAllocated, fundsReceived, ...past).why(disburseFunds, pays(15_000_000)),
    ).toBe(
      '支付不得超过到账：截至 2024-03-10，这笔资金到账 100000.00 元、支付将达 150000.00 元，请核对日期和金额，或先补登此前的到账',
    );
  });

  it('is not held against what was uncovered before it', () => {
    const tooEarly = { ...fundsDisbursed, occurredOn: '2024-02-09' };
    expect(disbursing({ paymentId: ANOTHER, amountFen: 15_000_000 }, tooEarly)).toHaveProperty('events');
  });

  it('goes on when the venue is complete, rests with the project, and ends with cancellation and settlement', () => {
    const late = { occurredOn: '2024-06-15' };
    expect(disbursing(late, venueCompleted)).toHaveProperty('events');
    expect(disbursing(late, projectSuspended)).toHaveProperty('refused', 'project.suspended');
    expect(disbursing(late, projectCancelled)).toHaveProperty('refused', 'project.cancelled');
    expect(disbursing(late, venueCompleted, projectSettled)).toHaveProperty('refused', 'project.settled');
  });

  it.each([
    ['/amountFen', { amountFen: 0 }],
    ['/payee', { payee: undefined }],
    ['/milestone', { milestone: 'bonus' }],
    ['/voucherNo', { voucherNo: '' }],
    ['/kind', { kind: 'cash' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(disbursing(change)).toEqual({ invalid: [pointer] });
  });
});
