import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectionScope } from '../tenancy/index.ts';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  append,
  EventReader,
  type EventFilter,
  type NewEvent,
  type RecordedEvent,
  type SqlClient,
  type StreamRef,
} from './index.ts';

const EVENTS = 5_200;
// One stream has more events than a page; two types are rare.
const LONG = aStream();
const RARE = new Map([
  [1, 'VillageRegistered'],
  [2_999, 'VillageRegistered'],
  [3_000, 'VenueCompleted'],
  [EVENTS, 'VillageRegistered'],
]);
const TYPES = ['VillageRegistered', 'VenueCompleted', 'TrainingHeld', 'NeverHappened'];

let installation: Installation;
let tenantId: number;
let neighbour: number;
let reader: EventReader;
/** What was recorded, by position from 1. */
let facts: readonly NewEvent[];

beforeAll(async () => {
  installation = await anInstallation();
  [tenantId, neighbour] = (await installation.aCounty(2)).towns as [number, number];
  reader = new EventReader(installation.owner);
  facts = Array.from({ length: EVENTS }, (_, i) => eventAt(i + 1));
  for (const events of [facts.slice(0, 2_600), facts.slice(2_600)]) {
    await append(installation.app, anAppend({ tenantId, events }));
    // The neighbour has the same streams, ids and types.
    await append(installation.app, anAppend({ tenantId: neighbour, events }));
  }
});
afterAll(() => installation.close());

function eventAt(position: number): NewEvent {
  return anEvent({
    stream: position % 2 === 0 ? LONG : aStream(),
    type: RARE.get(position) ?? 'TrainingHeld',
    data: { position, tens: Math.floor(position / 10) },
    occurredOn: position % 7 === 0 ? '2024-01-01' : '2023-01-01',
  });
}

async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

const positionsOf = (events: readonly RecordedEvent[]) => events.map(({ position }) => position);
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

/** Counts the rows that each statement brought. */
function counting(client: SqlClient): { client: SqlClient; rows: number[] } {
  const rows: number[] = [];
  return {
    rows,
    client: {
      query: async <Row>(text: string, values?: unknown[]) => {
        const result = await client.query<Row>(text, values);
        rows.push(result.rows.length);
        return result;
      },
    },
  };
}

describe('the history of a tenant', () => {
  it('is all its events and nobody else’s, in order', async () => {
    const events = await all(reader.history(tenantId));
    expect(positionsOf(events)).toEqual(range(1, EVENTS));
    expect(new Set(events.map((event) => event.tenantId))).toEqual(new Set([tenantId]));
  });

  it('goes from after a position to another one', async () => {
    expect(positionsOf(await all(reader.history(tenantId, { after: 995, upTo: 3_005 })))).toEqual(
      range(996, 3_005),
    );
    expect(positionsOf(await all(reader.history(tenantId, { after: 1_000, upTo: 2_000 })))).toEqual(
      range(1_001, 2_000),
    );
    expect(await all(reader.history(tenantId, { after: EVENTS }))).toEqual([]);
  });

  it('may be of some types only, however far they lie apart', async () => {
    const types = ['VillageRegistered', 'VenueCompleted'];
    expect(positionsOf(await all(reader.history(tenantId, { types })))).toEqual([1, 2_999, 3_000, EVENTS]);
    expect(positionsOf(await all(reader.history(tenantId, { types, after: 1, upTo: 2_999 })))).toEqual([
      2_999,
    ]);
    expect(await all(reader.history(tenantId, { types: ['NeverHappened'] }))).toEqual([]);
  });

  it('is never held as a whole: a page of a thousand events at a time, and none that nobody asks for', async () => {
    const { client, rows } = counting(installation.owner);
    await all(new EventReader(client).history(tenantId));
    expect(rows).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 200]);
    rows.length = 0;
    let seen = 0;
    for await (const _ of new EventReader(client).history(tenantId)) if (++seen === 1_500) break;
    expect(rows).toEqual([1_000, 1_000]);
  });
});

