import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { factCorrected } from '../corrections/correction.events.ts';
import { villageMovedIn } from '../mergers/merger.events.ts';
import { assessNeeds } from '../preparation/need.decider.ts';
import { noPolicy, type CountyPolicy } from '../shared/county-policy.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { namedId, projectStream, villageStream } from '../shared/streams.ts';
import { evolveVenue, noVenue } from '../shared/venue-state.ts';
import { planVenue } from '../venues/venue.decider.ts';
import { registerVenue } from './registration.decider.ts';

const { villageRegistered, neighbourRegistered, venuePlanned, venueCompleted, projectCancelled } = facts;
const body = exampleCommands['register-venue'];
const built = (change: object = {}, ...past: DecidedEvent[]) =>
  given(villageRegistered, neighbourRegistered, venuePlanned, venueCompleted, ...past).when(registerVenue, {
    ...body,
    ...change,
  });

const OLD = namedId('example/old-venue');
const oldVenue = {
  ...body,
  occurredOn: '2024-03-05',
  venueId: OLD,
  villageId: VILLAGE.id,
  name: '青石沟村老活动室',
  areaDm2: 8_000,
  origin: 'existing',
  condition: 'C',
};
const existing = (change: object = {}, ...past: DecidedEvent[]) =>
  given(villageRegistered, neighbourRegistered, ...past).when(registerVenue, { ...oldVenue, ...change });

/** A county whose second standard, from 2024-03-05 on, has another room. */
const policy: CountyPolicy = {
  ...noPolicy,
  standards: [
    { ...defaultStandard, version: 1, from: '2023-01-01' },
    {
      ...defaultStandard,
      version: 2,
      from: '2024-03-05',
      rooms: [...defaultStandard.rooms, { key: 'gym', name: '健身室' }],
    },
  ],
};

