import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { needed } from '../../testing/preparation-facts.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId } from '../shared/streams.ts';
import { planVenue } from './venue.decider.ts';

const { villageRegistered, neighbourRegistered, venuePlanned, venueCompleted, projectCancelled } = facts;
const plan = exampleCommands['plan-venue'];

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
