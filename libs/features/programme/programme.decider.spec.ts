import { describe, expect, it } from '@jest/globals';
import {
  exampleCommands,
  NEIGHBOUR,
  OTHER_PERSON_ID,
  PERSON_ID,
  VILLAGE,
} from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { happened } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { programmeStream } from '../shared/streams.ts';
import { adoptProgramme, recordCommitteeDecision, setAnnualTarget } from './programme.decider.ts';
import { annualTargetSet, committeeDecided, programmeAdopted } from './programme.events.ts';

const { occurredOn, ...programme } = exampleCommands['adopt-programme'];
const adopted = happened(programmeAdopted, programmeStream(), occurredOn, {
  ...programme,
  villages: [VILLAGE.id],
  leadGroup: [PERSON_ID],
});
const tomorrow = { occurredOn: '2024-06-16' };
const inFuture = { refused: 'date.in-future', at: '/occurredOn' };

describe('adopting a programme', () => {
  const adopting = (change: object = {}) =>
    given(facts.villageRegistered, facts.neighbourRegistered).when(adoptProgramme, {
      occurredOn,
      ...programme,
      ...change,
    });

  it('records its years, villages and lead group, with the vote', () => {
    expect(adopting()).toEqual({ events: [adopted] });
  });

  it('is of one to ten years', () => {
    const outside = { refused: 'programme.years', at: '/lastYear' };
    expect(adopting({ lastYear: 2024 })).toHaveProperty('events');
    expect(adopting({ lastYear: 2023 })).toEqual(outside);
    expect(adopting({ lastYear: 2033 })).toHaveProperty('events');
    expect(adopting({ lastYear: 2034 })).toEqual(outside);
  });

  it('covers villages of the town, each once', () => {
    expect(adopting({ villages: [VILLAGE.id, NEIGHBOUR.id] })).toHaveProperty('events');
    expect(adopting({ villages: [VILLAGE.id, NEIGHBOUR.id, VILLAGE.id] })).toEqual({
      refused: 'programme.named-twice',
      at: '/villages/2',
    });
    const { villageRegistered } = facts;
    const command = { occurredOn, ...programme, villages: [VILLAGE.id, NEIGHBOUR.id] };
    expect(given(villageRegistered).when(adoptProgramme, command)).toEqual({
      refused: 'village.unknown',
      at: '/villages/1',
    });
    expect(adopting({ villages: [] })).toEqual({ invalid: ['/villages'] });
  });

  it('is led by persons of the town, each named once', () => {
    const leadGroup = [PERSON_ID, OTHER_PERSON_ID];
    expect(adoptProgramme.persons!({ occurredOn, ...programme, villages: [], leadGroup })).toEqual([
      { pointer: '/leadGroup/0', personId: PERSON_ID },
      { pointer: '/leadGroup/1', personId: OTHER_PERSON_ID },
    ]);
    expect(adopting({ leadGroup: [PERSON_ID, PERSON_ID] })).toEqual({
      refused: 'programme.named-twice',
      at: '/leadGroup/1',
    });
  });

  it('needs half of the committee present and more than half of them for it', () => {
    expect(adopting({ eligible: 10, present: 5, votesFor: 3 })).toHaveProperty('events');
    expect(adopting({ eligible: 11, present: 5, votesFor: 5 })).toEqual({
      refused: 'vote.no-quorum',
      at: '/present',
    });
    expect(adopting({ eligible: 10, present: 6, votesFor: 3 })).toEqual({
      refused: 'vote.no-majority',
      at: '/votesFor',
    });
  });

  it('is not dated tomorrow', () => {
    expect(adopting(tomorrow)).toEqual(inFuture);
  });
});

describe('an annual target', () => {
  const { occurredOn: on, ...target } = exampleCommands['set-annual-target'];
  const setting = (change: object = {}, ...past: (typeof adopted)[]) =>
    given(...past).when(setAnnualTarget, { occurredOn: on, ...target, ...change });

  it('is recorded within the years of the programme', () => {
    const fact = happened(annualTargetSet, programmeStream(), on, target);
    expect(setting({}, adopted)).toEqual({ events: [fact] });
    const outside = { refused: 'programme.year-outside', at: '/year' };
    expect(setting({ year: 2023 }, adopted)).toEqual(outside);
    expect(setting({ year: 2026 }, adopted)).toHaveProperty('events');
    expect(setting({ year: 2027 }, adopted)).toEqual(outside);
  });

  it('goes by the programme that was adopted last', () => {
    const next = { ...adopted, data: { ...adopted.data, firstYear: 2027, lastYear: 2029 } };
    expect(setting({ year: 2027 }, adopted, next)).toHaveProperty('events');
    expect(setting({ year: 2026 }, adopted, next)).toHaveProperty('refused', 'programme.year-outside');
  });

  it('needs a programme', () => {
    expect(setting()).toEqual({ refused: 'programme.none', at: '/year' });
  });

  it('may be of no venue at all and of no sum, and is not dated tomorrow', () => {
    expect(setting({ venues: 0, amountFen: undefined }, adopted)).toHaveProperty('events');
    expect(setting({ venues: -1 }, adopted)).toEqual({ invalid: ['/venues'] });
    expect(setting(tomorrow, adopted)).toEqual(inFuture);
  });
});

describe('a decision of a committee', () => {
  const { occurredOn: on, ...decision } = exampleCommands['record-committee-decision'];
  const deciding = (change: object = {}) =>
    given().when(recordCommitteeDecision, { occurredOn: on, ...decision, ...change });
  const carried = (value: boolean) => ({ events: [{ data: { carried: value } }] });

  it('is recorded with whether it was carried', () => {
    const fact = happened(committeeDecided, programmeStream(), on, { ...decision, carried: true });
    expect(deciding()).toEqual({ events: [fact] });
  });

  it('is carried by what the county’s standard in force on its day asks for', () => {
    const thirds = { numerator: 2, denominator: 3 };
    const stricter = {
      ...defaultStandard,
      version: 1,
      from: on,
      townCommittee: { quorum: thirds, majority: thirds },
    };
    const policy = { ...noPolicy, standards: [stricter] };
    const under = (votes: object) =>
      given(adopted).when(recordCommitteeDecision, { occurredOn: on, ...decision, ...votes }, { policy });
    expect(under({ eligible: 9, present: 6, votesFor: 5 })).toMatchObject(carried(true));
    expect(under({ eligible: 9, present: 6, votesFor: 4 })).toMatchObject(carried(false));
    expect(under({ eligible: 9, present: 5, votesFor: 5 })).toMatchObject(carried(false));
  });

  it('is carried by half present and more than half of them for it', () => {
    expect(deciding({ eligible: 10, present: 5, votesFor: 3 })).toMatchObject(carried(true));
    expect(deciding({ eligible: 11, present: 5, votesFor: 5 })).toMatchObject(carried(false));
    expect(deciding({ eligible: 10, present: 6, votesFor: 3 })).toMatchObject(carried(false));
  });

  it('has sound numbers, and is not dated tomorrow', () => {
    expect(deciding({ present: 12 })).toEqual({ refused: 'vote.present-above-eligible', at: '/present' });
    expect(deciding({ votesFor: 10 })).toEqual({ refused: 'vote.votes-above-present', at: '/votesFor' });
    expect(deciding(tomorrow)).toEqual(inFuture);
  });
});
