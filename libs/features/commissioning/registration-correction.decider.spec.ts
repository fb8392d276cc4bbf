import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { correctRegistration } from './registration-correction.decider.ts';

const { venueRegistered: built, venueRetired } = facts;
const body = exampleCommands['correct-registration'];
/** One that was there before. */
const old = { ...built, data: { ...built.data, origin: 'existing' } };

const correcting = (change: object, ...past: DecidedEvent[]) =>
  given(...past).when(correctRegistration, { ...body, ...change });

describe('correcting the registration of a venue', () => {
  it('says what was said and what should have been, and of which day the registration is', () => {
    expect(correcting({ areaDm2: 12_000, documentNo: '青镇〔2024〕5号' }, old)).toEqual({
      events: [
        {
          stream: { type: 'venue', id: VENUE_ID },
          type: 'RegistrationCorrected',
          schemaVersion: 1,
          occurredOn: '2024-05-22',
          data: {
            venueId: VENUE_ID,
            villageId: VILLAGE.id,
            old: { name: '青石沟村党群服务中心', areaDm2: 31_250 },
            new: { name: '青石沟村综合服务中心', areaDm2: 12_000 },
            registeredOn: '2024-05-21',
            reason: '名称录入有误',
            documentNo: '青镇〔2024〕5号',
          },
        },
      ],
    });
  });

  it('says nothing of what stays as it is', () => {
    const answer = correcting({ areaDm2: 31_250 }, old);
    expect(answer).toMatchObject({
      events: [{ data: { old: { name: '青石沟村党群服务中心' }, new: { name: '青石沟村综合服务中心' } } }],
    });
    expect(JSON.stringify(answer)).not.toContain('areaDm2');
  });

  it('needs something to correct', () => {
    expect(correcting({ name: '青石沟村党群服务中心' }, old)).toEqual({
      refused: 'correction.nothing-new',
      at: '/name',
    });
    expect(correcting({ name: undefined, areaDm2: 31_250 }, old)).toEqual({
      refused: 'correction.nothing-new',
      at: '/areaDm2',
    });
    expect(correcting({ name: undefined }, old)).toHaveProperty('refused', 'correction.nothing-new');
  });

  it('goes on from what was corrected before', () => {
    const first = correcting({ areaDm2: 12_000 }, old) as { events: DecidedEvent[] };
    expect(correcting({ areaDm2: 12_000 }, old, ...first.events)).toHaveProperty(
      'refused',
      'correction.nothing-new',
    );
    expect(correcting({ name: undefined, areaDm2: 12_100 }, old, ...first.events)).toMatchObject({
      events: [{ data: { old: { areaDm2: 12_000 }, new: { areaDm2: 12_100 } } }],
    });
  });

  it('leaves the area of what a project built to the completion', () => {
    expect(correcting({ areaDm2: 12_000 }, built)).toEqual({
      refused: 'venue.area-of-project',
      at: '/areaDm2',
    });
    expect(correcting({}, built)).toHaveProperty('events');
  });

  it('needs a venue, retired or not', () => {
    expect(correcting({})).toEqual({ refused: 'venue.not-registered', at: '/venueId' });
    expect(correcting({ occurredOn: '2024-06-14' }, old, venueRetired)).toHaveProperty('events');
  });

  it('may be on the day of the registration and not before, today and not tomorrow', () => {
    expect(correcting({ occurredOn: '2024-05-21' }, old)).toHaveProperty('events');
    expect(correcting({ occurredOn: '2024-05-20' }, old)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(correcting({ occurredOn: '2024-06-15' }, old)).toHaveProperty('events');
    expect(correcting({ occurredOn: '2024-06-16' }, old)).toHaveProperty('refused', 'date.in-future');
  });
});
