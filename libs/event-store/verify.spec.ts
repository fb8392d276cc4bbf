import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, chainHash, genesisHash, partDigest } from './canonical.ts';
import type { Json, RecordedEvent } from './event.ts';
import { verifyChain, type ChainVerdict, type PartDigests } from './verify.ts';

const GENESIS = { position: 0, hash: genesisHash('00000000-0000-0000-0000-000000000009') };

/** A row as the store keeps it: what moves, moves together. */
interface Row {
  readonly event: RecordedEvent;
  readonly parts: PartDigests;
}

const id = (number: number) => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
const digest = (part: unknown) => partDigest(canonicalJson(part as Json));

/** A chain of so many events on three streams, no two of them alike. */
function chainOf(length: number): Row[] {
  const rows: Row[] = [];
  let { hash } = GENESIS;
  for (let position = 1; position <= length; position++) {
    const event = {
      tenantId: 1,
      position,
      id: id(position),
      stream: { type: 'project', id: id(100 + (position % 3)), version: Math.ceil(position / 3) },
      type: position % 2 === 0 ? 'FundsAllocated' : 'VenuePlanned',
      schemaVersion: 1,
      data: { amountFen: position * 100, 村: '柳湾村' },
      metadata: {
        actor: `a${position}`,
        role: 'r',
        source: 's',
        commandId: id(position),
        correlationId: 'c',
      },
      occurredOn: `2022-03-${String(position).padStart(2, '0')}`,
      recordedAt: `2022-04-01T00:00:00.${String(position).padStart(6, '0')}Z`,
    };
    hash = chainHash(hash, event);
    rows.push({
      event: { ...event, hash },
      parts: { data: digest(event.data), metadata: digest(event.metadata) },
    });
  }
  return rows;
}

/** Puts a row at another position, as an administrator would: nothing else of it changes. */
const at = (row: Row, position: number): Row => ({ ...row, event: { ...row.event, position } });

async function verify(rows: readonly Row[], lastReceipt: number): Promise<ChainVerdict> {
  const sorted = [...rows].sort((a, b) => a.event.position - b.event.position);
  return verifyChain(
    {
      lastReceipt,
      async *after(position) {
        for (const { event } of sorted) if (event.position > position) yield Promise.resolve(event);
      },
      parts: (position) =>
        Promise.resolve(sorted.find(({ event }) => event.position === position)?.parts ?? null),
    },
    GENESIS,
  );
}

const length = fc.integer({ min: 1, max: 16 });
/** The length of a chain and a position of it. */
const place = length.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n })));
/** The length of a chain and two positions of it, the smaller first. */
const span = place.chain(([n, first]) =>
  fc.tuple(fc.constant(n), fc.constant(first), fc.integer({ min: first, max: n })),
);

/** Changes the event at a position. */
function changed(
  n: number,
  position: number,
  change: (event: RecordedEvent) => Partial<RecordedEvent>,
): Row[] {
  return chainOf(n).map((row) =>
    row.event.position === position ? { ...row, event: { ...row.event, ...change(row.event) } } : row,
  );
}

