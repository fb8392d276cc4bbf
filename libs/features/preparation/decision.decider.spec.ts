import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import {
  decided,
  finalised,
  planned,
  started,
  suspended,
  underConstruction,
} from '../../testing/preparation-facts.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { projectStream } from '../shared/streams.ts';
import { adjustBudget, recordDecision } from './decision.decider.ts';
import { budgetAdjusted } from './preparation.events.ts';

const at = '/venueId';
const begun = [facts.venuePlanned, started()];
const steps = [
  'branch-proposal',
  'committees-consultation',
  'members-deliberation',
  'villagers-resolution',
] as const;
const [proposal, consultation, deliberation, resolution] = steps;
const all = steps.map((step) => decided(step));

describe('a step of the decision', () => {
  const { documentNo } = exampleCommands['record-decision'];
  const deciding = (past: DecidedEvent[], change: object = {}, context = {}) =>
    given(...past).when(recordDecision, { ...exampleCommands['record-decision'], ...change }, context);
  const carried = (decision: object) =>
    (decision as { events: { data: { carried: boolean } }[] }).events[0]!.data.carried;

  it('is recorded with its vote and whether that carried it', () => {
    const fact = decided(proposal);
    expect(deciding(begun)).toEqual({
      events: [{ ...fact, data: { ...(fact.data as object), documentNo } }],
    });
  });

  it('comes after those before it in the standard, each carried', () => {
    expect(deciding([...begun, decided(proposal)], { step: consultation })).toHaveProperty('events');
    const early = { refused: 'decision.out-of-order', at: '/step' };
    expect(deciding(begun, { step: consultation })).toEqual(early);
    expect(deciding([...begun, decided(proposal)], { step: deliberation })).toEqual(early);
    expect(deciding([...begun, decided(proposal, false)], { step: consultation })).toEqual(early);
  });

  it('is voted on again when it was not carried, and not when it was', () => {
    expect(deciding([...begun, decided(proposal, false)])).toHaveProperty('events');
    expect(deciding([...begun, decided(proposal)])).toEqual({
      refused: 'decision.already-carried',
      at: '/step',
    });
    expect(deciding([...begun, ...all])).toEqual({ refused: 'decision.all-carried', at });
  });

  it('is carried by half present and more than half of them, by representatives with two thirds present', () => {
    expect(carried(deciding(begun, { eligible: 7, present: 4, votesFor: 3 }))).toBe(true);
    expect(carried(deciding(begun, { eligible: 7, present: 3, votesFor: 3 }))).toBe(false);
    expect(carried(deciding(begun, { eligible: 8, present: 4, votesFor: 2 }))).toBe(false);
    const last = [...begun, ...all.slice(0, 3)];
    const vote = { step: resolution, eligible: 31, votesFor: 20 };
    expect(carried(deciding(last, { ...vote, present: 21 }))).toBe(true);
    expect(carried(deciding(last, { ...vote, present: 20 }))).toBe(false);
  });

  it('goes by the standard that the project is pinned to', () => {
    const repair = { ...defaultStandard.procedures.repair, decisionSteps: [resolution] };
    const standard = {
      ...defaultStandard,
      version: 1,
      procedures: { ...defaultStandard.procedures, repair },
      decisions: {
        ...defaultStandard.decisions,
        [resolution]: {
          quorum: { numerator: 3, denominator: 4 },
          majority: { numerator: 2, denominator: 3 },
        },
      },
    };
    const policy = { ...noPolicy, standards: [standard] };
    const pinned = [planned({ buildType: 'repair', standardVersion: 1 }), started()];
    const vote = (present: number, votesFor: number) =>
      deciding(pinned, { step: resolution, eligible: 12, present, votesFor }, { policy });
    expect(deciding(pinned, { step: proposal }, { policy })).toEqual({
      refused: 'decision.not-in-standard',
      at: '/step',
    });
    expect([carried(vote(9, 7)), carried(vote(9, 6)), carried(vote(8, 8))]).toEqual([true, false, false]);
  });

  it('is not needed where the standard asks for none', () => {
    expect(deciding([planned({ buildType: 'equip' }), started()])).toEqual({
      refused: 'decision.none-needed',
      at,
    });
  });

  it('goes on after the final design, and not after construction, rest or before the start', () => {
    expect(deciding([...begun, finalised()])).toHaveProperty('events');
    expect(deciding([...begun, underConstruction()])).toEqual({
      refused: 'construction.already-started',
      at,
    });
    expect(deciding([...begun, suspended()])).toEqual({ refused: 'project.suspended', at });
    expect(deciding([facts.venuePlanned])).toEqual({ refused: 'project.not-started', at });
  });

  it('may be on the day of the start and of the step before it, and not before', () => {
    const early = { refused: 'date.before-earlier-stage', at: '/occurredOn' };
    expect(deciding(begun, { occurredOn: '2024-01-15' })).toHaveProperty('events');
    expect(deciding(begun, { occurredOn: '2024-01-14' })).toEqual(early);
    const past = [...begun, decided(proposal, true, '2024-01-19')];
    expect(deciding(past, { step: consultation, occurredOn: '2024-01-19' })).toHaveProperty('events');
    expect(deciding(past, { step: consultation, occurredOn: '2024-01-18' })).toEqual(early);
  });

  it('has sound numbers and the village of the project', () => {
    expect(deciding(begun, { present: 8 })).toHaveProperty('refused', 'vote.present-above-eligible');
    expect(deciding(begun, { votesFor: 7 })).toHaveProperty('refused', 'vote.votes-above-present');
    expect(deciding(begun, { villageId: NEIGHBOUR.id })).toHaveProperty('refused', 'project.other-village');
  });
});

