import { describe, expect, it } from '@jest/globals';
import {
  exampleCommands,
  OTHER_PERSON_ID,
  PERSON_ID,
  VENUE_ID,
  VILLAGE,
} from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { noPolicy } from '../shared/county-policy.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { defaultStandard } from '../shared/standard.ts';
import { assessSixHaves, assessVenueCondition, assignResponsibility } from './assessment.decider.ts';

const { venueRegistered, conditionAssessed, sixHavesAssessed, venueRetired } = facts;
const condition = exampleCommands['assess-venue-condition'];
const haves = exampleCommands['assess-six-haves'];
const responsibility = exampleCommands['assign-responsibility'];

const EARLY = { refused: 'date.before-earlier-stage', at: '/occurredOn' };

const steps = [
  [assessVenueCondition, condition],
  [assessSixHaves, haves],
  [assignResponsibility, responsibility],
] as const;

describe.each(steps.map(([type, body]) => [type.name, type, body] as const))('%s', (_, type, body) => {
  const on = (occurredOn: string, ...past: DecidedEvent[]) =>
    given(...past).when(type as never, { ...body, occurredOn });

  it('needs a venue that is registered', () => {
    expect(on('2024-05-21')).toEqual({ refused: 'venue.not-registered', at: '/venueId' });
  });

  it('is nothing for a venue that is retired', () => {
    expect(on('2024-06-15', venueRegistered, venueRetired)).toEqual({
      refused: 'venue.retired',
      at: '/venueId',
    });
  });

  it('may be on the day of registration and not before, today and not tomorrow', () => {
    expect(on('2024-05-21', venueRegistered)).toHaveProperty('events');
    expect(on('2024-05-20', venueRegistered)).toEqual(EARLY);
    expect(on('2024-06-15', venueRegistered)).toHaveProperty('events');
    expect(on('2024-06-16', venueRegistered)).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it('is recorded with the venue’s village', () => {
    expect(on('2024-06-01', venueRegistered)).toMatchObject({
      events: [{ stream: { type: 'venue', id: VENUE_ID }, data: { villageId: VILLAGE.id } }],
    });
  });
});

describe('assessing the condition', () => {
  it('may be done again, not before the last time', () => {
    const again = (occurredOn: string) =>
      given(venueRegistered, conditionAssessed).when(assessVenueCondition, { ...condition, occurredOn });
    expect(again('2024-05-22')).toHaveProperty('events');
    expect(again('2024-05-21')).toEqual(EARLY);
  });
});

describe('assessing the six haves', () => {
  const assessing = (items: readonly string[], policy = noPolicy, registered = venueRegistered) =>
    given(registered).when(
      assessSixHaves,
      { ...haves, items: items.map((key) => ({ key, met: true })) },
      { policy },
    );
  const all = haves.items.map(({ key }) => key);

  it('covers each item of the standard', () => {
    expect(assessing(all)).toHaveProperty('events.0.data.standardVersion', 0);
    expect(assessing(all.slice(1))).toEqual({ refused: 'venue.items-missing', at: '/items' });
  });

  it('covers no item twice, and no other', () => {
    expect(assessing([...all, all[0]!])).toEqual({ refused: 'venue.item-twice', at: '/items/6/key' });
    expect(assessing([...all, 'garden'])).toEqual({ refused: 'venue.unknown-item', at: '/items/6/key' });
  });

  it('keeps to the standard that the venue was registered by', () => {
    const sixHaves = [{ key: 'signs', name: '有标识' }];
    const policy = {
      ...noPolicy,
      standards: [{ ...defaultStandard, version: 1, from: '2024-01-01', sixHaves }],
    };
    const byFirst = { ...venueRegistered, data: { ...venueRegistered.data, standardVersion: 1 } };
    expect(assessing(['signs'], policy, byFirst)).toHaveProperty('events.0.data.standardVersion', 1);
    expect(assessing(all, policy, byFirst)).toEqual({ refused: 'venue.unknown-item', at: '/items/0/key' });
    expect(assessing(all, policy)).toHaveProperty('events');
  });

  it('may be done again, not before the last time', () => {
    const again = (occurredOn: string) =>
      given(venueRegistered, sixHavesAssessed).when(assessSixHaves, { ...haves, occurredOn });
    expect(again('2024-05-23')).toHaveProperty('events');
    expect(again('2024-05-22')).toEqual(EARLY);
  });
});

describe('assigning a responsibility', () => {
  const assigning = (change: object) =>
    given(venueRegistered, facts.safetyAssigned).when(assignResponsibility, { ...responsibility, ...change });

  it('names a person, who must be one of the town’s', () => {
    expect(assignResponsibility.persons!(responsibility)).toEqual([
      { pointer: '/personId', personId: PERSON_ID },
    ]);
  });

  it('to somebody else takes the place of who had it, from that day on', () => {
    const next = { personId: OTHER_PERSON_ID };
    expect(assigning({ ...next, occurredOn: '2024-05-24' })).toHaveProperty('events');
    expect(assigning({ ...next, occurredOn: '2024-05-23' })).toEqual(EARLY);
  });

  it('to the same person again is nothing new; another duty is', () => {
    expect(assigning({ occurredOn: '2024-06-01' })).toEqual({
      refused: 'venue.same-person',
      at: '/personId',
    });
    expect(assigning({ duty: 'use', occurredOn: '2024-05-23' })).toHaveProperty('events');
  });
});
