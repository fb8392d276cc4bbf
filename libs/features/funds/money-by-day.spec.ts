import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { facts } from '../../testing/example-facts.ts';
import { VENUE_ID } from '../../testing/example-commands.ts';
import { recorded, TOWN } from '../../testing/given.ts';
import { LedgerModel } from '../../testing/ledger-model.ts';
import { correctFact } from '../corrections/correction.decider.ts';
import { carriedOut, routeName, type CommandType } from '../shared/command.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { evolveProject, unplanned } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { namedId } from '../shared/streams.ts';
import { disburseFunds, receiveFunds } from './movement.decider.ts';
import { reverseFunds } from './reversal.decider.ts';

const TODAY = '2024-03-01';

// Few days and amounts, so that a day and a sum are often exactly at their limit; dates come in no order at all.
const attempts = fc.array(
  fc.record({
    command: fc.constantFrom(receiveFunds, disburseFunds, reverseFunds, correctFact),
    occurredOn: fc.integer({ min: 1, max: 6 }).map((day) => `2024-02-0${day}`),
    amountFen: fc.integer({ min: 1, max: 4 }),
    which: fc.nat({ max: 99 }),
  }),
  { minLength: 5, maxLength: 25 },
);

/** One project with ten fen allocated on 1 February, and the ledger beside it. */
class Account {
  readonly ledger = new LedgerModel();
  private state = unplanned;
  private count = 0;

  constructor() {
    const { venuePlanned, fundsAllocated } = facts;
    this.record(venuePlanned);
    this.record({ ...fundsAllocated, data: { ...fundsAllocated.data, amountFen: 10 } });
  }

  attempt(command: CommandType, change: { occurredOn: string; amountFen: number; which: number }): boolean {
    const body = { ...this.bodyOf(command, change), occurredOn: change.occurredOn, venueId: VENUE_ID };
    const decided = this.decide(command, body);
    const expected = this.ledger.allows(routeName(command.name), body, TODAY);
    expect([command.name, body, decided !== null]).toEqual([command.name, body, expected]);
    decided?.forEach((event) => this.record(event));
    return decided !== null;
  }

  private bodyOf({ name }: CommandType, { amountFen, which }: { amountFen: number; which: number }) {
    const newId = namedId(`by-day/${this.count}`);
    const row = this.ledger.rows[which % this.ledger.rows.length]!;
    const [allocationId] = this.ledger.allocationIds();
    const movement = { allocationId, amountFen, voucherNo: '1号' };
    switch (name) {
      case 'ReceiveFunds':
        return { ...movement, receiptId: newId };
      case 'DisburseFunds':
        return { ...movement, paymentId: newId, payee: '青石建筑公司', milestone: 'progress' };
      case 'ReverseFunds':
        return { of: row.of, factId: row.id, reversalId: newId, amountFen, reason: '冲回' };
      default: {
        const { eventId, amountFen: old } = row;
        const field = 'amountFen';
        return {
          eventId,
          field,
          old,
          new: row.of === 'allocation' ? amountFen + 6 : amountFen,
          reason: '笔误',
        };
      }
    }
  }

  private decide(command: CommandType, body: object): readonly DecidedEvent[] | null {
    const context = { today: TODAY, newId: namedId('unused'), tenantCode: TOWN, policy: noPolicy };
    try {
      return carriedOut({ ...command, initial: this.state }, [], command.schema.parse(body), context);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  private record(decided: DecidedEvent): void {
    const event = recorded(decided, namedId(`by-day/event/${(this.count += 1)}`));
    this.state = evolveProject(this.state, event);
    this.ledger.enter(event);
  }
}

it('money that is entered in any order of days is covered on each of them, and refused only where it is not', () => {
  const taken = new Map<string, number>();
  fc.assert(
    fc.property(attempts, (all) => {
      const account = new Account();
      for (const { command, ...change } of all) {
        const carriedOut = account.attempt(command as unknown as CommandType, change);
        if (carriedOut) taken.set(command.name, (taken.get(command.name) ?? 0) + 1);
        expect(account.ledger.faults()).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
  // Otherwise the attempts are too wild to say anything.
  expect([...taken.keys()].toSorted()).toEqual([
    'CorrectFact',
    'DisburseFunds',
    'ReceiveFunds',
    'ReverseFunds',
  ]);
});
