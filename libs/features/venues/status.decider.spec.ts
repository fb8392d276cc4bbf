import { describe, expect, it } from '@jest/globals';
import { exampleCommands, VENUE_ID } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { cancelProject, resumeProject, suspendProject } from './status.decider.ts';

const {
  venuePlanned,
  constructionStarted,
  venueCompleted,
  projectSettled,
  projectSuspended,
  projectResumed,
  projectCancelled,
  fundsAllocated,
} = facts;
const cancellation = exampleCommands['cancel-project'];
const earlier = { refused: 'date.before-earlier-stage', at: '/occurredOn' };

describe('suspending a project', () => {
  const suspending = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(suspendProject, { ...exampleCommands['suspend-project'], ...change });

  it('repeats what the plan had counted', () => {
    expect(suspending({}, venuePlanned)).toEqual({ events: [projectSuspended] });
  });

  it('happens once, and again after the project went on', () => {
    expect(suspending({}, venuePlanned, projectSuspended)).toEqual({
      refused: 'project.suspended',
      at: '/venueId',
    });
    expect(suspending({}, venuePlanned, projectSuspended, projectResumed)).toHaveProperty('events');
  });

  it('happens to a project in work only', () => {
    expect(suspending({})).toHaveProperty('refused', 'project.unknown');
    expect(suspending({}, venuePlanned, projectCancelled)).toHaveProperty('refused', 'project.cancelled');
    expect(suspending({}, venuePlanned, venueCompleted)).toHaveProperty('refused', 'venue.already-completed');
    expect(suspending({}, venuePlanned, venueCompleted, projectSettled)).toHaveProperty(
      'refused',
      'project.settled',
    );
  });

  it('is not before the last stage of the project', () => {
    const building = [venuePlanned, constructionStarted];
    expect(suspending({ occurredOn: '2024-03-20' }, ...building)).toHaveProperty('events');
    expect(suspending({ occurredOn: '2024-03-19' }, ...building)).toEqual(earlier);
  });
});

describe('resuming a project', () => {
  const resuming = (change: object, ...past: DecidedEvent[]) =>
    given(venuePlanned, ...past).when(resumeProject, { ...exampleCommands['resume-project'], ...change });

  it('repeats what the plan had counted', () => {
    expect(resuming({}, projectSuspended)).toEqual({ events: [projectResumed] });
  });

  it('needs a project that rests', () => {
    const refusal = { refused: 'project.not-suspended', at: '/venueId' };
    expect(resuming({})).toEqual(refusal);
    expect(resuming({}, projectSuspended, projectResumed)).toEqual(refusal);
    expect(resuming({}, projectSuspended, projectCancelled)).toHaveProperty('refused', 'project.cancelled');
  });

  it('may be on the day on which it came to rest and not before', () => {
    expect(resuming({ occurredOn: '2024-02-26' }, projectSuspended)).toHaveProperty('events');
    expect(resuming({ occurredOn: '2024-02-25' }, projectSuspended)).toEqual(earlier);
  });
});

describe('cancelling a project', () => {
  const cancelling = (change: object, ...past: DecidedEvent[]) =>
    given(...past).when(cancelProject, { ...cancellation, ...change });

  it('repeats what the plan had counted', () => {
    expect(cancelling({}, venuePlanned)).toEqual({ events: [projectCancelled] });
  });

  it('is possible after money was allocated', () => {
    expect(cancelling({}, venuePlanned, fundsAllocated)).toEqual({ events: [projectCancelled] });
  });

  it('needs a plan', () => {
    expect(cancelling({})).toEqual({ refused: 'project.unknown', at: '/venueId' });
  });

  it('happens once', () => {
    expect(cancelling({}, venuePlanned, projectCancelled)).toEqual({
      refused: 'project.cancelled',
      at: '/venueId',
    });
  });

  it('does not happen to a venue that is complete', () => {
    expect(cancelling({ occurredOn: '2024-06-01' }, venuePlanned, venueCompleted)).toEqual({
      refused: 'venue.already-completed',
      at: '/venueId',
    });
  });

  it('may be on the day of the plan and not before, today and not tomorrow', () => {
    expect(cancelling({ occurredOn: '2024-01-10' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ occurredOn: '2024-01-09' }, venuePlanned)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
    expect(cancelling({ occurredOn: '2024-06-15' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ occurredOn: '2024-06-16' }, venuePlanned)).toHaveProperty(
      'refused',
      'date.in-future',
    );
  });

  it('gives a reason of one to 500 characters', () => {
    expect(cancelling({ reason: '迁' }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ reason: '迁'.repeat(500) }, venuePlanned)).toHaveProperty('events');
    expect(cancelling({ reason: '迁'.repeat(501) }, venuePlanned)).toEqual({ invalid: ['/reason'] });
    expect(cancelling({ reason: '' }, venuePlanned)).toEqual({ invalid: ['/reason'] });
    expect(cancelling({ reason: undefined }, venuePlanned)).toEqual({ invalid: ['/reason'] });
  });

  it('is possible while the project rests, not before it came to rest', () => {
    expect(cancelling({}, venuePlanned, projectSuspended)).toEqual({ events: [projectCancelled] });
    expect(cancelling({ occurredOn: '2024-02-26' }, venuePlanned, projectSuspended)).toHaveProperty('events');
    expect(cancelling({ occurredOn: '2024-02-25' }, venuePlanned, projectSuspended)).toEqual(earlier);
  });

  it('is not before the start of construction', () => {
    expect(cancelling({ occurredOn: '2024-03-20' }, venuePlanned, constructionStarted)).toHaveProperty(
      'events',
    );
    expect(cancelling({ occurredOn: '2024-03-19' }, venuePlanned, constructionStarted)).toEqual(earlier);
  });

  it('leaves other projects alone', () => {
    const another = { ...venuePlanned, stream: { type: 'project', id: namedId('another') } };
    expect(cancelling({ venueId: VENUE_ID }, another, venuePlanned)).toEqual({ events: [projectCancelled] });
  });
});