describe('verification of a chain', () => {
  it('finds nothing wrong with what was recorded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 16 }), async (n) => {
        const { verified, fault } = await verify(chainOf(n), n);
        expect([verified.position, fault]).toEqual([n, null]);
      }),
    );
  });

  it('names the position of altered data', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ([n, position]) => {
        const rows = changed(n, position, ({ data }) => ({ data: { ...data, amountFen: 7 } }));
        expect((await verify(rows, n)).fault).toEqual({ kind: 'altered', position, part: 'data' });
      }),
    );
  });

  it('names the position of altered metadata', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ([n, position]) => {
        const rows = changed(n, position, ({ metadata }) => ({ metadata: { ...metadata, actor: 'other' } }));
        expect((await verify(rows, n)).fault).toEqual({ kind: 'altered', position, part: 'metadata' });
      }),
    );
  });

  it('names both where both were altered', async () => {
    const rows = changed(5, 3, ({ metadata }) => ({ data: {}, metadata: { ...metadata, role: 'other' } }));
    expect((await verify(rows, 5)).fault).toEqual({
      kind: 'altered',
      position: 3,
      part: 'data and metadata',
    });
  });

  it('does not say which part it was where no digests were kept', async () => {
    const rows = changed(5, 3, () => ({ data: {} })).map(({ event }) => ({ event, parts: null as never }));
    expect((await verify(rows, 5)).fault).toEqual({ kind: 'altered', position: 3, part: 'unknown' });
  });

  it.each<[string, Partial<RecordedEvent>, string]>([
    ['type', { type: 'VenueCompleted' }, 'VenuePlanned'],
    ['occurred on', { occurredOn: '2021-12-31' }, '2022-03-05'],
    ['schema version', { schemaVersion: 3 }, '1'],
    ['stream version', { stream: { type: 'project', id: id(102), version: 9 } }, '2'],
    ['stream type', { stream: { type: 'village', id: id(102), version: 2 } }, 'project'],
  ])('finds the recorded %s again where only that was altered', async (field, change, was) => {
    const { fault } = await verify(
      changed(8, 5, () => change),
      8,
    );
    expect(fault).toEqual({ kind: 'altered', position: 5, part: 'header', restored: { field, was } });
  });

  it.each<[string, Partial<RecordedEvent>]>([
    ['an event id', { id: id(77) }],
    ['a stream id', { stream: { type: 'project', id: id(77), version: 2 } }],
    ['a microsecond', { recordedAt: '2022-04-01T00:00:00.000077Z' }],
  ])('says that the header was altered where it was %s', async (_, change) => {
    const { fault } = await verify(
      changed(8, 5, () => change),
      8,
    );
    expect(fault).toEqual({ kind: 'altered', position: 5, part: 'header' });
  });

  it('tells an altered hash from an altered event, by the event after it', async () => {
    const rows = changed(8, 5, () => ({ hash: 'ab'.repeat(32) }));
    expect((await verify(rows, 8)).fault).toEqual({ kind: 'altered', position: 5, part: 'hash' });
  });

  it('names the first of removed events, whether they leave a gap or end the chain', async () => {
    await fc.assert(
      fc.asyncProperty(span, async ([n, position, last]) => {
        const rows = chainOf(n).filter(({ event }) => event.position < position || event.position > last);
        const kind = last === n ? 'cut' : 'removed';
        expect((await verify(rows, n)).fault).toEqual({ kind, position, last });
      }),
    );
  });

  it('names the first of removed events when the later ones were moved up', async () => {
    await fc.assert(
      fc.asyncProperty(span, fc.integer({ min: 2, max: 9 }), async ([n, position, last], rest) => {
        const rows = chainOf(n + rest)
          .filter(({ event }) => event.position < position || event.position > last)
          .map((row, i) => at(row, i + 1));
        expect((await verify(rows, n + rest)).fault).toEqual({ kind: 'removed', position, last });
      }),
    );
  });

  it('names the first of inserted events when the later ones were moved down', async () => {
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 4 }), async ([n, position], more) => {
        const rows = chainOf(n);
        const forged = chainOf(n + more)
          .slice(0, more)
          .map(({ event, parts }) => ({
            event: { ...event, hash: chainHash('ff'.repeat(32), event) },
            parts,
          }));
        rows.splice(position - 1, 0, ...forged);
        const inserted = rows.map((row, i) => at(row, i + 1));
        expect((await verify(inserted, n)).fault).toEqual({
          kind: 'inserted',
          position,
          last: position + more - 1,
        });
      }),
    );
  });

  it('names what was added at the end, even when it continues the chain, because no receipt tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(length, fc.integer({ min: 1, max: 4 }), async (n, more) => {
        expect((await verify(chainOf(n + more), n)).fault).toEqual({
          kind: 'inserted',
          position: n + 1,
          last: n + more,
        });
      }),
    );
  });

  it('names the first of two events that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(span, async ([n, position, other]) => {
        fc.pre(position !== other);
        const rows = chainOf(n);
        const swapped = rows.map((row, i) => {
          if (i === position - 1) return at(rows[other - 1]!, position);
          return i === other - 1 ? at(rows[position - 1]!, other) : row;
        });
        expect((await verify(swapped, n)).fault).toEqual({ kind: 'reordered', position, foundAt: other });
      }),
    );
  });

  it('names the first position of an event that was moved, and those between with it', async () => {
    await fc.assert(
      fc.asyncProperty(span, fc.boolean(), async ([n, position, other], forwards) => {
        fc.pre(position !== other);
        const rows = chainOf(n);
        const [from, to] = forwards ? [position, other] : [other, position];
        rows.splice(to - 1, 0, ...rows.splice(from - 1, 1));
        const moved = rows.map((row, i) => at(row, i + 1));
        const foundAt = forwards ? other : position + 1;
        expect((await verify(moved, n)).fault).toEqual({ kind: 'reordered', position, foundAt });
      }),
    );
  });

  it('finds an event that was put behind the end', async () => {
    const rows = chainOf(8).map((row) => (row.event.position === 3 ? at(row, 9) : row));
    expect((await verify(rows, 8)).fault).toEqual({ kind: 'reordered', position: 3, foundAt: 9 });
  });

  it('finds the first event wrong when the chain is another tenant’s', async () => {
    const rows = chainOf(4).map(({ event, parts }) => ({
      event: { ...event, hash: chainHash('00'.repeat(32), event) },
      parts,
    }));
    expect((await verify(rows, 4)).fault?.position).toBe(1);
  });

  it('finds a position that is there twice', async () => {
    const rows = chainOf(4);
    const twice = [...rows.slice(0, 2), rows[1]!, ...rows.slice(2)];
    expect((await verify(twice, 4)).fault).toEqual({ kind: 'inserted', position: 2, last: 2 });
  });
});
