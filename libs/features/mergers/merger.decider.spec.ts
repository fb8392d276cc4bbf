import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { allocateFunds } from '../funds/funds.decider.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { startProject } from '../preparation/start.decider.ts';
import { Refusal } from '../shared/refusal.ts';
import { namedId } from '../shared/streams.ts';
import { holdTraining } from '../trainings/training.decider.ts';
import { completeVenue } from '../construction/completion.decider.ts';
import { cancelProject } from '../venues/status.decider.ts';
import { planVenue } from '../venues/venue.decider.ts';
import { registerVillage } from '../villages/village.decider.ts';
import { mergeTown } from './merger.decider.ts';
import { emptyTown, evolveTown } from './moving-town.decider.ts';

const FROM = { code: '990101100', name: '青石镇' };
const INTO = { code: '990101101', name: '河口镇' };
const DAY = '2024-06-01';
const TODAY = '2024-06-15';
const { villageRegistered, neighbourRegistered, venuePlanned, fundsAllocated, venueCompleted } = facts;

/** What merging a town with this past decides. */
function merging(past: readonly DecidedEvent[], occurredOn = DAY) {
  const town = evolveTown(emptyTown, past);
  return mergeTown(town, { occurredOn, from: FROM, into: INTO }, { today: TODAY });
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
}

const types = (events: readonly DecidedEvent[]) => events.map(({ type }) => type);

describe('merging a town into another', () => {
  it('moves every village, and says where it came from', () => {
    const { left, arrived } = merging([villageRegistered, neighbourRegistered]);
    expect(types(left)).toEqual(['VillageMovedOut', 'VillageMovedOut']);
    expect(left[0]).toMatchObject({
      stream: villageRegistered.stream,
      occurredOn: DAY,
      data: { villageId: VILLAGE.id, into: INTO },
    });
    expect(arrived[0]).toMatchObject({
      stream: villageRegistered.stream,
      occurredOn: DAY,
      data: {
        villageId: VILLAGE.id,
        code: VILLAGE.code,
        name: VILLAGE.name,
        from: FROM,
        before: { venuesCancelled: 0, amountFen: 0, trainings: 0, people: 0 },
        trainingsThatDay: [],
      },
    });
  });

  it('moves a project as it stands: plan, day of the plan, money and allocations', () => {
    const { left, arrived } = merging([villageRegistered, venuePlanned, fundsAllocated]);
    expect(left[1]!.data).toEqual({
      venueId: VENUE_ID,
      villageId: VILLAGE.id,
      buildType: 'new',
      targetOn: '2024-12-20',
      into: INTO,
    });
    const { standing: _, ...data } = arrived[1]!.data;
    expect(data).toEqual({
      ...venuePlanned.data,
      plannedOn: '2024-01-10',
      allocated: { higherFen: 30_000_000, townFen: 0, villageFen: 0 },
      allocationIds: [fundsAllocated.data['allocationId']],
      from: FROM,
    });
  });

  it('moves a complete venue with its completion', () => {
    const { left, arrived } = merging([villageRegistered, venuePlanned, venueCompleted]);
    expect(left[1]!.data).toHaveProperty('builtAreaDm2', 31_250);
    expect(arrived[1]!.data['completion']).toEqual({
      completedOn: '2024-05-20',
      builtAreaDm2: 31_250,
      finalCostFen: 58_500_000,
      grade: 'standard',
    });
  });

  it('leaves a cancelled project where it was given up; the village knows of it and of its money', () => {
    const { left, arrived } = merging([
      villageRegistered,
      venuePlanned,
      fundsAllocated,
      facts.projectCancelled,
    ]);
    expect(types(left)).toEqual(['VillageMovedOut']);
    expect(arrived[0]!.data['before']).toMatchObject({ venuesCancelled: 1, amountFen: 30_000_000 });
  });

  it('tells of the trainings before, and of those of the very day', () => {
    const { arrived } = merging([villageRegistered, venuePlanned, venueCompleted, facts.trainingHeld]);
    expect(arrived[0]!.data).toMatchObject({
      before: { trainings: 1, people: 46, lastTrainingOn: '2024-06-01' },
      trainingsThatDay: [{ trainingId: namedId('example/training'), venueId: VENUE_ID, startTime: '09:30' }],
    });
    const later = merging(
      [villageRegistered, venuePlanned, venueCompleted, facts.trainingHeld],
      '2024-06-02',
    );
    expect(later.arrived[0]!.data['trainingsThatDay']).toEqual([]);
  });

  it('is neither before the last fact of the town nor in the future', () => {
    const past = [villageRegistered, venuePlanned, venueCompleted];
    expect(refusalOf(() => merging(past, '2024-05-19'))).toBe('merger.before-last-fact');
    expect(refusalOf(() => merging(past, '2024-05-20'))).toBe('none');
    expect(refusalOf(() => merging(past, '2024-06-16'))).toBe('date.in-future');
  });

  it('of a town that others were merged into moves what came from them', () => {
    const first = merging([villageRegistered, venuePlanned, fundsAllocated, venueCompleted]);
    const next = mergeTown(
      evolveTown(emptyTown, first.arrived),
      { occurredOn: '2024-06-10', from: INTO, into: FROM },
      { today: TODAY },
    );
    expect(next.arrived.map(({ data: { from: _, ...data } }) => data)).toEqual(
      first.arrived.map(({ data: { from: _, ...data } }) => data),
    );
  });
});

