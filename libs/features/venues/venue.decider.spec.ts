import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { needed } from '../../testing/preparation-facts.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId } from '../shared/streams.ts';
import { cancelProject, completeVenue, planVenue } from './venue.decider.ts';

const {
  villageRegistered,
  neighbourRegistered,
  venuePlanned,
  venueCompleted,
  projectCancelled,
  fundsAllocated,
} = facts;
const plan = exampleCommands['plan-venue'];
const completion = exampleCommands['complete-venue'];
const cancellation = exampleCommands['cancel-project'];

describe('planning a venue', () => {
  const planning = (change: object = {}, ...past: DecidedEvent[]) =>
    given(villageRegistered, ...past).when(planVenue, { ...plan, ...change });

  it('puts it into the plan as it was sent', () => {
    expect(planning()).toEqual({ events: [venuePlanned] });
  });

  it('gives it an id when the command brings none', () => {
    const decision = planning({ venueId: undefined });
    expect(decision).toEqual({
      events: [
        {
          ...venuePlanned,
          stream: { type: 'project', id: NEW_ID },
          data: { ...venuePlanned.data, venueId: NEW_ID },
        },
      ],
    });
  });

  it('does without batch and campaign', () => {
    const { batch: _, campaign: __, ...data } = venuePlanned.data;
    expect(planning({ batch: undefined, campaign: undefined })).toEqual({
      events: [{ ...venuePlanned, data }],
    });
  });

  it('needs a village that the town has registered', () => {
    const refusal = { refused: 'village.unknown', at: '/villageId' };
    expect(given().when(planVenue, plan)).toEqual(refusal);
    expect(given(neighbourRegistered).when(planVenue, plan)).toEqual(refusal);
    expect(planning({ villageId: NEIGHBOUR.id })).toEqual(refusal);
  });

  it('is refused the second time, in whatever state the project is', () => {
    const refusal = { refused: 'venue.already-planned', at: '/venueId' };
    expect(planning({}, venuePlanned)).toEqual(refusal);
    expect(planning({}, venuePlanned, venueCompleted)).toEqual(refusal);
    expect(planning({}, venuePlanned, projectCancelled)).toEqual(refusal);
  });

  it('allows a second venue in the same village', () => {
    expect(planning({ venueId: namedId('another') }, venuePlanned)).toHaveProperty('events');
  });

  it('may be dated today and not tomorrow', () => {
    expect(planning({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(planning({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it('may aim at its own day and not at the day before', () => {
    expect(planning({ targetOn: '2024-01-10' })).toHaveProperty('events');
    expect(planning({ targetOn: '2024-01-09' })).toEqual({
      refused: 'venue.target-before-plan',
      at: '/targetOn',
    });
  });

  it('may aim at a day that is still to come', () => {
    expect(planning({ targetOn: '2026-12-31' })).toHaveProperty('events');
  });

  it('is of the year of its day or a later one, and aims at that year or later', () => {
    expect(planning({ year: 2023 })).toEqual({ refused: 'venue.year-before-plan', at: '/year' });
    expect(planning({ year: 2025 })).toEqual({ refused: 'venue.target-before-year', at: '/targetOn' });
    expect(planning({ year: 2025, targetOn: '2025-01-01' })).toHaveProperty('events');
    expect(planning({ year: 2024, targetOn: '2025-12-31' })).toHaveProperty('events');
  });

  it('follows needs that were assessed before: in the same village, and not on an earlier day', () => {
    expect(planning({}, needed('2024-01-10'))).toHaveProperty('events');
    expect(planning({}, needed('2024-01-11'))).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(planning({}, needed('2024-01-05', NEIGHBOUR.id))).toEqual({
      refused: 'project.other-village',
      at: '/villageId',
    });
  });

  it('is pinned to the standard in force on its day', () => {
    const standards = [
      { ...defaultStandard, version: 1, from: '2024-01-01' },
      { ...defaultStandard, version: 2, from: '2024-01-11' },
    ];
    const pinnedOn = (occurredOn: string) =>
      given(villageRegistered).when(
        planVenue,
        { ...plan, occurredOn },
        { policy: { ...noPolicy, standards } },
      );
    const pinned = (standardVersion: number) => ({ events: [{ data: { standardVersion } }] });
    expect(pinnedOn('2024-01-10')).toMatchObject(pinned(1));
    expect(pinnedOn('2024-01-11')).toMatchObject(pinned(2));
    expect(planning()).toMatchObject(pinned(0));
  });

  it('may be funded up to its budget and not above', () => {
    const funding = { higherFen: 30_000_000, townFen: 20_000_000, villageFen: 10_000_000 };
    expect(planning({ budgetFen: 60_000_000, fundingPlan: funding })).toHaveProperty('events');
    expect(planning({ budgetFen: 60_000_001, fundingPlan: funding })).toHaveProperty('events');
    expect(planning({ budgetFen: 59_999_999, fundingPlan: funding })).toEqual({
      refused: 'venue.funding-exceeds-budget',
      at: '/fundingPlan',
    });
  });

  it('may be funded by any one tier alone, and not by none', () => {
    const none = { higherFen: 0, townFen: 0, villageFen: 0 };
    for (const tier of Object.keys(none)) {
      expect(planning({ fundingPlan: { ...none, [tier]: 1 } })).toHaveProperty('events');
    }
    expect(planning({ fundingPlan: none })).toEqual({ refused: 'venue.no-funding', at: '/fundingPlan' });
  });

  it.each([
    ['/plannedAreaDm2', { plannedAreaDm2: 0 }],
    ['/plannedAreaDm2', { plannedAreaDm2: -30_000 }],
    ['/plannedAreaDm2', { plannedAreaDm2: 300.5 }],
    ['/budgetFen', { budgetFen: 0 }],
    ['/budgetFen', { budgetFen: 100_000_000_001 }],
    ['/fundingPlan/higherFen', { fundingPlan: { higherFen: -1, townFen: 0, villageFen: 1 } }],
    ['/fundingPlan/villageFen', { fundingPlan: { higherFen: 1, townFen: 0 } }],
    ['/fundingPlan/countyFen', { fundingPlan: { higherFen: 1, townFen: 0, villageFen: 0, countyFen: 5 } }],
    ['/fundingPlan', { fundingPlan: null }],
    ['/batch', { batch: 0 }],
    ['/batch', { batch: 1.5 }],
    ['/year', { year: 1949 }],
    ['/buildType', { buildType: 'Repair' }],
    ['/buildType', { buildType: '新建' }],
    ['/reason', { reason: '\u3000' }],
    ['/venueName', { venueName: '阵'.repeat(61) }],
    ['/targetOn', { targetOn: '2024-02-30' }],
    ['/villageId', { villageId: VILLAGE.code }],
    ['/standardVersion', { standardVersion: 1 }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(planning(change)).toEqual({ invalid: [pointer] });
  });

  it('names every field that is missing', () => {
    expect(given().when(planVenue, {})).toEqual({
      invalid: [
        '/villageId',
        '/venueName',
        '/year',
        '/buildType',
        '/reason',
        '/plannedAreaDm2',
        '/budgetFen',
        '/fundingPlan',
        '/targetOn',
        '/occurredOn',
      ],
    });
  });
});

describe('completing a venue', () => {
  const completing = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(completeVenue, { ...completion, ...change });

  it('records area, cost and grade, with the village and build type of the plan', () => {
    expect(completing({}, venuePlanned)).toEqual({ events: [venueCompleted] });
  });

  it('needs no money to have been allocated, and does not mind it', () => {
    expect(completing({}, venuePlanned, fundsAllocated)).toEqual({ events: [venueCompleted] });
  });

  it('needs a plan', () => {
    const refusal = { refused: 'project.unknown', at: '/venueId' };
    expect(completing({})).toEqual(refusal);
    expect(completing({ venueId: namedId('another') }, venuePlanned)).toEqual(refusal);
  });

  it('happens once', () => {
    expect(completing({ occurredOn: '2024-06-01' }, venuePlanned, venueCompleted)).toEqual({
      refused: 'venue.already-completed',
      at: '/venueId',
    });
  });

  it('does not happen after the project was cancelled', () => {
    expect(completing({}, venuePlanned, projectCancelled)).toEqual({
      refused: 'project.cancelled',
      at: '/venueId',
    });
  });

  it('may be on the day of the plan and not before', () => {
    expect(completing({ occurredOn: '2024-01-10' }, venuePlanned)).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-01-09' }, venuePlanned)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });

  it('may be before or after the target', () => {
    expect(completing({ occurredOn: '2025-03-01' }, venuePlanned)).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
    const late = given(venuePlanned).when(
      completeVenue,
      { ...completion, occurredOn: '2025-03-01' },
      { today: '2025-03-01' },
    );
    expect(late).toHaveProperty('events');
  });

  it('may be dated today and not tomorrow', () => {
    expect(completing({ occurredOn: '2024-06-15' }, venuePlanned)).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-06-16' }, venuePlanned)).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it.each([
    ['/builtAreaDm2', { builtAreaDm2: 0 }],
    ['/builtAreaDm2', { builtAreaDm2: -1 }],
    ['/builtAreaDm2', { builtAreaDm2: 0.5 }],
    ['/finalCostFen', { finalCostFen: 0 }],
    ['/finalCostFen', { finalCostFen: -1 }],
    ['/finalCostFen', { finalCostFen: 2 ** 53 }],
    ['/grade', { grade: 'low' }],
    ['/venueId', { venueId: undefined }],
    ['/buildType', { buildType: 'new' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(completing(change, venuePlanned)).toEqual({ invalid: [pointer] });
  });

  it('takes the smallest area and cost', () => {
    expect(completing({ builtAreaDm2: 1, finalCostFen: 1 }, venuePlanned)).toHaveProperty('events');
  });
});

describe('cancelling a project', () => {
  const cancelling = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(cancelProject, { ...cancellation, ...change });

  it('repeats what the plan had counted', () => {
    expect(cancelling({}, venuePlanned)).toEqual({ events: [projectCancelled] });
  });

  it('is possible after money was allocated', () => {
    expect(cancelling({}, venuePlanned, fundsAllocated)).toEqual({ events: [projectCancelled] });
  });

  it('needs a plan', () => {
    expect(cancelling({})).toEqual({ refused: 'project.unknown', at: '/venueId' });
  });

  it('happens once', () => {
    expect(cancelling({}, venuePlanned, projectCancelled)).toEqual({
      refused: 'project.cancelled',
      at: '/venueId',
    });
  });

  it('does not happen to a venue that is complete', () => {
    expect(cancelling({ occurredOn: '2024-06-01' }, venuePlanned, venueCompleted)).toEqual({
      refused: 'venue.already-completed',
      at: '/venueId',
    });
  });

  it('may be on the day of the plan and not before, today and not tomorrow', () => {
    expect(cancelling({ occurredOn: '2024-01-10' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ occurredOn: '2024-01-09' }, venuePlanned)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
    expect(cancelling({ occurredOn: '2024-06-15' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ occurredOn: '2024-06-16' }, venuePlanned)).toHaveProperty(
      'refused',
      'date.in-future',
    );
  });

  it('gives a reason of one to 500 characters', () => {
    expect(cancelling({ reason: '迁' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ reason: '迁'.repeat(500) }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ reason: '迁'.repeat(501) }, venuePlanned)).toEqual({ invalid: ['/reason'] });
    expect(cancelling({ reason: '' }, venuePlanned)).toEqual({ invalid: ['/reason'] });
    expect(cancelling({ reason: undefined }, venuePlanned)).toEqual({ invalid: ['/reason'] });
  });

  it('leaves other projects alone', () => {
    const another = { ...venuePlanned, stream: { type: 'project', id: namedId('another') } };
    expect(cancelling({ venueId: VENUE_ID }, another, venuePlanned)).toEqual({ events: [projectCancelled] });
  });
});
