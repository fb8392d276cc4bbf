import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId, useStream } from '../shared/streams.ts';
import { holdTraining } from './training.decider.ts';

const {
  villageRegistered,
  neighbourRegistered,
  venuePlanned,
  venueCompleted,
  venueRegistered,
  projectCancelled,
  trainingHeld,
} = facts;
const body = exampleCommands['hold-training'];
const another = { trainingId: namedId('another') };

const holding = (change: object = {}, ...past: DecidedEvent[]) =>
  given(villageRegistered, neighbourRegistered, venuePlanned, venueCompleted, ...past).when(holdTraining, {
    ...body,
    ...change,
  });

describe('holding a training', () => {
  it('is recorded in the month of the village', () => {
    expect(holding()).toEqual({ events: [trainingHeld] });
  });

  it('gets an id when the command brings none', () => {
    expect(holding({ trainingId: undefined })).toEqual({
      events: [{ ...trainingHeld, data: { ...trainingHeld.data, trainingId: NEW_ID } }],
    });
  });

  it('needs a village that the town has registered', () => {
    const refusal = { refused: 'village.unknown', at: '/villageId' };
    expect(given().when(holdTraining, { ...body, venueId: undefined })).toEqual(refusal);
    expect(given(neighbourRegistered).when(holdTraining, { ...body, venueId: undefined })).toEqual(refusal);
    expect(given(venuePlanned, venueCompleted).when(holdTraining, body)).toEqual(refusal);
  });

  it('may be dated today and not tomorrow', () => {
    expect(holding({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(holding({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });
});

describe('the people of a training', () => {
  it('are not nobody', () => {
    expect(holding({ members: 0, public: 0 })).toEqual({ refused: 'training.nobody', at: '/public' });
  });

  it('may be one member, or one of the public', () => {
    expect(holding({ members: 1, public: 0 })).toHaveProperty('events');
    expect(holding({ members: 0, public: 1 })).toHaveProperty('events');
  });

  it('are 2,000 at most, members and public together', () => {
    const refusal = { refused: 'training.implausible-number', at: '/public' };
    expect(holding({ members: 1_000, public: 1_000 })).toHaveProperty('events');
    expect(holding({ members: 1_001, public: 1_000 })).toEqual(refusal);
    expect(holding({ members: 0, public: 2_001 })).toEqual(refusal);
    expect(holding({ members: 2_000, public: 0 })).toHaveProperty('events');
  });
});

describe('place and time of a training', () => {
  const taken = { refused: 'training.same-time-and-venue', at: '/startTime' };

  it('are taken once', () => {
    expect(holding(another, trainingHeld)).toEqual(taken);
    expect(holding({ ...another, topic: '电商', host: 'other', platform: 1 }, trainingHeld)).toEqual(taken);
  });

  it('are free at another time of the day', () => {
    expect(holding({ ...another, startTime: '09:31' }, trainingHeld)).toHaveProperty('events');
  });

  it('are free on another day', () => {
    expect(holding({ ...another, occurredOn: '2024-06-02' }, trainingHeld)).toHaveProperty('events');
  });

  it('are free at another venue of the village, and outside of any', () => {
    const second = namedId('second venue');
    const secondPlanned = {
      ...venuePlanned,
      stream: { type: 'project', id: second },
      data: { ...venuePlanned.data, venueId: second },
    };
    const secondCompleted = {
      ...venueCompleted,
      stream: { type: 'project', id: second },
      data: { ...venueCompleted.data, venueId: second },
    };
    const past = [trainingHeld, secondPlanned, secondCompleted];
    expect(holding({ ...another, venueId: second }, ...past)).toHaveProperty('events');
    expect(holding({ ...another, venueId: undefined }, ...past)).toHaveProperty('events');
  });

  it('are taken once outside of any venue too', () => {
    const { venueId: _, ...data } = trainingHeld.data;
    const outside = { ...trainingHeld, data };
    expect(holding({ ...another, venueId: undefined }, outside)).toEqual(taken);
    expect(holding({ ...another, venueId: undefined, villageId: NEIGHBOUR.id }, outside)).toHaveProperty(
      'events',
    );
  });

  it('are remembered from the first to the last day of a month', () => {
    const on = (day: string) => ({
      ...trainingHeld,
      stream: useStream(VILLAGE.id, day.slice(0, 7)),
      occurredOn: day,
    });
    const last = on('2024-05-31');
    const first = on('2024-06-01');
    expect(holding({ ...another, occurredOn: '2024-05-31' }, last, first)).toEqual(taken);
    expect(holding({ ...another, occurredOn: '2024-06-01' }, last, first)).toEqual(taken);
    expect(holding({ ...another, occurredOn: '2024-06-01' }, last)).toHaveProperty('events');
    expect(holding({ ...another, occurredOn: '2024-05-31' }, first)).toHaveProperty('events');
  });

  it('do not excuse the same training twice', () => {
    expect(holding({ startTime: '14:00' }, trainingHeld)).toEqual({
      refused: 'training.already-recorded',
      at: '/trainingId',
    });
  });
});

describe('the month of a training', () => {
  it('decides on its stream, at both ends', () => {
    const streamOn = (occurredOn: string) => {
      const decision = holding({ occurredOn, venueId: undefined });
      return 'events' in decision ? decision.events[0]?.stream : decision;
    };
    expect(streamOn('2024-05-31')).toEqual(useStream(VILLAGE.id, '2024-05'));
    expect(streamOn('2024-06-01')).toEqual(useStream(VILLAGE.id, '2024-06'));
    expect(streamOn('2024-05-31')).not.toEqual(streamOn('2024-06-01'));
    expect(streamOn('2023-06-01')).not.toEqual(streamOn('2024-06-01'));
  });
});

describe('the venue of a training', () => {
  const unusable = { refused: 'training.venue-not-usable', at: '/venueId' };
  const held = (...past: DecidedEvent[]) =>
    given(villageRegistered, neighbourRegistered, ...past).when(holdTraining, body);

  it('may be left out', () => {
    expect(holding({ venueId: undefined })).toHaveProperty('events');
  });

  it('is known', () => {
    expect(held()).toEqual(unusable);
  });

  it('is complete', () => {
    expect(held(venuePlanned)).toEqual(unusable);
  });

  it('is not cancelled', () => {
    expect(held(venuePlanned, projectCancelled)).toEqual(unusable);
  });

  it('is of the same village', () => {
    expect(holding({ villageId: NEIGHBOUR.id })).toEqual(unusable);
  });

  it('is used from the day of its completion on', () => {
    expect(holding({ occurredOn: '2024-05-20' })).toHaveProperty('events');
    expect(holding({ occurredOn: '2024-05-19' })).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });

  it('may be one that was there before, from the day of its registration on', () => {
    const existing = { ...venueRegistered, data: { ...venueRegistered.data, origin: 'existing' } };
    expect(held(existing)).toHaveProperty('events');
    const on = (occurredOn: string) =>
      given(villageRegistered, existing).when(holdTraining, { ...body, occurredOn });
    expect(on('2024-05-21')).toHaveProperty('events');
    expect(on('2024-05-20')).toEqual({ refused: 'date.before-earlier-stage', at: '/occurredOn' });
  });

  it('may be one that the village shares with its own', () => {
    const sharedWith = (villages: string[]) => ({
      ...venueRegistered,
      data: { ...venueRegistered.data, sharedWith: villages },
    });
    expect(holding({ villageId: NEIGHBOUR.id }, sharedWith([NEIGHBOUR.id]))).toHaveProperty('events');
    expect(holding({ villageId: NEIGHBOUR.id }, sharedWith([]))).toEqual(unusable);
  });

  it('is not used after the day on which it was retired', () => {
    const on = (occurredOn: string) => holding({ occurredOn }, venueRegistered, facts.venueRetired);
    expect(on('2024-06-14')).toHaveProperty('events');
    expect(on('2024-06-15')).toEqual({ refused: 'training.venue-retired', at: '/venueId' });
  });

  it('is one and the same in capitals', () => {
    expect(holding({ ...another, venueId: VENUE_ID.toUpperCase() }, trainingHeld)).toHaveProperty(
      'refused',
      'training.same-time-and-venue',
    );
  });
});

describe('the form of a training', () => {
  it.each([0.5, 1, 2.5, 23.5, 24])('takes %d hours', (hours) => {
    expect(holding({ hours })).toHaveProperty('events');
  });

  it.each(['00:00', '09:05', '19:59', '23:59'])('takes %s as a time', (startTime) => {
    expect(holding({ startTime })).toHaveProperty('events');
  });

  it.each([
    ['/hours', { hours: 0 }],
    ['/hours', { hours: 0.25 }],
    ['/hours', { hours: 24.5 }],
    ['/hours', { hours: -1 }],
    ['/hours', { hours: '2.5' }],
    ['/startTime', { startTime: '24:00' }],
    ['/startTime', { startTime: '9:30' }],
    ['/startTime', { startTime: '09:60' }],
    ['/startTime', { startTime: '09:30:00' }],
    ['/startTime', { startTime: '09:30\n' }],
    ['/platform', { platform: 0 }],
    ['/platform', { platform: 8 }],
    ['/platform', { platform: '2' }],
    ['/host', { host: 'university' }],
    ['/members', { members: -1 }],
    ['/members', { members: 0.5 }],
    ['/public', { public: -1 }],
    ['/public', { public: 100_001 }],
    ['/topic', { topic: ' ' }],
    ['/topic', { topic: '题'.repeat(101) }],
    ['/venueId', { venueId: null }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(holding(change)).toEqual({ invalid: [pointer] });
  });
});