describe('registering what a project built', () => {
  it('takes village, name, area and standard from the project', () => {
    expect(built()).toEqual({
      events: [
        {
          stream: { type: 'venue', id: VENUE_ID },
          type: 'VenueRegistered',
          schemaVersion: 1,
          occurredOn: '2024-05-21',
          data: {
            venueId: VENUE_ID,
            villageId: VILLAGE.id,
            name: '青石沟村党群服务中心',
            areaDm2: 31_250,
            sharedWith: [],
            rooms: [
              { kind: 'office', count: 2 },
              { kind: 'library', count: 1 },
            ],
            homes: ['members', 'farmers'],
            origin: 'project',
            condition: 'A',
            standardVersion: 0,
          },
        },
      ],
    });
  });

  it('may give it another name than the plan did', () => {
    expect(built({ name: '青石沟为民中心' })).toHaveProperty('events.0.data.name', '青石沟为民中心');
  });

  it('takes no area: the completion has told it', () => {
    expect(built({ areaDm2: 31_250 })).toEqual({ refused: 'venue.area-of-project', at: '/areaDm2' });
  });

  it('needs the project, complete and not cancelled', () => {
    const refusal = (code: string) => ({ refused: code, at: '/venueId' });
    expect(given(villageRegistered).when(registerVenue, body)).toEqual(refusal('project.unknown'));
    expect(given(venuePlanned).when(registerVenue, body)).toEqual(refusal('venue.not-completed'));
    expect(given(venuePlanned, projectCancelled).when(registerVenue, body)).toEqual(
      refusal('project.cancelled'),
    );
    expect(given(venuePlanned, venueCompleted).when(registerVenue, body)).toHaveProperty('events');
  });

  it('happens once', () => {
    const first = built();
    const past = 'events' in first ? first.events : [];
    expect(built({ occurredOn: '2024-06-01' }, ...past)).toEqual({
      refused: 'venue.already-registered',
      at: '/venueId',
    });
  });

  it('is for the project’s own village', () => {
    expect(built({ villageId: VILLAGE.id })).toHaveProperty('events');
    expect(built({ villageId: NEIGHBOUR.id })).toEqual({
      refused: 'project.other-village',
      at: '/villageId',
    });
  });

  it('may be on the day of completion and not before, today and not tomorrow', () => {
    const early = { refused: 'date.before-earlier-stage', at: '/occurredOn' };
    expect(built({ occurredOn: '2024-05-20' })).toHaveProperty('events');
    expect(built({ occurredOn: '2024-05-19' })).toEqual(early);
    expect(built({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(built({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it('keeps to the standard that the project is pinned to', () => {
    const gym = { rooms: [{ kind: 'gym', count: 1 }] };
    const pinned = (standardVersion: number) => ({
      ...venuePlanned,
      data: { ...venuePlanned.data, standardVersion },
    });
    const by = (version: number) =>
      given(pinned(version), venueCompleted).when(registerVenue, { ...body, ...gym }, { policy });
    expect(by(2)).toHaveProperty('events.0.data.standardVersion', 2);
    expect(by(1)).toEqual({ refused: 'venue.unknown-room', at: '/rooms/0/kind' });
  });
});

describe('the area of what a project built', () => {
  const correction = happened(factCorrected, projectStream(VENUE_ID), '2024-06-01', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    eventId: namedId('completion'),
    eventType: 'VenueCompleted',
    field: 'builtAreaDm2',
    old: 31_250,
    new: 31_520,
    reason: '录入时数字颠倒',
    fact: { occurredOn: '2024-05-20', buildType: 'new' },
  });
  const areaAfter = (registration: ReturnType<typeof built>, ...later: DecidedEvent[]) =>
    [...('events' in registration ? registration.events : []), ...later].reduce(evolveVenue, noVenue)
      .registered?.areaDm2;

  it('follows a correction of the completion', () => {
    expect(areaAfter(built(), correction)).toBe(31_520);
    expect(built({}, correction)).toHaveProperty('events.0.data.areaDm2', 31_520);
  });

  it('follows no correction of another field, and none where the venue was there before', () => {
    const ofCost = { ...correction, data: { ...correction.data, field: 'finalCostFen' } };
    expect(areaAfter(built(), ofCost)).toBe(31_250);
    expect(areaAfter(existing(), correction)).toBe(8_000);
  });
});

describe('registering an existing venue', () => {
  it('records it under its own id, or a new one', () => {
    expect(existing()).toMatchObject({
      events: [
        {
          stream: { type: 'venue', id: OLD },
          data: {
            venueId: OLD,
            villageId: VILLAGE.id,
            areaDm2: 8_000,
            origin: 'existing',
            standardVersion: 0,
          },
        },
      ],
    });
    expect(existing({ venueId: undefined })).toMatchObject({
      events: [{ stream: { type: 'venue', id: NEW_ID }, data: { venueId: NEW_ID } }],
    });
  });

  it.each(['villageId', 'name', 'areaDm2'])('needs its %s', (field) => {
    expect(existing({ [field]: undefined })).toEqual({ refused: 'venue.field-needed', at: `/${field}` });
  });

  it('needs a village of the town', () => {
    expect(given().when(registerVenue, oldVenue)).toEqual({ refused: 'village.unknown', at: '/villageId' });
  });

  it('is not under the id of a project, whether or not that is complete', () => {
    expect(existing({ venueId: VENUE_ID }, venuePlanned)).toEqual({
      refused: 'venue.not-completed',
      at: '/venueId',
    });
    expect(existing({ venueId: VENUE_ID }, venuePlanned, venueCompleted)).toEqual({
      refused: 'venue.built-by-project',
      at: '/origin',
    });
  });

  it('gives its id to no project: a repair is planned under another', () => {
    const decision = existing();
    const past = 'events' in decision ? decision.events : [];
    const refusal = { refused: 'venue.existing', at: '/venueId' };
    const planning = (venueId: string) =>
      given(villageRegistered, ...past).when(planVenue, { ...exampleCommands['plan-venue'], venueId });
    expect(planning(OLD)).toEqual(refusal);
    expect(planning(VENUE_ID)).toHaveProperty('events');
    const need = { ...exampleCommands['assess-needs'], venueId: OLD };
    expect(given(villageRegistered, ...past).when(assessNeeds, need)).toEqual(refusal);
  });

  it('is not before the village came to the town', () => {
    const cameOn = happened(villageMovedIn, villageStream(VILLAGE.id), '2024-03-05', {
      villageId: VILLAGE.id,
      code: VILLAGE.code,
      name: VILLAGE.name,
      from: { code: '990101101', name: '河口镇' },
      before: { venuesCancelled: 0, amountFen: 0, trainings: 0, people: 0 },
      trainingsThatDay: [],
    });
    expect(existing({}, cameOn)).toHaveProperty('events');
    expect(existing({ occurredOn: '2024-03-04' }, cameOn)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });

  it('keeps to the standard that is in force on its day', () => {
    const on = (occurredOn: string, kind: string) =>
      given(villageRegistered).when(
        registerVenue,
        { ...oldVenue, occurredOn, rooms: [{ kind, count: 1 }] },
        { policy },
      );
    expect(on('2024-03-05', 'gym')).toHaveProperty('events.0.data.standardVersion', 2);
    expect(on('2024-03-04', 'gym')).toEqual({ refused: 'venue.unknown-room', at: '/rooms/0/kind' });
    expect(on('2024-03-04', 'office')).toHaveProperty('events.0.data.standardVersion', 1);
  });
});

describe('a venue that serves several villages', () => {
  it('names villages of the town', () => {
    expect(existing({ sharedWith: [NEIGHBOUR.id] })).toHaveProperty('events.0.data.sharedWith', [
      NEIGHBOUR.id,
    ]);
    expect(existing({ sharedWith: [NEIGHBOUR.id, namedId('nowhere')] })).toEqual({
      refused: 'village.unknown',
      at: '/sharedWith/1',
    });
  });

  it('does not name its own, and none twice', () => {
    expect(existing({ sharedWith: [VILLAGE.id] })).toEqual({
      refused: 'venue.shared-with-itself',
      at: '/sharedWith/0',
    });
    expect(built({ sharedWith: [NEIGHBOUR.id, NEIGHBOUR.id] })).toEqual({
      refused: 'venue.listed-twice',
      at: '/sharedWith/1',
    });
  });
});

describe('rooms and homes', () => {
  it('are listed once each', () => {
    const rooms = [
      { kind: 'office', count: 1 },
      { kind: 'library', count: 1 },
      { kind: 'office', count: 2 },
    ];
    expect(built({ rooms })).toEqual({ refused: 'venue.listed-twice', at: '/rooms/2' });
    expect(built({ homes: ['women', 'women'] })).toEqual({ refused: 'venue.listed-twice', at: '/homes/1' });
  });
});
