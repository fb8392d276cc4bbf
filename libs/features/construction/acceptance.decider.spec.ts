import { describe, expect, it } from '@jest/globals';
import { exampleCommands, NEIGHBOUR } from '../../testing/example-commands.ts';
import { facts } from '../../testing/example-facts.ts';
import { given, NEW_ID } from '../../testing/given.ts';
import type { DecidedEvent } from '../shared/event.ts';
import { namedId } from '../shared/streams.ts';
import { inspectAcceptance, rectifyDefect } from './acceptance.decider.ts';

// Three people accept, from 1,000,000.00 yuan of contract and variations on five.
const {
  venuePlanned,
  constructionStarted,
  contractVaried,
  progressReported,
  acceptanceInspected,
  defectRectified,
  venueCompleted,
  projectSettled,
  projectSuspended,
} = facts;
const having = (fact: DecidedEvent, data: object): DecidedEvent => ({
  ...fact,
  data: { ...fact.data, ...data },
});

describe('inspecting for acceptance', () => {
  const body = exampleCommands['inspect-acceptance'];
  const inspecting = (change: object, ...past: DecidedEvent[]) =>
    given(venuePlanned, constructionStarted, ...past).when(inspectAcceptance, { ...body, ...change });
  const defect = { description: '门窗松动', blocking: false };

  it('records who found what', () => {
    expect(inspecting({})).toEqual({ events: [acceptanceInspected] });
  });

  it('is passed by three people and not by two', () => {
    expect(inspecting({ acceptors: 3 })).toHaveProperty('events');
    expect(inspecting({ acceptors: 2 })).toEqual({
      refused: 'construction.too-few-acceptors',
      at: '/acceptors',
    });
  });

  it('may be done by one, who may find defects but not pass it', () => {
    expect(inspecting({ acceptors: 1, passed: false })).toHaveProperty('events');
  });

  it('is passed by five people from a large amount on, variations included', () => {
    const contract = (contractFen: number) => having(constructionStarted, { contractFen });
    const by = (acceptors: number, ...past: DecidedEvent[]) =>
      given(venuePlanned, ...past).when(inspectAcceptance, { ...body, acceptors });
    expect(by(4, contract(99_999_999))).toHaveProperty('events');
    expect(by(4, contract(100_000_000))).toHaveProperty('refused', 'construction.too-few-acceptors');
    expect(by(5, contract(100_000_000))).toHaveProperty('events');
    expect(by(4, contract(99_500_000), contractVaried)).toHaveProperty('refused');
    expect(by(4, contract(99_499_999), contractVaried)).toHaveProperty('events');
  });

  it('gives defects ids when the command brings none, a different one to each', () => {
    const decision = inspecting({ defects: [defect, defect] });
    const [first, second] = (decision as { events: DecidedEvent[] }).events[0]!.data['defects'] as {
      defectId: string;
    }[];
    expect(first).toMatchObject(defect);
    expect(first!.defectId).not.toBe(second!.defectId);
    // Drawn from the id of the command, so that the same attempt gives the same ones.
    expect(first!.defectId).toBe(namedId(`defect/${NEW_ID}/0`));
  });

  it('finds a defect once', () => {
    const again = { occurredOn: '2024-05-11', defects: [{ ...defect, defectId: namedId('example/defect') }] };
    expect(inspecting(again, acceptanceInspected)).toEqual({
      refused: 'construction.already-recorded',
      at: '/defects/0/defectId',
    });
    const twice = { ...defect, defectId: namedId('another') };
    expect(inspecting({ defects: [twice, twice] })).toEqual({
      refused: 'construction.already-recorded',
      at: '/defects/1/defectId',
    });
  });

  it('may be repeated until completion, not dated before the last one', () => {
    const again = { defects: [] };
    expect(inspecting({ ...again, occurredOn: '2024-05-10' }, acceptanceInspected)).toHaveProperty('events');
    expect(inspecting({ ...again, occurredOn: '2024-05-09' }, acceptanceInspected)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
    expect(inspecting({ ...again, occurredOn: '2024-06-01' }, venueCompleted)).toHaveProperty(
      'refused',
      'venue.already-completed',
    );
  });

  it('is not before the start of construction or the last report of progress', () => {
    expect(inspecting({ occurredOn: '2024-03-19' })).toHaveProperty('refused', 'date.before-earlier-stage');
    expect(inspecting({ occurredOn: '2024-03-20' })).toHaveProperty('events');
    expect(inspecting({ occurredOn: '2024-04-29' }, progressReported)).toHaveProperty('refused');
  });

  it('needs construction', () => {
    expect(given(venuePlanned).when(inspectAcceptance, body)).toHaveProperty(
      'refused',
      'construction.not-started',
    );
    expect(inspecting({}, projectSuspended)).toHaveProperty('refused', 'project.suspended');
  });

  it.each([
    ['/acceptors', { acceptors: 0 }],
    ['/passed', { passed: 'yes' }],
    ['/defects', { defects: undefined }],
    ['/defects/0/blocking', { defects: [{ description: '渗水' }] }],
  ])('refuses %s in %j', (pointer, change) => {
    expect(inspecting(change)).toEqual({ invalid: [pointer] });
  });
});

describe('rectifying a defect', () => {
  const body = exampleCommands['rectify-defect'];
  const rectifying = (change: object, ...past: DecidedEvent[]) =>
    given(venuePlanned, constructionStarted, ...past).when(rectifyDefect, { ...body, ...change });

  it('records it, with the village of the plan', () => {
    expect(rectifying({}, acceptanceInspected)).toEqual({ events: [defectRectified] });
    expect(rectifying({ villageId: undefined }, acceptanceInspected)).toEqual({ events: [defectRectified] });
    expect(rectifying({ villageId: NEIGHBOUR.id }, acceptanceInspected)).toHaveProperty(
      'refused',
      'project.other-village',
    );
  });

  it('needs an open defect, and the one that it names', () => {
    expect(rectifying({})).toHaveProperty('refused', 'construction.no-open-defect');
    expect(rectifying({}, acceptanceInspected, defectRectified)).toHaveProperty(
      'refused',
      'construction.no-open-defect',
    );
    expect(rectifying({ defectId: namedId('another') }, acceptanceInspected)).toEqual({
      refused: 'construction.unknown-defect',
      at: '/defectId',
    });
  });

  it('happens once to each', () => {
    const two = having(acceptanceInspected, {
      defects: ['example/defect', 'another'].map((name) => ({
        defectId: namedId(name),
        description: '渗水',
        blocking: true,
      })),
    });
    expect(rectifying({}, two, defectRectified)).toEqual({
      refused: 'construction.already-rectified',
      at: '/defectId',
    });
    expect(rectifying({ defectId: namedId('another') }, two, defectRectified)).toHaveProperty('events');
  });

  it('may be on the day of the inspection and not before', () => {
    expect(rectifying({ occurredOn: '2024-05-10' }, acceptanceInspected)).toHaveProperty('events');
    expect(rectifying({ occurredOn: '2024-05-09' }, acceptanceInspected)).toHaveProperty(
      'refused',
      'date.before-earlier-stage',
    );
  });

  it('may come after completion, for what did not hold it up, and after the settlement: it would stay open for ever', () => {
    const later = { occurredOn: '2024-06-12' };
    expect(rectifying(later, acceptanceInspected, venueCompleted)).toHaveProperty('events');
    expect(rectifying(later, acceptanceInspected, venueCompleted, projectSettled)).toHaveProperty('events');
  });
});
