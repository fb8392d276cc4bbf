import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import { finalised, sited, started, suspended, underConstruction } from '../../testing/preparation-facts.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { selectSite, startProject } from './start.decider.ts';

const { venuePlanned, venueCompleted, projectCancelled } = facts;
const at = '/venueId';

describe('starting a project', () => {
  const starting = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(startProject, { ...exampleCommands['start-project'], ...change });

  it('is recorded with its document, for the village of the plan', () => {
    expect(starting({}, venuePlanned)).toEqual({ events: [started()] });
  });

  it('needs a plan', () => {
    expect(starting({})).toEqual({ refused: 'project.unknown', at });
  });

  it('happens once', () => {
    expect(starting({ occurredOn: '2024-01-16' }, venuePlanned, started())).toEqual({
      refused: 'project.already-started',
      at,
    });
  });

  it('may be on the day of the plan and not before, today and not tomorrow', () => {
    expect(starting({ occurredOn: '2024-01-10' }, venuePlanned)).toHaveProperty('events');
    expect(starting({ occurredOn: '2024-01-09' }, venuePlanned)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
    expect(starting({ occurredOn: '2024-06-15' }, venuePlanned)).toHaveProperty('events');
    expect(starting({ occurredOn: '2024-06-16' }, venuePlanned)).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
  });

  it('is not for a project that rests, was given up or is complete', () => {
    expect(starting({}, venuePlanned, suspended())).toEqual({ refused: 'project.suspended', at });
    expect(starting({}, venuePlanned, projectCancelled)).toEqual({ refused: 'project.cancelled', at });
    expect(starting({}, venuePlanned, venueCompleted)).toEqual({ refused: 'venue.already-completed', at });
  });
});

describe('selecting a site', () => {
  const selecting = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(selectSite, { ...exampleCommands['select-site'], ...change });

  it('is recorded with its place and document', () => {
    expect(selecting({}, venuePlanned, started())).toEqual({ events: [sited()] });
  });

  it('needs the project to have started', () => {
    expect(selecting({})).toEqual({ refused: 'project.unknown', at });
    expect(selecting({}, venuePlanned)).toEqual({ refused: 'project.not-started', at });
  });

  it('may be done again until construction, the final design notwithstanding', () => {
    const again = { occurredOn: '2024-02-20' };
    expect(selecting(again, venuePlanned, started(), sited(), finalised())).toHaveProperty('events');
    expect(selecting(again, venuePlanned, started(), sited(), underConstruction())).toEqual({
      refused: 'construction.already-started',
      at,
    });
  });

  it('may be on the day of the start and not before', () => {
    expect(selecting({ occurredOn: '2024-01-15' }, venuePlanned, started())).toHaveProperty('events');
    expect(selecting({ occurredOn: '2024-01-14' }, venuePlanned, started())).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });

  it.each([
    [{ lat: 3 }, true],
    [{ lat: 2.9999 }, false],
    [{ lat: 54 }, true],
    [{ lat: 54.0001 }, false],
    [{ lng: 73 }, true],
    [{ lng: 72.9999 }, false],
    [{ lng: 136 }, true],
    [{ lng: 136.0001 }, false],
  ])('lies in the country: %j is taken: %j', (change, taken) => {
    const [field] = Object.keys(change);
    const decision = selecting(change, venuePlanned, started());
    expect(decision).toEqual(taken ? { events: [expect.anything()] } : { invalid: [`/${field}`] });
  });
});