describe('the history of a stream', () => {
  it('is all its events by version, a page at a time', async () => {
    const { client, rows } = counting(installation.owner);
    const events = await all(new EventReader(client).streamHistory(tenantId, LONG));
    expect(events.map(({ stream }) => stream.version)).toEqual(range(1, EVENTS / 2));
    expect(positionsOf(events)).toEqual(range(2, EVENTS, 2));
    expect(rows).toEqual([1_000, 1_000, 600]);
  });

  it('goes on after a version', async () => {
    const versions = async (stream: StreamRef, after: number) =>
      (await all(reader.streamHistory(tenantId, stream, { after }))).map((event) => event.stream.version);
    expect(await versions(LONG, 2_597)).toEqual([2_598, 2_599, 2_600]);
    expect(await versions(LONG, 2_600)).toEqual([]);
    expect(await versions(aStream(), 0)).toEqual([]);
    expect(await versions({ ...LONG, type: 'village' }, 0)).toEqual([]);
  });
});

describe('the head at a moment', () => {
  it('is the last event that was recorded by then', async () => {
    const town = await installation.aTown();
    // Commands of one event and of several, each at a moment of its own.
    for (const events of [1, 3, 1, 1, 5, 2, 1, 4, 1, 1, 2]) {
      await append(
        installation.app,
        anAppend({ tenantId: town, events: Array.from({ length: events }, () => anEvent()) }),
      );
    }
    const recorded = await reader.tenant(town, { limit: 100 });
    expect(recorded).toHaveLength(22);
    for (const { recordedAt } of recorded) {
      const by = (moment: string) => recorded.findLast((event) => event.recordedAt <= moment)?.position ?? 0;
      const before = `${recordedAt.slice(0, -7)}${String(Math.max(0, Number(recordedAt.slice(-7, -1)) - 1)).padStart(6, '0')}Z`;
      expect([await reader.headAt(town, recordedAt), await reader.headAt(town, before)]).toEqual([
        by(recordedAt),
        by(before),
      ]);
    }
    expect(await reader.headAt(town, '2000-01-01T00:00:00Z')).toBe(0);
    expect(await reader.headAt(town, '2999-01-01T00:00:00Z')).toBe(22);
    expect(await reader.headAt(await installation.aTown(), '2999-01-01T00:00:00Z')).toBe(0);
  });
});

describe('a page of a kind of events', () => {
  const wanted: fc.Arbitrary<EventFilter> = fc.record(
    {
      after: fc.integer({ min: 0, max: EVENTS + 10 }),
      until: fc.integer({ min: 0, max: EVENTS + 10 }),
      limit: fc.integer({ min: 0, max: 1_200 }),
      order: fc.constantFrom('asc', 'desc'),
      types: fc.subarray(TYPES, { minLength: 1 }),
      occurredBy: fc.constantFrom('2022-12-31', '2023-06-30', '2024-01-01'),
      dataContains: fc.integer({ min: 0, max: EVENTS / 10 }).map((tens) => ({ tens })),
    },
    { requiredKeys: ['limit'] },
  );

  /** What is found by looking at each event there is. */
  function lookedAt({ after = 0, until = EVENTS, limit, order = 'asc', ...kind }: EventFilter): number[] {
    const matching = range(1, EVENTS).filter((position) => {
      const { type, occurredOn, data } = facts[position - 1]!;
      return (
        position <= until &&
        (kind.types?.includes(type) ?? true) &&
        (kind.occurredBy === undefined || occurredOn <= kind.occurredBy) &&
        (kind.dataContains === undefined || data['tens'] === kind.dataContains['tens'])
      );
    });
    return order === 'asc'
      ? matching.filter((position) => position > after).slice(0, limit)
      : matching
          .filter((position) => after === 0 || position < after)
          .reverse()
          .slice(0, limit);
  }

  it('holds exactly what looking at each event would find', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (filter) => {
        expect(positionsOf(await reader.tenant(tenantId, filter))).toEqual(lookedAt(filter));
      }),
      { numRuns: 100 },
    );
  });

  it('is empty in the scope of another town, which has the same ids', async () => {
    const read = (scope: number, whose: number) =>
      installation.database.withTenant(projectionScope(scope), (db) =>
        new EventReader(db).tenant(whose, { limit: 10, types: ['VillageRegistered'] }),
      );
    expect(positionsOf(await read(tenantId, tenantId))).toEqual([1, 2_999, EVENTS]);
    expect(await read(neighbour, tenantId)).toEqual([]);
    expect((await read(neighbour, neighbour)).map((event) => event.tenantId)).toEqual(
      Array(3).fill(neighbour),
    );
  });
});
