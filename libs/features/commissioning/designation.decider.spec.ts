import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { noPolicy } from '../shared/county-policy.ts';
import { happened, type DataOf, type DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { venueStream } from '../shared/streams.ts';
import { venueDesignated } from './commissioning.events.ts';
import { designateVenue } from './designation.decider.ts';

const { venueRegistered, venueCommissioned, venueRetired } = facts;
const body = exampleCommands['designate-venue'];
const EARLY = { refused: 'date.before-earlier-stage', at: '/occurredOn' };

const designating = (change: object = {}, ...past: DecidedEvent[]) =>
  given(venueRegistered, ...past).when(designateVenue, { ...body, ...change }, { today: '2026-12-31' });

/** The venue is a highlight of the county from 2024-06-01 to 2025-05-31. */
const highlight = (change: Partial<DataOf<typeof venueDesignated>> = {}) =>
  happened(venueDesignated, venueStream(VENUE_ID), '2024-06-01', {
    venueId: VENUE_ID,
    villageId: VILLAGE.id,
    kind: 'highlight',
    level: 'county',
    change: 'granted',
    until: '2025-05-31',
    documentNo: '县组〔2024〕9号',
    ...change,
  });

describe('designating a venue', () => {
  it('is recorded with its level, its last day and its document', () => {
    expect(designating()).toEqual({
      events: [
        {
          stream: { type: 'venue', id: VENUE_ID },
          type: 'VenueDesignated',
          schemaVersion: 1,
          occurredOn: '2024-06-10',
          data: {
            venueId: VENUE_ID,
            villageId: VILLAGE.id,
            kind: 'highlight',
            level: 'town',
            change: 'granted',
            until: '2026-06-09',
            documentNo: '青镇〔2024〕31号',
          },
        },
      ],
    });
  });

  it('needs a venue that is registered and not retired', () => {
    expect(given().when(designateVenue, body)).toEqual({ refused: 'venue.not-registered', at: '/venueId' });
    expect(designating({ occurredOn: '2024-07-01' }, venueRetired)).toEqual({
      refused: 'venue.retired',
      at: '/venueId',
    });
  });

  it('is not before the registration, nor in the future', () => {
    expect(designating({ occurredOn: '2024-05-21' })).toHaveProperty('events');
    expect(designating({ occurredOn: '2024-05-20' })).toEqual(EARLY);
    expect(given(venueRegistered).when(designateVenue, { ...body, occurredOn: '2024-06-16' })).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it('has a last day, which is its first at the earliest', () => {
    expect(designating({ until: undefined })).toEqual({
      refused: 'venue.designation-without-end',
      at: '/until',
    });
    expect(designating({ until: '2024-06-10' })).toHaveProperty('events');
    expect(designating({ until: '2024-06-09' })).toEqual({
      refused: 'venue.designation-ends-before',
      at: '/until',
    });
  });
});

describe('a designation that is held', () => {
  const until = '2027-05-31';
  const granting = (change: object) => designating({ until, ...change }, highlight());

  it('is granted again at a higher level, or for longer at the same', () => {
    expect(granting({ level: 'prefecture' })).toHaveProperty('events');
    expect(granting({ level: 'prefecture', until: '2024-12-31' })).toHaveProperty('events');
    expect(granting({ level: 'county', until: '2025-06-01' })).toHaveProperty('events');
  });

  it('is not granted again at a lower level, or at the same for no longer', () => {
    const held = { refused: 'venue.already-designated', at: '/level' };
    expect(granting({ level: 'town' })).toEqual(held);
    expect(granting({ level: 'county', until: '2025-05-31' })).toEqual(held);
  });

  it('is lowered to a lower level', () => {
    const lowering = (level: string) => granting({ change: 'lowered', level });
    expect(lowering('town')).toHaveProperty('events');
    expect(lowering('county')).toEqual({ refused: 'venue.designation-level', at: '/level' });
    expect(lowering('province')).toEqual({ refused: 'venue.designation-level', at: '/level' });
  });

  it('is revoked at the level it has, without a last day', () => {
    const revoking = (change: object) => granting({ change: 'revoked', until: undefined, ...change });
    expect(revoking({ level: 'county' })).toHaveProperty('events');
    expect(revoking({ level: 'town' })).toEqual({ refused: 'venue.designation-level', at: '/level' });
    expect(revoking({ level: 'county', until })).toEqual({ refused: 'venue.end-of-revoked', at: '/until' });
  });

  it('does not change before the day of its last change', () => {
    expect(granting({ level: 'province', occurredOn: '2024-06-01' })).toHaveProperty('events');
    expect(granting({ level: 'province', occurredOn: '2024-05-31' })).toEqual(EARLY);
  });
});

describe('a designation that is not held', () => {
  const none = { refused: 'venue.not-designated', at: '/change' };
  const lowered = { change: 'lowered', level: 'town', until: '2027-05-31' };

  it('is neither lowered nor revoked: never granted, of the other kind, revoked, or expired', () => {
    const revoked = { change: 'revoked', level: 'county', until: undefined };
    for (const change of [lowered, revoked]) {
      expect(designating(change)).toEqual(none);
      expect(designating(change, highlight({ kind: 'demonstration' }))).toEqual(none);
      expect(designating(change, highlight(), highlight({ change: 'revoked' }))).toEqual(none);
      expect(designating({ ...change, occurredOn: '2025-06-01' }, highlight())).toEqual(none);
    }
    expect(designating({ ...lowered, occurredOn: '2025-05-31' }, highlight())).toHaveProperty('events');
  });

  it('is granted at any level once it has expired', () => {
    const granting = (occurredOn: string) => designating({ occurredOn, until: '2027-01-01' }, highlight());
    expect(granting('2025-06-01')).toHaveProperty('events');
    expect(granting('2025-05-31')).toHaveProperty('refused', 'venue.already-designated');
  });
});

describe('a demonstration', () => {
  const demonstration = {
    kind: 'demonstration',
    level: 'county',
    occurredOn: '2025-05-28',
    until: '2027-05-27',
    score: 90,
  };
  const granting = (change: object = {}) => designating({ ...demonstration, ...change }, venueCommissioned);

  it('is in use', () => {
    expect(granting()).toHaveProperty('events');
    expect(designating(demonstration)).toEqual({ refused: 'venue.not-in-use', at: '/kind' });
  });

  it('has been so for the standard’s months, which end on the same day of a month', () => {
    expect(granting({ occurredOn: '2025-05-28' })).toHaveProperty('events');
    expect(granting({ occurredOn: '2025-05-27' })).toEqual({
      refused: 'venue.too-short-in-use',
      at: '/occurredOn',
    });
  });

  it('has the standard’s score', () => {
    expect(granting({ score: 90 })).toHaveProperty('events');
    expect(granting({ score: 89 })).toEqual({ refused: 'venue.score-too-low', at: '/score' });
    expect(granting({ score: undefined })).toEqual({ refused: 'venue.score-missing', at: '/score' });
  });

  it('keeps to the standard that the venue was registered by', () => {
    const milder = { ...defaultStandard, version: 1, demonstration: { monthsInUse: 0, score: 60 } };
    const policy = { ...noPolicy, standards: [milder] };
    const byVersion = (standardVersion: number) =>
      given(
        { ...venueRegistered, data: { ...venueRegistered.data, standardVersion } },
        venueCommissioned,
      ).when(designateVenue, { ...body, ...demonstration, occurredOn: '2024-05-28', score: 60 }, { policy });
    expect(byVersion(1)).toHaveProperty('events');
    expect(byVersion(0)).toHaveProperty('refused', 'venue.too-short-in-use');
  });

  it('is lowered or revoked without a score', () => {
    const held = highlight({ kind: 'demonstration', until: '2027-05-31' });
    const lowered = { change: 'lowered', level: 'town', score: undefined };
    expect(designating({ ...demonstration, ...lowered }, held)).toHaveProperty('events');
  });

  it('is no highlight: each is held by itself', () => {
    expect(designating({ level: 'town' }, highlight({ kind: 'demonstration' }))).toHaveProperty('events');
  });
});
