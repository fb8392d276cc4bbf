import { describe, expect, it } from '@jest/globals';
import { exampleCommands } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { completeVenue } from './completion.decider.ts';

const {
  venuePlanned,
  fundsAllocated,
  constructionStarted,
  contractVaried,
  acceptanceInspected,
  defectRectified,
  venueCompleted,
  projectCancelled,
  projectSuspended,
} = facts;
const completion = exampleCommands['complete-venue'];
const having = (fact: DecidedEvent, data: object): DecidedEvent => ({
  ...fact,
  data: { ...fact.data, ...data },
});
const on = (fact: DecidedEvent, occurredOn: string): DecidedEvent => ({ ...fact, occurredOn });

const building = [venuePlanned, constructionStarted];
/** Passed on 2024-05-10, its one blocking defect gone on 2024-05-15. */
const accepted = [...building, acceptanceInspected, defectRectified];
const flawless = having(acceptanceInspected, { defects: [] });

const completing = (change: object, ...past: DecidedEvent[]) =>
  given(...past).when(completeVenue, { ...completion, ...change });
const blockers = (...past: DecidedEvent[]) => given(...past).blockers(completeVenue);

describe('completing a venue', () => {
  it('records area, cost and grade, with the village and build type of the plan', () => {
    expect(completing({}, ...accepted)).toEqual({ events: [venueCompleted] });
  });

  it('does not mind money', () => {
    expect(completing({}, ...accepted, fundsAllocated)).toEqual({ events: [venueCompleted] });
  });

  it('needs a plan, construction and an inspection', () => {
    expect(blockers()).toEqual(['project.unknown']);
    expect(completing({ venueId: namedId('another') }, ...accepted)).toHaveProperty(
      'refused',
      'project.unknown',
    );
    expect(blockers(venuePlanned)).toEqual(['construction.not-started']);
    expect(blockers(...building)).toEqual(['construction.not-inspected']);
  });

  it('needs the last inspection to have passed', () => {
    const failed = having(flawless, { passed: false });
    expect(blockers(...building, failed)).toEqual(['construction.not-accepted']);
    expect(blockers(...building, flawless, failed)).toEqual(['construction.not-accepted']);
    expect(blockers(...building, failed, flawless)).toEqual([]);
  });

  it('needs blocking defects to be gone, each of them, and others not', () => {
    const defect = (name: string, blocking: boolean) => ({
      defectId: namedId(name),
      description: name,
      blocking,
    });
    const found = having(acceptanceInspected, {
      defects: [defect('example/defect', true), defect('another', true), defect('small', false)],
    });
    const second = having(defectRectified, { defectId: namedId('another') });
    expect(blockers(...building, found)).toEqual(['construction.defect-open', 'construction.defect-open']);
    expect(blockers(...building, found, defectRectified)).toEqual(['construction.defect-open']);
    expect(blockers(...building, found, defectRectified, second)).toEqual([]);
  });

  it('names the defect that is still there', () => {
    expect(given(...building, acceptanceInspected).why(completeVenue, completion)).toBe(
      '须先整改的缺陷“屋面渗水”还没有整改，请先登记整改',
    );
  });

  it('is not helped by a later inspection that does not find the defect again', () => {
    expect(blockers(...building, acceptanceInspected, flawless)).toEqual(['construction.defect-open']);
  });

  it('needs more acceptors where a variation made the contract a large one after the inspection', () => {
    const contract = having(constructionStarted, { contractFen: 99_500_000 });
    expect(blockers(venuePlanned, contract, flawless)).toEqual([]);
    expect(blockers(venuePlanned, contract, flawless, contractVaried)).toEqual([
      'construction.too-few-acceptors',
    ]);
  });

  it('happens once', () => {
    expect(completing({ occurredOn: '2024-06-01' }, ...accepted, venueCompleted)).toEqual({
      refused: 'venue.already-completed',
      at: '/venueId',
    });
  });

  it('does not happen after the project was cancelled, nor while it rests', () => {
    expect(completing({}, ...accepted, projectCancelled)).toEqual({
      refused: 'project.cancelled',
      at: '/venueId',
    });
    expect(completing({}, ...accepted, projectSuspended)).toEqual({
      refused: 'project.suspended',
      at: '/venueId',
    });
  });

  it('may be on the day of the inspection and not before', () => {
    expect(completing({ occurredOn: '2024-05-10' }, ...building, flawless)).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-05-09' }, ...building, flawless)).toEqual({
      refused: 'date.before-earlier-stage',
      at: '/occurredOn',
    });
  });

  it('may be on the day on which the last blocking defect was gone and not before', () => {
    expect(completing({ occurredOn: '2024-05-15' }, ...accepted)).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-05-14' }, ...accepted)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });

  it('is not before the start of construction', () => {
    const late = on(constructionStarted, '2024-05-12');
    expect(completing({ occurredOn: '2024-05-11' }, venuePlanned, late, flawless)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
    expect(completing({ occurredOn: '2024-05-12' }, venuePlanned, late, flawless)).toHaveProperty('events');
  });

  it('may be before or after the target, today and not tomorrow', () => {
    expect(completing({ occurredOn: '2024-06-15' }, ...accepted)).toHaveProperty('events');
    expect(completing({ occurredOn: '2024-06-16' }, ...accepted)).toEqual({
      refused: 'date.in-future',
      at: '/occurredOn',
    });
    const late = { ...completion, occurredOn: '2025-03-01' };
    expect(given(...accepted).when(completeVenue, late, { today: '2025-03-01' })).toHaveProperty('events');
  });

  it.each([
    ['/builtAreaDm2', { builtAreaDm2: 0 }],
    ['/builtAreaDm2', { builtAreaDm2: -1 }],
    ['/builtAreaDm2', { builtAreaDm2: 0.5 }],
    ['/finalCostFen', { finalCostFen: 0 }],
    ['/finalCostFen', { finalCostFen: -1 }],
    ['/finalCostFen', { finalCostFen: 2 ** 53 }],
    ['/grade', { grade: 'low' }],
    ['/venueId', { venueId: undefined }],
    ['/buildType', { buildType: 'new' }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(completing(change, ...accepted)).toEqual({ invalid: [pointer] });
  });

  it('takes the smallest area and cost: that it is below standard shows elsewhere', () => {
    expect(completing({ builtAreaDm2: 1, finalCostFen: 1 }, ...accepted)).toHaveProperty('events');
  });
});
