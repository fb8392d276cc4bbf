import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '../event-store/index.ts';
import { attempts, ProjectCommands, type Attempt } from '../testing/builders/project-commands.builder.ts';
import { exampleCommands, VENUE_ID } from '../testing/example-commands.ts';
import { facts } from '../testing/example-facts.ts';
import { recorded, TOWN } from '../testing/given.ts';
import { LedgerModel } from '../testing/ledger-model.ts';
import { townCommands } from './commands.ts';
import { carriedOut, routeName, type CommandType } from './shared/command.ts';
import { noPolicy } from './shared/county-policy.ts';
import type { DecidedEvent } from './shared/event.ts';
import { evolveProject, unplanned } from './shared/project-state.ts';
import { Refusal } from './shared/refusal.ts';
import { namedId } from './shared/streams.ts';

const types = new Map<string, CommandType>(townCommands.map((type) => [routeName(type.name), type]));
const DAY_MS = 86_400_000;
const day = (offset: number) =>
  new Date(Date.parse(exampleCommands['plan-venue'].occurredOn) + offset * DAY_MS).toISOString().slice(0, 10);

/** One project, its stream, and the ledger that is kept beside it. */
class Project {
  readonly ledger = new LedgerModel();
  readonly events: RecordedEvent[] = [];
  private readonly commands = new ProjectCommands(this.ledger);
  private state = unplanned;
  private today = 0;
  private attempted = 0;

  constructor() {
    this.record(facts.venuePlanned);
  }

  /** Attempts a command: the ledger says by itself whether one about money is to be refused. */
  attempt(attempt: Attempt): void {
    this.today += attempt.days;
    const { command, body } = this.commands.draft(attempt, day(this.today + attempt.off));
    const today = day(this.today);
    const expected = this.ledger.allows(command, body, today);
    const decided = this.decide(command, body, today);
    if (expected !== undefined) expect([command, body, decided !== null]).toEqual([command, body, expected]);
    decided?.forEach((event) => this.record(event));
    if (decided) this.commands.accepted(attempt);
  }

  private decide(command: string, body: object, today: string): readonly DecidedEvent[] | null {
    const type = types.get(command)!;
    const newId = namedId(`new/${(this.attempted += 1)}`);
    const context = { today, newId, tenantCode: TOWN, policy: noPolicy };
    try {
      // All of these commands know the project by the same state: it need not be folded anew for each.
      return carriedOut({ ...type, initial: this.state }, [], type.schema.parse(body), context);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  private record(decided: DecidedEvent): void {
    const version = this.events.length + 1;
    const event = recorded(decided, namedId(`event/${version}`));
    this.events.push(event);
    this.state = evolveProject(this.state, event);
    this.ledger.enter(event);
  }
}

/** What deciders know of the money, in the ledger's words. */
function knownMoney({ events }: Project) {
  const { money, suspendedOn, cancelledOn, work } = events.reduce(evolveProject, unplanned);
  const { settlement, completion } = work;
  const status = settlement
    ? 'settled'
    : cancelledOn
      ? 'cancelled'
      : completion
        ? 'completed'
        : suspendedOn
          ? 'suspended'
          : 'planned';
  const accounts = Object.entries(money.allocations).map(([id, one]) => [
    id,
    { allocated: one.allocatedFen, received: one.receivedFen, paid: one.disbursedFen },
  ]);
  const movements = Object.entries({ ...money.receipts, ...money.payments }).map(([id, one]) => [
    id,
    one.amountFen,
  ]);
  return { accounts: Object.fromEntries(accounts), movements: Object.fromEntries(movements), status };
}

function ledgerMoney({ ledger }: Project): ReturnType<typeof knownMoney> {
  const movements = ledger.rows
    .filter(({ of }) => of !== 'allocation')
    .map(({ id, amountFen, backFen }) => [id, amountFen - backFen]);
  const accounts = ledger.allocationIds().map((id) => [id, ledger.totals(id)]);
  return {
    accounts: Object.fromEntries(accounts),
    movements: Object.fromEntries(movements),
    status: ledger.status,
  };
}

describe('any sequence of commands about a project', () => {
  it('is taken as a ledger on paper would take it, and breaks no rule of money', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(attempts, (all) => {
        const project = new Project();
        for (const attempt of all) {
          project.attempt(attempt);
          expect(project.ledger.faults()).toEqual([]);
        }
        expect(knownMoney(project)).toEqual(ledgerMoney(project));
        expect(project.events.every(({ data }) => data['venueId'] === VENUE_ID)).toBe(true);
        project.events.forEach(({ type }) => seen.add(type));
      }),
      { numRuns: 300 },
    );
    // Otherwise the sequences are too short to say anything.
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining(['FactCorrected', 'FundsReversed', 'ProjectSettled', 'VenueCompleted']),
    );
  });
});
