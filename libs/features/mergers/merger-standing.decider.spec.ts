import { describe, expect, it } from '@jest/globals';
import { PERSON_ID, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { commissionVenue } from '../commissioning/commissioning.decider.ts';
import { factCorrected } from '../corrections/correction.events.ts';
import { fundsReceived, fundsReversed } from '../funds/funds.events.ts';
import {
  budgetAdjusted,
  designReviewed,
  designSubmitted,
  needsAssessed,
  projectStarted,
  siteSelected,
  villagerDiscussionHeld,
} from '../preparation/preparation.events.ts';
import { holdVillagerDiscussion, reviewDesign } from '../preparation/review.decider.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { evolveProject, unplanned } from '../shared/project-state.ts';
import { namedId, projectStream, villageStream } from '../shared/streams.ts';
import { evolveVenue, noVenue } from '../shared/venue-state.ts';
import { projectStatusChanged } from '../venues/venue.events.ts';
import { villageProfileUpdated } from '../villages/village.events.ts';
import { mergeTown } from './merger.decider.ts';
import { emptyTown, evolveTown } from './moving-town.decider.ts';

const FROM = { code: '990101100', name: '青石镇' };
const INTO = { code: '990101101', name: '河口镇' };
const DAY = '2024-06-01';
const TODAY = '2024-06-15';
const { villageRegistered, venuePlanned, fundsAllocated, venueCompleted } = facts;

/** What merging a town with this past decides. */
function merging(past: readonly DecidedEvent[], occurredOn = DAY) {
  const town = evolveTown(emptyTown, past);
  return mergeTown(town, { occurredOn, from: FROM, into: INTO }, { today: TODAY });
}

const types = (events: readonly DecidedEvent[]) => events.map(({ type }) => type);

const ALLOCATION = namedId('example/allocation');
const project = projectStream(VENUE_ID);
const ids = { venueId: VENUE_ID, villageId: VILLAGE.id };
const vote = { eligible: 30, present: 25, votesFor: 20 };

const needs = happened(needsAssessed, project, '2024-01-05', {
  ...ids,
  areaDm2: 8_000,
  gaps: [],
  costFen: 60_000_000,
});

const suspended = happened(projectStatusChanged, project, '2024-05-01', {
  ...ids,
  buildType: 'new',
  targetOn: '2024-12-20',
  status: 'suspended',
  reason: '汛期停工',
});

function corrected(eventType: string, change: { field: string; old: number; new: number }): DecidedEvent {
  return happened(factCorrected, project, '2024-05-25', {
    ...ids,
    eventId: namedId(eventType),
    eventType,
    ...change,
    reason: '录入有误',
    fact: {
      occurredOn: '2024-02-01',
      factId: ALLOCATION,
      tier: 'higher',
      source: '省级财政',
      kind: 'cash',
      buildType: 'new',
    },
  });
}

/** Planned, started, through its first round; the second one's review passed. 300,000 yuan allocated, then 280,000, then 260,000. */
const middleOfRounds: DecidedEvent[] = [
  needs,
  venuePlanned,
  fundsAllocated,
  happened(projectStarted, project, '2024-02-02', { ...ids, documentNo: '青建〔2024〕1号' }),
  happened(siteSelected, project, '2024-02-03', {
    ...ids,
    lat: 32.1,
    lng: 105.2,
    documentNo: '青地〔2024〕1号',
  }),
  happened(designSubmitted, project, '2024-02-10', {
    ...ids,
    designVersion: 1,
    areaDm2: 30_000,
    estimateFen: 60_000_000,
  }),
  happened(designReviewed, project, '2024-02-20', {
    ...ids,
    round: 1,
    designVersion: 1,
    level: 'town',
    outcome: 'passed',
  }),
  happened(villagerDiscussionHeld, project, '2024-03-01', { ...ids, round: 1, ...vote, carried: true }),
  happened(designSubmitted, project, '2024-03-05', {
    ...ids,
    designVersion: 2,
    areaDm2: 30_000,
    estimateFen: 62_000_000,
  }),
  happened(designReviewed, project, '2024-03-10', {
    ...ids,
    round: 2,
    designVersion: 2,
    level: 'county',
    outcome: 'passed',
  }),
  happened(budgetAdjusted, project, '2024-03-20', {
    ...ids,
    beforeFen: 60_000_000,
    budgetFen: 66_000_000,
    ...vote,
    reason: '地基加固',
    documentNo: '青议〔2024〕3号',
  }),
  happened(fundsReceived, project, '2024-03-21', {
    ...ids,
    receiptId: namedId('example/receipt'),
    allocationId: ALLOCATION,
    tier: 'higher',
    source: '省级财政',
    kind: 'cash',
    amountFen: 20_000_000,
    voucherNo: '记-18',
  }),
  happened(fundsReversed, project, '2024-04-01', {
    ...ids,
    reversalId: namedId('example/reversal'),
    allocationId: ALLOCATION,
    tier: 'higher',
    source: '省级财政',
    kind: 'cash',
    of: 'allocation',
    factId: ALLOCATION,
    amountFen: 2_000_000,
    reason: '指标收回',
  }),
  corrected('FundsAllocated', { field: 'amountFen', old: 30_000_000, new: 28_000_000 }),
];

const before = (past: readonly DecidedEvent[]) => past.reduce(evolveProject, unplanned);

describe('a project in the middle of its life', () => {
  const { facts: _, cameOn: _here, ...stood } = before(middleOfRounds);
  const { arrived } = merging([villageRegistered, ...middleOfRounds]);

  it('stands in the other town where it stood: its rounds, decisions, site and money', () => {
    const { cameOn, facts: known, ...stands } = evolveProject(unplanned, arrived[1]!);
    expect(stands).toEqual(stood);
    expect([cameOn, known]).toEqual([DAY, {}]);
    // What that is, by hand: the first round is carried, the second one's review passed.
    expect(stands).toMatchObject({
      stage: 'started',
      siteOn: '2024-02-03',
      plan: { budgetFen: 66_000_000 },
      design: { roundsDone: 1, review: { round: 2, outcome: 'passed', designVersion: 2 } },
      money: {
        allocations: { [ALLOCATION]: { allocatedFen: 26_000_000, receivedFen: 20_000_000, disbursedFen: 0 } },
      },
    });
  });

  it('goes on there with the next step of its round, from the day on which it came', () => {
    const context = { tenantCode: INTO.code };
    const discussing = (occurredOn: string) =>
      given(...arrived).when(holdVillagerDiscussion, { venueId: VENUE_ID, occurredOn, ...vote }, context);
    expect(discussing(DAY)).toMatchObject({ events: [{ data: { round: 2, carried: true } }] });
    expect(discussing('2024-05-31')).toHaveProperty('refused', 'date.before-earlier-stage');
    const review = { venueId: VENUE_ID, occurredOn: DAY, level: 'town', outcome: 'passed' };
    expect(given(...arrived).when(reviewDesign, review, context)).toHaveProperty('refused');
  });

  it('is counted with what was reversed and corrected since, and with its adjusted budget', () => {
    expect(arrived[1]!.data).toMatchObject({
      budgetFen: 66_000_000,
      allocated: { higherFen: 26_000_000, townFen: 0, villageFen: 0 },
      allocationIds: [ALLOCATION],
    });
    expect(arrived[0]!.data).toHaveProperty('before.amountFen', 26_000_000);
  });

  it('goes on from there when its new town is merged in its turn', () => {
    const next = mergeTown(
      evolveTown(emptyTown, arrived),
      { occurredOn: '2024-06-10', from: INTO, into: FROM },
      { today: TODAY },
    );
    const { cameOn, facts: _facts, ...stands } = evolveProject(unplanned, next.arrived[1]!);
    expect(stands).toEqual(stood);
    expect(cameOn).toBe('2024-06-10');
  });

  it('rests there too, if it rested; what goes on again does not', () => {
    const resting = { ...suspended, occurredOn: '2024-05-01' };
    const moved = merging([villageRegistered, ...middleOfRounds, resting]).arrived[1]!;
    expect(evolveProject(unplanned, moved)).toMatchObject({ stage: 'started', suspendedOn: '2024-05-01' });
    const resumed = { ...suspended, data: { ...suspended.data, status: 'resumed' } };
    const goesOn = merging([villageRegistered, ...middleOfRounds, resting, resumed]).arrived[1]!;
    expect(evolveProject(unplanned, goesOn)).toHaveProperty('suspendedOn', null);
  });

  it('of which only the need is known stays: there is no plan to go on with', () => {
    const { left, arrived: nothing } = merging([villageRegistered, needs]);
    expect(types(left)).toEqual(['VillageMovedOut']);
    expect(types(nothing)).toEqual(['VillageMovedIn']);
  });

  it('that was complete is carried as it was corrected', () => {
    const correction = corrected('VenueCompleted', { field: 'builtAreaDm2', old: 31_250, new: 31_520 });
    const moved = merging([villageRegistered, venuePlanned, venueCompleted, correction]);
    expect(moved.left[1]!.data).toHaveProperty('builtAreaDm2', 31_520);
    expect(moved.arrived[1]!.data).toHaveProperty('completion.builtAreaDm2', 31_520);
  });
});

describe('a venue', () => {
  const life = [
    facts.venueRegistered,
    facts.conditionAssessed,
    facts.sixHavesAssessed,
    facts.safetyAssigned,
    facts.venueCommissioned,
  ];

  it('moves as it stands, without its people', () => {
    const { left, arrived } = merging([villageRegistered, ...life]);
    expect(types(left)).toEqual(['VillageMovedOut', 'VenueMovedOut']);
    expect(left[1]).toMatchObject({
      stream: { type: 'venue', id: VENUE_ID },
      data: { venueId: VENUE_ID, villageId: VILLAGE.id, into: INTO },
    });
    expect(JSON.stringify(arrived)).not.toContain(PERSON_ID);
    expect(evolveVenue(noVenue, arrived[1]!)).toEqual({
      ...life.reduce(evolveVenue, noVenue),
      responsibilities: {},
      cameOn: DAY,
    });
  });

  it('is taken into use there once somebody of that town answers for each duty', () => {
    const { arrived } = merging([villageRegistered, ...life.slice(0, 4)]);
    const people = [facts.useAssigned, facts.maintenanceAssigned, facts.safetyAssigned].map((fact) => ({
      ...fact,
      occurredOn: DAY,
    }));
    const commissioning = (...more: DecidedEvent[]) =>
      given(...arrived, ...more).when(commissionVenue, { venueId: VENUE_ID, occurredOn: DAY });
    expect(commissioning()).toHaveProperty('refused', 'venue.no-one-for-use');
    expect(commissioning(...people)).toMatchObject({ events: [{ type: 'VenueCommissioned' }] });
  });

  it('is no venue of the town that it left', () => {
    const { left } = merging([villageRegistered, ...life]);
    expect([...life, ...left].reduce(evolveVenue, noVenue)).toEqual(noVenue);
  });

  it('that a project built moves with its area as it was corrected', () => {
    const correction = corrected('VenueCompleted', { field: 'builtAreaDm2', old: 31_250, new: 31_520 });
    const past = [villageRegistered, venuePlanned, venueCompleted, ...life, correction];
    const { arrived } = merging(past);
    const moved = arrived.find(({ type }) => type === 'VenueMovedIn')!;
    expect(evolveVenue(noVenue, moved)).toHaveProperty('registered.areaDm2', 31_520);
  });

  it('moves when it is retired: it stays retired', () => {
    const { arrived } = merging([villageRegistered, ...life, facts.venueRetired], '2024-06-14');
    expect(evolveVenue(noVenue, arrived[1]!)).toHaveProperty('retiredOn', '2024-06-14');
  });
});

describe('the figures of a village', () => {
  const profile = (year: number, population: number) =>
    happened(villageProfileUpdated, villageStream(VILLAGE.id), '2024-05-01', {
      villageId: VILLAGE.id,
      year,
      households: 300,
      population,
      branches: 2,
      members: 61,
      collectiveIncomeFen: 1_850_000,
    });

  it('of the latest year go along, as recorded last', () => {
    const { arrived } = merging([
      villageRegistered,
      profile(2023, 1_100),
      profile(2023, 1_112),
      profile(2022, 1_090),
    ]);
    expect(arrived[0]!.data['profile']).toEqual({
      year: 2023,
      households: 300,
      population: 1_112,
      branches: 2,
      members: 61,
      collectiveIncomeFen: 1_850_000,
    });
    expect(merging([villageRegistered]).arrived[0]!.data).not.toHaveProperty('profile');
  });
});
