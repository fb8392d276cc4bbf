import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { completeEnvironmentWork, reportProgress } from './progress.decider.ts';

const {
  venuePlanned,
  constructionStarted,
  progressReported,
  environmentWorkCompleted,
  venueCompleted,
  projectSuspended,
  projectSettled,
  projectCancelled,
} = facts;
const otherVillage = { refused: 'project.other-village', at: '/villageId' };

describe('reporting progress', () => {
  const body = exampleCommands['report-progress'];
  const reporting = (change: object, ...past: DecidedEvent[]) =>
    given(venuePlanned, constructionStarted, ...past).when(reportProgress, { ...body, ...change });

  it('records it, with the village of the plan', () => {
    expect(reporting({})).toEqual({ events: [progressReported] });
    expect(reporting({ villageId: undefined })).toEqual({ events: [progressReported] });
  });

  it('is refused for another village than the project’s', () => {
    expect(reporting({ villageId: NEIGHBOUR.id })).toEqual(otherVillage);
  });

  it('is as much as before, or more; less only with a note that says why', () => {
    const later = { occurredOn: '2024-05-01', note: undefined };
    expect(reporting({ ...later, percent: 60 }, progressReported)).toHaveProperty('events');
    expect(reporting({ ...later, percent: 59 }, progressReported)).toEqual({
      refused: 'construction.progress-fell',
      at: '/note',
    });
    expect(reporting({ ...later, percent: 59, note: '返工' }, progressReported)).toHaveProperty('events');
  });

  it('is not before the start of construction or the last report', () => {
    expect(reporting({ occurredOn: '2024-03-20' })).toHaveProperty('events');
    expect(reporting({ occurredOn: '2024-03-19' })).toHaveProperty('refused', 'date.before-earlier-stage');
    expect(reporting({ occurredOn: '2024-04-30' }, progressReported)).toHaveProperty('events');
    expect(reporting({ occurredOn: '2024-04-29' }, progressReported)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });

  it('is between the start of construction and completion, and not while the project rests', () => {
    expect(given(venuePlanned).when(reportProgress, body)).toHaveProperty(
      'refused',
      'construction.not-started',
    );
    expect(reporting({}, venueCompleted)).toHaveProperty('refused', 'venue.already-completed');
    expect(reporting({}, projectSuspended)).toHaveProperty('refused', 'project.suspended');
  });

  it.each([
    ['/percent', { percent: 101 }],
    ['/percent', { percent: -1 }],
    ['/percent', { percent: 0.5 }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(reporting(change)).toEqual({ invalid: [pointer] });
  });
});

describe('completing environment works', () => {
  const body = exampleCommands['complete-environment-work'];
  const completing = (change: object, ...past: DecidedEvent[]) =>
    given(venuePlanned, constructionStarted, ...past).when(completeEnvironmentWork, { ...body, ...change });

  it('records them, with the village of the plan', () => {
    expect(completing({})).toEqual({ events: [environmentWorkCompleted] });
    expect(completing({ villageId: VILLAGE.id }, venueCompleted)).toEqual({
      events: [environmentWorkCompleted],
    });
    expect(completing({ villageId: NEIGHBOUR.id })).toEqual(otherVillage);
  });

  it('gives a piece of work an id when the command brings none, and records it once', () => {
    const data = { ...environmentWorkCompleted.data, workId: NEW_ID };
    expect(completing({ workId: undefined })).toEqual({ events: [{ ...environmentWorkCompleted, data }] });
    expect(completing({}, environmentWorkCompleted)).toEqual({
      refused: 'construction.already-recorded',
      at: '/workId',
    });
  });

  it('may be on the day of the start of construction and not before', () => {
    expect(completing({ occurredOn: '2024-03-20' })).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-03-19' })).toHaveProperty('refused', 'date.before-earlier-stage');
  });

  it('needs construction, or a venue that was completed before its construction was recorded', () => {
    expect(given(venuePlanned).when(completeEnvironmentWork, body)).toHaveProperty(
      'refused',
      'construction.not-started',
    );
    expect(given(venuePlanned, venueCompleted).when(completeEnvironmentWork, body)).toHaveProperty('events');
  });

  it('ends with cancellation and settlement, and rests with the project', () => {
    expect(completing({}, projectSuspended)).toHaveProperty('refused', 'project.suspended');
    expect(completing({}, projectCancelled)).toHaveProperty('refused', 'project.cancelled');
    expect(completing({}, venueCompleted, projectSettled)).toHaveProperty('refused', 'project.settled');
  });

  it.each([
    ['/kind', { kind: 'painting' }],
    ['/quantity', { quantity: 0 }],
    ['/unit', { unit: 'km' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(completing(change)).toEqual({ invalid: [pointer] });
  });
});