describe('adjusting the budget', () => {
  const example = exampleCommands['adjust-budget'];
  const adjusting = (past: DecidedEvent[], change: object = {}) =>
    given(...past).when(adjustBudget, { ...example, occurredOn: '2024-03-01', ...change });

  it('records what it was and what it is, with the vote', () => {
    const { occurredOn, ...data } = example;
    const { data: plan } = facts.venuePlanned;
    const ids = { venueId: data.venueId, villageId: (plan as { villageId: string }).villageId };
    const fact = happened(budgetAdjusted, projectStream(data.venueId), occurredOn, {
      ...data,
      ...ids,
      beforeFen: 60_000_000,
    });
    expect(adjusting([facts.venuePlanned], { occurredOn })).toEqual({ events: [fact] });
  });

  it('may be done again, and starts from what it was adjusted to', () => {
    const adjusted = (adjusting([facts.venuePlanned]) as { events: DecidedEvent[] }).events;
    expect(adjusting([facts.venuePlanned, ...adjusted], { budgetFen: 60_000_000 })).toMatchObject({
      events: [{ data: { beforeFen: 62_000_000, budgetFen: 60_000_000 } }],
    });
    expect(adjusting([facts.venuePlanned, ...adjusted])).toEqual({
      refused: 'budget.unchanged',
      at: '/budgetFen',
    });
  });

  it('needs the vote of the villagers’ representatives: two thirds present, more than half for it', () => {
    const vote = (eligible: number, present: number, votesFor: number) =>
      adjusting([facts.venuePlanned], { eligible, present, votesFor });
    expect(vote(31, 21, 11)).toHaveProperty('events');
    expect(vote(31, 20, 20)).toEqual({ refused: 'vote.no-quorum', at: '/present' });
    expect(vote(30, 20, 11)).toHaveProperty('events');
    expect(vote(30, 20, 10)).toEqual({ refused: 'vote.no-majority', at: '/votesFor' });
    expect(vote(30, 31, 20)).toHaveProperty('refused', 'vote.present-above-eligible');
  });

  it('leaves contract and variations within the tolerance of ten percent', () => {
    // 55 000 000 × 100 ≤ 50 000 000 × 110, and not ≤ 49 999 999 × 110.
    const past = [...begun, underConstruction(55_000_000)];
    expect(adjusting(past, { budgetFen: 50_000_000 })).toHaveProperty('events');
    expect(adjusting(past, { budgetFen: 49_999_999 })).toEqual({
      refused: 'budget.below-contract',
      at: '/budgetFen',
    });
  });

  it('is for a planned project that is neither complete nor given up nor at rest', () => {
    expect(adjusting([])).toEqual({ refused: 'project.unknown', at });
    expect(adjusting([facts.venuePlanned, facts.venueCompleted])).toEqual({
      refused: 'venue.already-completed',
      at,
    });
    expect(adjusting([facts.venuePlanned, facts.projectCancelled])).toEqual({
      refused: 'project.cancelled',
      at,
    });
    expect(adjusting([facts.venuePlanned, suspended()])).toEqual({ refused: 'project.suspended', at });
  });

  it('may be on the day of the plan and not before', () => {
    expect(adjusting([facts.venuePlanned], { occurredOn: '2024-01-10' })).toHaveProperty('events');
    expect(adjusting([facts.venuePlanned], { occurredOn: '2024-01-09' })).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });
});
