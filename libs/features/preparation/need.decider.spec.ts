import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VENUE_ID, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import { needed, started, suspended, underConstruction } from '../../testing/preparation-facts.ts';
import { happened, type DecidedEvent } from '../shared/event.ts';
import { projectStream } from '../shared/streams.ts';
import { assessNeeds } from './need.decider.ts';
import { needsAssessed } from './preparation.events.ts';

const { villageRegistered, neighbourRegistered, venuePlanned, venueCompleted, projectCancelled } = facts;
const example = exampleCommands['assess-needs'];
const { occurredOn, ...data } = example;

const assessing = (change: object, ...past: DecidedEvent[]) =>
  given(villageRegistered, ...past).when(assessNeeds, { ...example, ...change });

describe('assessing the needs of a village', () => {
  it('may begin a project, before anything is planned', () => {
    const gaps = [...data.gaps];
    const fact = happened(needsAssessed, projectStream(VENUE_ID), occurredOn, { ...data, gaps });
    expect(assessing({})).toEqual({ events: [fact] });
  });

  it('gives the project an id when the command brings none', () => {
    expect(assessing({ venueId: undefined })).toMatchObject({
      events: [{ stream: { id: NEW_ID }, data: { venueId: NEW_ID } }],
    });
  });

  it('needs a village that the town has registered', () => {
    const refusal = { refused: 'village.unknown', at: '/villageId' };
    expect(given().when(assessNeeds, example)).toEqual(refusal);
    expect(assessing({ villageId: NEIGHBOUR.id })).toEqual(refusal);
  });

  it('is of the village whose project it is', () => {
    const elsewhere = { villageId: NEIGHBOUR.id };
    const refusal = { refused: 'project.other-village', at: '/villageId' };
    expect(assessing(elsewhere, neighbourRegistered)).toHaveProperty('events');
    expect(assessing(elsewhere, neighbourRegistered, needed())).toEqual(refusal);
    expect(assessing(elsewhere, neighbourRegistered, venuePlanned)).toEqual(refusal);
  });

  it('may be repeated, and follow planning and start', () => {
    const later = { occurredOn: '2024-01-28' };
    expect(assessing(later, needed(), venuePlanned, started())).toHaveProperty('events');
  });

  it('is over once construction has begun, and rests with the project', () => {
    const at = '/venueId';
    expect(assessing({}, venuePlanned, underConstruction())).toEqual({
      refused: 'construction.already-started',
      at,
    });
    expect(assessing({}, venuePlanned, venueCompleted)).toEqual({ refused: 'venue.already-completed', at });
    expect(assessing({}, venuePlanned, projectCancelled)).toEqual({ refused: 'project.cancelled', at });
    expect(assessing({}, venuePlanned, suspended())).toEqual({ refused: 'project.suspended', at });
  });

  it('may be dated today and not tomorrow', () => {
    expect(assessing({ occurredOn: '2024-06-15' })).toHaveProperty('events');
    expect(assessing({ occurredOn: '2024-06-16' })).toEqual({ refused: 'date.in-future', at: '/occurredOn' });
  });

  it('may find that there is nothing at all, and no building to grade', () => {
    expect(assessing({ areaDm2: 0, condition: undefined, gaps: [] })).toHaveProperty('events');
    expect(assessing({ areaDm2: -1 })).toEqual({ invalid: ['/areaDm2'] });
    expect(assessing({ condition: 'E' })).toEqual({ invalid: ['/condition'] });
    expect(assessing({ villageId: VILLAGE.code })).toEqual({ invalid: ['/villageId'] });
  });
});