describe('a town of which one village went into another', () => {
  const past = [villageRegistered, neighbourRegistered, facts.villageMerged, facts.neighbourAbsorbed];
  const { left, arrived } = merging(past, '2024-06-10');
  const context = { tenantCode: INTO.code };

  it('says of the former that it counts for none, and of both what they are to each other', () => {
    expect(left.map(({ data }) => data['merged'])).toEqual([true, undefined]);
    expect(arrived[0]!.data).toMatchObject({
      villageId: VILLAGE.id,
      merged: { into: NEIGHBOUR.id, name: NEIGHBOUR.name, on: '2024-06-01' },
    });
    expect(arrived[1]!.data).toMatchObject({ villageId: NEIGHBOUR.id, absorbed: [VILLAGE.id] });
  });

  it('brings the former along as a part of the latter: nothing is planned there, only for its heir', () => {
    const plan = { ...exampleCommands['plan-venue'], occurredOn: '2024-06-10' };
    expect(given(...arrived).when(planVenue, plan, context)).toHaveProperty('refused', 'village.merged');
    const forHeir = { ...plan, villageId: NEIGHBOUR.id };
    expect(given(...arrived).when(planVenue, forHeir, context)).toHaveProperty('events');
  });

  it('moves both on in the same way', () => {
    const next = mergeTown(
      evolveTown(emptyTown, arrived),
      { occurredOn: '2024-06-12', from: INTO, into: FROM },
      { today: TODAY },
    );
    expect(next.arrived.map(({ data: { from: _, ...data } }) => data)).toEqual(
      arrived.map(({ data: { from: _, ...data } }) => data),
    );
  });
});

describe('in the town that a village came to', () => {
  const open = merging([villageRegistered, venuePlanned, fundsAllocated]).arrived;
  const complete = merging([villageRegistered, venuePlanned, venueCompleted, facts.trainingHeld]).arrived;
  const context = { tenantCode: INTO.code };

  it('its projects are paid, started and cancelled from that day on', () => {
    const allocation = { ...exampleCommands['allocate-funds'], allocationId: namedId('another') };
    const commands = [
      [allocateFunds, allocation],
      [startProject, exampleCommands['start-project']],
      [cancelProject, exampleCommands['cancel-project']],
    ] as const;
    for (const [type, body] of commands) {
      const on = (occurredOn: string) => given(...open).when(type as never, { ...body, occurredOn }, context);
      expect(on(DAY)).toHaveProperty('events');
      expect(on('2024-05-31')).toEqual({ refused: 'date.before-earlier-stage', at: '/occurredOn' });
    }
  });

  it('an allocation that was recorded before is not recorded again', () => {
    const body = { ...exampleCommands['allocate-funds'], occurredOn: DAY };
    expect(given(...open).when(allocateFunds, body, context)).toHaveProperty(
      'refused',
      'funds.already-allocated',
    );
  });

  it('venues are planned for it from that day on, none under an id that it brought', () => {
    const body = { ...exampleCommands['plan-venue'], venueId: namedId('another') };
    const on = (change: object) => given(...open).when(planVenue, { ...body, ...change }, context);
    expect(on({ occurredOn: DAY })).toHaveProperty('events');
    expect(on({ occurredOn: '2024-05-31' })).toHaveProperty('refused', 'date.before-earlier-stage');
    expect(on({ occurredOn: DAY, venueId: VENUE_ID })).toHaveProperty('refused', 'venue.already-planned');
  });

  it('trainings are held in its venues, none twice that was recorded on that day', () => {
    const body = { ...exampleCommands['hold-training'], trainingId: namedId('another') };
    const on = (change: object) => given(...complete).when(holdTraining, { ...body, ...change }, context);
    expect(on({ startTime: '14:00' })).toHaveProperty('events');
    expect(on({})).toHaveProperty('refused', 'training.same-time-and-venue');
    expect(on({ startTime: '14:00', trainingId: namedId('example/training') })).toHaveProperty(
      'refused',
      'training.already-recorded',
    );
    expect(on({ occurredOn: '2024-05-31' })).toHaveProperty('refused', 'date.before-earlier-stage');
  });
});

describe('in the town that a village left', () => {
  const left = merging([villageRegistered, venuePlanned]).left;
  const past = [villageRegistered, venuePlanned, ...left];

  it('neither the village nor its project is there any more', () => {
    const body = { ...exampleCommands['plan-venue'], occurredOn: DAY, venueId: namedId('another') };
    expect(given(...past).when(planVenue, body)).toHaveProperty('refused', 'village.unknown');
    const completion = { ...exampleCommands['complete-venue'], occurredOn: DAY };
    expect(given(...past).when(completeVenue, completion)).toHaveProperty('refused', 'project.unknown');
  });

  it('a village of the same code may be registered again', () => {
    const body = { ...exampleCommands['register-village'], occurredOn: DAY };
    expect(given(...past).when(registerVillage, body)).toHaveProperty('events');
  });
});
