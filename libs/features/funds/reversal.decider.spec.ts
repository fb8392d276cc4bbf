import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { disburseFunds, receiveFunds } from './movement.decider.ts';
import { reverseFunds } from './reversal.decider.ts';

// Allocated: 30,000,000 fen on 2024-02-01. Received: 20,000,000 on 2024-02-10. Paid: 5,000,000 on 2024-02-20.
const { venuePlanned, fundsAllocated, fundsReceived, fundsDisbursed, fundsReversed, ...others } = facts;
const body = exampleCommands['reverse-funds'];
const PAID = [fundsAllocated, fundsReceived, fundsDisbursed];
const OF_PAYMENT = { of: 'payment', factId: namedId('example/payment') };
const OF_RECEIPT = { of: 'receipt', factId: namedId('example/receipt') };
const OF_ALLOCATION = { of: 'allocation', factId: namedId('example/allocation') };
const ANOTHER = namedId('another');

const reversing = (change: object, ...past: DecidedEvent[]) =>
  given(venuePlanned, ...past).when(reverseFunds, { ...body, ...change });

const aboveRest = { refused: 'funds.reversal-above-rest', at: '/amountFen' };
const belowNext = { refused: 'funds.reversal-below-next', at: '/amountFen' };

describe('reversing funds', () => {
  it('repeats what the allocation was', () => {
    expect(reversing({}, ...PAID)).toEqual({ events: [fundsReversed] });
  });

  it('gives the reversal an id when the command brings none', () => {
    const data = { ...fundsReversed.data, reversalId: NEW_ID };
    expect(reversing({ reversalId: undefined }, ...PAID)).toEqual({ events: [{ ...fundsReversed, data }] });
  });

  it('takes back all of a payment and not a fen more', () => {
    expect(reversing({ amountFen: 5_000_000 }, ...PAID)).toHaveProperty('events');
    expect(reversing({ amountFen: 5_000_001 }, ...PAID)).toEqual(aboveRest);
  });

  it('takes back what an earlier reversal has left and not a fen more', () => {
    const again = { reversalId: ANOTHER };
    expect(reversing({ ...again, amountFen: 4_000_000 }, ...PAID, fundsReversed)).toHaveProperty('events');
    expect(reversing({ ...again, amountFen: 4_000_001 }, ...PAID, fundsReversed)).toEqual(aboveRest);
  });

  it('takes back of a receipt what is not paid out', () => {
    expect(reversing({ ...OF_RECEIPT, amountFen: 15_000_000 }, ...PAID)).toHaveProperty('events');
    expect(reversing({ ...OF_RECEIPT, amountFen: 15_000_001 }, ...PAID)).toEqual(belowNext);
    expect(reversing({ ...OF_RECEIPT, amountFen: 20_000_001 }, ...PAID)).toEqual(aboveRest);
  });

  it('takes back all of a receipt where another one covers what was paid', () => {
    const second = {
      ...fundsReceived,
      data: { ...fundsReceived.data, receiptId: ANOTHER, amountFen: 5_000_000 },
    };
    expect(reversing({ ...OF_RECEIPT, amountFen: 20_000_000 }, ...PAID, second)).toHaveProperty('events');
    expect(reversing({ of: 'receipt', factId: ANOTHER, amountFen: 5_000_001 }, ...PAID, second)).toEqual(
      aboveRest,
    );
  });

  it('leaves what was paid covered on each day, until another receipt covers it', () => {
    const inApril = {
      ...fundsReceived,
      occurredOn: '2024-04-01',
      data: { ...fundsReceived.data, receiptId: ANOTHER, amountFen: 5_000_000 },
    };
    const back = (occurredOn: string, amountFen: number) =>
      reversing({ ...OF_RECEIPT, occurredOn, amountFen }, ...PAID, inApril);
    expect(back('2024-03-31', 15_000_000)).toHaveProperty('events');
    expect(back('2024-03-31', 15_000_001)).toEqual({
      refused: 'funds.not-covered-on-day',
      at: '/occurredOn',
    });
    expect(back('2024-04-01', 20_000_000)).toHaveProperty('events');
  });

  it('takes back of an allocation what has not arrived', () => {
    expect(reversing({ ...OF_ALLOCATION, amountFen: 10_000_000 }, ...PAID)).toHaveProperty('events');
    expect(reversing({ ...OF_ALLOCATION, amountFen: 10_000_001 }, ...PAID)).toEqual(belowNext);
    expect(reversing({ ...OF_ALLOCATION, amountFen: 30_000_000 }, fundsAllocated)).toHaveProperty('events');
    expect(reversing({ ...OF_ALLOCATION, amountFen: 30_000_001 }, fundsAllocated)).toEqual(aboveRest);
  });

  it('lets the money be received and paid again', () => {
    const receiptBack = {
      ...fundsReversed,
      data: { ...fundsReversed.data, ...OF_RECEIPT, amountFen: 20_000_000 },
    };
    const again = { ...exampleCommands['receive-funds'], receiptId: ANOTHER, occurredOn: '2024-03-01' };
    const past = [venuePlanned, fundsAllocated, fundsReceived, receiptBack];
    expect(given(...past).when(receiveFunds, { ...again, amountFen: 30_000_000 })).toHaveProperty('events');
    expect(given(...past).when(receiveFunds, { ...again, amountFen: 30_000_001 })).toHaveProperty('refused');
    const payment = { ...exampleCommands['disburse-funds'], paymentId: ANOTHER, occurredOn: '2024-03-01' };
    const reversed = [venuePlanned, ...PAID, fundsReversed];
    expect(given(...reversed).when(disburseFunds, { ...payment, amountFen: 16_000_000 })).toHaveProperty(
      'events',
    );
    expect(given(...reversed).when(disburseFunds, { ...payment, amountFen: 16_000_001 })).toHaveProperty(
      'refused',
    );
  });

  it('says what to take back first', () => {
    const command = { ...body, ...OF_RECEIPT, amountFen: 20_000_000 };
    expect(given(venuePlanned, ...PAID).why(reverseFunds, command)).toBe(
      '其中有资金已支付，只能冲销未支付的 150000.00 元，要冲销更多，请先冲销支付',
    );
  });

  it('needs the fact that it names, of the kind that it names', () => {
    const refusal = { refused: 'funds.unknown-fact', at: '/factId' };
    expect(reversing({ ...OF_PAYMENT, factId: ANOTHER }, ...PAID)).toEqual(refusal);
    expect(reversing({ ...OF_PAYMENT, of: 'receipt' }, ...PAID)).toEqual(refusal);
    expect(reversing({ ...OF_RECEIPT, of: 'allocation' }, ...PAID)).toEqual(refusal);
    expect(reversing({ ...OF_ALLOCATION, of: 'payment' }, ...PAID)).toEqual(refusal);
  });

  it('records a reversal once', () => {
    expect(reversing({}, ...PAID, fundsReversed)).toEqual({
      refused: 'funds.already-recorded',
      at: '/reversalId',
    });
  });

  it('needs money', () => {
    expect(reversing({})).toEqual({ refused: 'funds.nothing-to-reverse', at: '/venueId' });
    expect(given().when(reverseFunds, body)).toEqual({ refused: 'project.unknown', at: '/venueId' });
  });

  it('may be on the day of what it takes back and not before, today and not tomorrow', () => {
    expect(reversing({ occurredOn: '2024-02-20' }, ...PAID)).toHaveProperty('events');
    expect(reversing({ occurredOn: '2024-02-19' }, ...PAID)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(reversing({ occurredOn: '2024-06-15' }, ...PAID)).toHaveProperty('events');
    expect(reversing({ occurredOn: '2024-06-16' }, ...PAID)).toHaveProperty('refused', 'date.in-future');
  });

  it.each([
    ['suspended', [others.projectSuspended]],
    ['cancelled', [others.projectCancelled]],
    ['complete', [others.venueCompleted]],
    ['settled', [others.venueCompleted, others.projectSettled]],
  ])('is possible when the project is %s', (_, past) => {
    expect(reversing({ occurredOn: '2024-06-15' }, ...PAID, ...past)).toHaveProperty('events');
  });

  it.each([
    ['/amountFen', { amountFen: 0 }],
    ['/amountFen', { amountFen: -1 }],
    ['/of', { of: 'plan' }],
    ['/reason', { reason: '' }],
    ['/tier', { tier: 'town' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(reversing(change, ...PAID)).toEqual({ invalid: [pointer] });
  });
});
