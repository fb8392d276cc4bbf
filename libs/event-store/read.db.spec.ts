import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAppend, anEvent, aStream } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { append, EventReader, type EventFilter, type StreamRef } from './index.ts';

let installation: Installation;
let reader: EventReader;
let tenantId: number;
let project: StreamRef;
let village: StreamRef;

// Positions 1 to 6: project, village, project, village, project, village; each stream has its own type of event.
beforeAll(async () => {
  installation = await anInstallation();
  reader = new EventReader(installation.owner);
  tenantId = await installation.aTown();
  [project, village] = [aStream('project'), { type: 'village', id: randomUUID() }];
  const events = Array.from({ length: 6 }, (_, i) =>
    anEvent({
      stream: i % 2 === 0 ? project : village,
      type: i % 2 === 0 ? 'VenuePlanned' : 'VillageRegistered',
      data: { place: i + 1, round: Math.floor(i / 2), tags: ['a', `t${i}`] },
    }),
  );
  await append(installation.app, anAppend({ tenantId, events }));
});
afterAll(() => installation.close());

const positions = async (filter: EventFilter) =>
  (await reader.tenant(tenantId, filter)).map((e) => e.position);

describe('the events of streams', () => {
  it('come by version for one stream', async () => {
    const events = await reader.stream(tenantId, project);
    expect(events.map((e) => [e.position, e.stream.version])).toEqual([
      [1, 1],
      [3, 2],
      [5, 3],
    ]);
  });

  it('come by position for several', async () => {
    const events = await reader.streams(tenantId, [village, project]);
    expect(events.map((e) => e.position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are none for a stream that was not begun, or whose type is another one', async () => {
    expect(await reader.stream(tenantId, aStream())).toEqual([]);
    expect(await reader.stream(tenantId, { type: 'village', id: project.id })).toEqual([]);
    expect(await reader.streams(tenantId, [])).toEqual([]);
  });
});

describe('a page of a tenant', () => {
  it.each<[string, EventFilter, number[]]>([
    ['begins at the first event', { limit: 2 }, [1, 2]],
    ['goes on after a position', { after: 2, limit: 3 }, [3, 4, 5]],
    ['ends at the last event', { after: 4, limit: 100 }, [5, 6]],
    ['is empty after the last event', { after: 6, limit: 10 }, []],
    ['begins at the last event when descending', { limit: 2, order: 'desc' }, [6, 5]],
    ['goes on before a position when descending', { after: 5, limit: 2, order: 'desc' }, [4, 3]],
    ['ends at the first event when descending', { after: 2, limit: 10, order: 'desc' }, [1]],
    ['is empty before the first event', { after: 1, limit: 10, order: 'desc' }, []],
    ['holds only what the data contains', { limit: 10, dataContains: { round: 1 } }, [3, 4]],
    [
      'holds only what the data contains, after a position',
      { after: 3, limit: 10, dataContains: { round: 1 } },
      [4],
    ],
    ['finds values in lists', { limit: 10, dataContains: { tags: ['t4'] } }, [5]],
    ['finds nothing for a value nobody has', { limit: 10, dataContains: { round: "' or true --" } }, []],
    ['holds only events of a type', { limit: 10, types: ['VillageRegistered'] }, [2, 4, 6]],
    [
      'holds only events of several types',
      { limit: 4, types: ['VillageRegistered', 'VenuePlanned'] },
      [1, 2, 3, 4],
    ],
    ['holds only events of a type, after a position', { after: 2, limit: 1, types: ['VenuePlanned'] }, [3]],
    ['holds the last events of a type', { limit: 2, order: 'desc', types: ['VenuePlanned'] }, [5, 3]],
    ['holds nothing of a type that never happened', { limit: 10, types: ['VenueCompleted'] }, []],
    ['holds nothing where no type is asked for', { limit: 10, types: [] }, []],
    ['ends at a position', { limit: 10, until: 3, types: ['VenuePlanned'] }, [1, 3]],
    ['may be of no event', { limit: 0 }, []],
  ])('%s', async (_, filter, expected) => {
    expect(await positions(filter)).toEqual(expected);
  });
});

describe('what is not there', () => {
  it('is a head of 0 and no receipt', async () => {
    const empty = await installation.aTown();
    expect(await reader.head(empty)).toBe(0);
    expect(await reader.head(tenantId)).toBe(6);
    expect(await reader.receipt(empty, randomUUID())).toBeNull();
  });
});

describe('events of older schema versions', () => {
  it('are read through the upcasters, whichever way they are read', async () => {
    const old = new EventReader(installation.owner, {
      VenuePlanned: [({ place, ...data }) => ({ ...data, position: place! })],
    });
    const read = [
      await old.stream(tenantId, project),
      await old.streams(tenantId, [project]),
      (await old.tenant(tenantId, { limit: 10 })).filter((e) => e.stream.id === project.id),
    ];
    for (const events of read) {
      expect(events.map((e) => e.schemaVersion)).toEqual([2, 2, 2]);
      expect(events.map((e) => e.data)).toEqual([
        { position: 1, round: 0, tags: ['a', 't0'] },
        { position: 3, round: 1, tags: ['a', 't2'] },
        { position: 5, round: 2, tags: ['a', 't4'] },
      ]);
    }
    expect((await reader.stream(tenantId, project))[0]).toMatchObject({
      schemaVersion: 1,
      data: { place: 1 },
    });
  });
});

describe('the facts of a range of positions', () => {
  it('are what folds need of its events of these types, with any text and number there is', async () => {
    const town = await installation.aTown();
    const data = {
      name: '阵地𠮷 "\\\n',
      share: 0.1,
      most: Number.MAX_SAFE_INTEGER,
      none: null,
      list: [1, { a: [] }],
    };
    const types = ['NoteTaken', 'VenuePlanned', 'NoteTaken', 'NoteTaken', 'VenuePlanned'];
    const events = types.map((type, i) =>
      anEvent({ type, data: { ...data, i }, occurredOn: `2026-03-0${i + 1}` }),
    );
    await append(installation.app, anAppend({ tenantId: town, events }));
    const facts = async (after: number, upTo: number, ...types: string[]) =>
      (await reader.facts([{ tenantId: town, after, upTo }], types)).get(town);
    const expected = (...positions: number[]) =>
      positions.map((position) => {
        const { id, type, schemaVersion, data, occurredOn } = events[position - 1]!;
        return { position, id, type, schemaVersion, data, occurredOn };
      });
    expect(await facts(0, 5, 'NoteTaken', 'VenuePlanned')).toEqual(expected(1, 2, 3, 4, 5));
    expect(await facts(1, 4, 'NoteTaken')).toEqual(expected(3, 4));
    expect(await facts(0, 5, 'FundsAllocated')).toEqual([]);
    expect(await facts(5, 99, 'NoteTaken')).toEqual([]);
  });

  it('are each tenant’s own, of its own range', async () => {
    const towns = [await installation.aTown(), await installation.aTown(), await installation.aTown()];
    for (const tenantId of towns) {
      const events = Array.from({ length: 4 }, (_, i) =>
        anEvent({ type: 'NoteTaken', data: { tenantId, i } }),
      );
      await append(installation.app, anAppend({ tenantId, events }));
    }
    const ranges = towns.map((tenantId, i) => ({ tenantId, after: i, upTo: 3 }));
    const facts = await reader.facts(ranges, ['NoteTaken']);
    const told = towns.map((tenantId) => facts.get(tenantId)!.map(({ data }) => data));
    expect(told).toEqual(
      towns.map((tenantId, after) => [0, 1, 2].slice(after).map((i) => ({ tenantId, i }))),
    );
  });
});
