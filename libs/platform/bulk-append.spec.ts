import { describe, expect, it } from '@jest/globals';
import { namedId, projectStream, villageIdOf } from '../features/shared/streams.ts';
import { completeVenue } from '../features/construction/completion.decider.ts';
import { cancelProject } from '../features/venues/status.decider.ts';
import { planVenue } from '../features/venues/venue.decider.ts';
import { registerVillage } from '../features/villages/village.decider.ts';
import { BulkDecider, bulkAppends } from './bulk-append.ts';

const TOWN = '990201100';
const VENUE = namedId('a venue');
const METADATA = { actor: 'a tool', role: 'operator', source: 'import', correlationId: namedId('an import') };

const village = (number: number) => ({
  occurredOn: '2025-01-01',
  code: `${TOWN}${number}`,
  name: `${number}村`,
});
const plan = {
  occurredOn: '2025-03-01',
  venueId: VENUE,
  villageId: villageIdOf(`${TOWN}201`),
  venueName: '党群服务中心',
  year: 2025,
  buildType: 'new' as const,
  reason: '没有活动场所',
  plannedAreaDm2: 30_000,
  budgetFen: 60_000_000,
  fundingPlan: { higherFen: 30_000_000, townFen: 10_000_000, villageFen: 20_000_000 },
  targetOn: '2025-12-31',
};
const completion = { venueId: VENUE, builtAreaDm2: 30_000, finalCostFen: 60_000_000, grade: 'high' as const };

describe('deciding in bulk', () => {
  it('decides each command after the ones before it', () => {
    const decider = new BulkDecider(TOWN, '2026-01-01');
    expect(() => decider.carryOut(planVenue, plan)).toThrow('village.unknown');
    decider.carryOut(registerVillage, village(201));
    expect(decider.carryOut(planVenue, plan)).toMatchObject([
      { type: 'VenuePlanned', occurredOn: '2025-03-01' },
    ]);
    decider.carryOut(cancelProject, { occurredOn: '2025-11-01', venueId: VENUE, reason: '停' });
    expect(() => decider.carryOut(completeVenue, { occurredOn: '2025-11-02', ...completion })).toThrow(
      'project.cancelled',
    );
  });

  it('gives the same history the same ids, and each event one of its own', () => {
    const history = () => {
      const decider = new BulkDecider(TOWN, '2026-01-01');
      return [201, 202].flatMap((number) => decider.carryOut(registerVillage, village(number)));
    };
    const ids = history().map(({ id }) => id);
    expect(history().map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });

  it('finds the last event of a type in a stream', () => {
    const decider = new BulkDecider(TOWN, '2026-01-01');
    decider.carryOut(registerVillage, village(201));
    const [planned] = decider.carryOut(planVenue, plan);
    expect(decider.lastOf(projectStream(VENUE), 'VenuePlanned')).toEqual(planned);
    expect(decider.lastOf(projectStream(VENUE), 'VenueCompleted')).toBeUndefined();
  });

  it('refuses what a clerk could not record: a day to come, a body of another form', () => {
    const decider = new BulkDecider(TOWN, '2024-12-31');
    expect(() => decider.carryOut(registerVillage, village(201))).toThrow('date.in-future');
    expect(() => decider.carryOut(registerVillage, { ...village(201), name: '' })).toThrow();
  });
});

describe('appends in bulk', () => {
  const eventsOf = (numbers: number[]) => {
    const decider = new BulkDecider(TOWN, '2026-01-01');
    return numbers.flatMap((number) => decider.carryOut(registerVillage, village(number)));
  };

  it('come in pieces of a thousand events, in order', () => {
    const [event] = eventsOf([201]);
    const events = Array.from({ length: 2_001 }, () => event!);
    expect(bulkAppends(7, events, METADATA).map((piece) => piece.events.length)).toEqual([1_000, 1_000, 1]);
  });

  it('expect each stream where the piece before left it', () => {
    const [event] = eventsOf([201]);
    const pieces = bulkAppends(
      7,
      Array.from({ length: 1_001 }, () => event!),
      METADATA,
    );
    expect(pieces.map((piece) => piece.expectations)).toEqual([
      [{ stream: event!.stream, version: 'none' }],
      [{ stream: event!.stream, version: 1_000 }],
    ]);
  });

  it('have the same command id and request for the same content, and others for another', () => {
    const ids = (numbers: number[]) =>
      bulkAppends(7, eventsOf(numbers), METADATA).map(({ commandId, requestHash }) => ({
        commandId,
        requestHash,
      }));
    expect(ids([201, 202])).toEqual(ids([201, 202]));
    expect(ids([201, 202])).not.toEqual(ids([201, 203]));
  });

  it('name the tool and the command in each event', () => {
    const [piece] = bulkAppends(7, eventsOf([201]), METADATA);
    expect(piece!.events[0]!.metadata).toEqual({ ...METADATA, commandId: piece!.commandId });
  });

  it('are none for no events', () => {
    expect(bulkAppends(7, [], METADATA)).toEqual([]);
  });
});
