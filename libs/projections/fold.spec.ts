import { describe, expect, it } from '@jest/globals';
import type { JsonObject, NewEvent, RecordedEvent } from '../event-store/index.ts';
import { projections } from '../features/read-models.ts';
import { anEvent } from '../testing/builders/append.builder.ts';
import { aRanking, aTownLife } from '../testing/builders/town-life.builder.ts';
import { foldInto, initialRow, touchedKeys } from './fold.ts';
import {
  bigint,
  date,
  defineProjection,
  FoldFailed,
  integer,
  nullable,
  text,
  uuid,
  type Projection,
} from './index.ts';

const asRecorded = (event: NewEvent, at: number): RecordedEvent => ({
  ...event,
  tenantId: 1,
  position: at + 1,
  stream: { ...event.stream, version: 1 },
  recordedAt: '2022-03-15T01:02:03.000000Z',
  hash: '',
});
const events = (...data: JsonObject[]) =>
  data.map((data, i) => asRecorded(anEvent({ type: 'NoteTaken', data }), i));

interface Notes {
  NoteTaken: { topic: string; room: string; text: string };
}

const lastNote = defineProjection<Notes>()({
  name: 'last_note',
  version: 1,
  key: { topic: text(), room: text() },
  row: { text: text(), notes: integer(), least: nullable(text()), on: date(), by: uuid(), sum: bigint() },
  on: {
    NoteTaken: {
      key: ({ data }) => ({ topic: data.topic, room: data.room.trim() }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        text: data.text,
        notes: row.notes + 1,
        least: row.least !== null && row.least < data.text ? row.least : data.text,
        on: occurredOn,
      }),
    },
  },
}) as unknown as Projection;

describe('a row', () => {
  it('begins with what each of its columns begins with', () => {
    expect(initialRow(lastNote)).toEqual({
      text: '',
      notes: 0,
      least: null,
      on: null,
      by: '00000000-0000-0000-0000-000000000000',
      sum: 0,
    });
  });

  it('is the one of its whole key, and takes its events in order', () => {
    const rows = foldInto(
      lastNote,
      new Map(),
      events(
        { topic: 'a', room: 'x', text: 'one' },
        { topic: 'a', room: 'y', text: 'two' },
        { topic: 'a', room: 'x', text: 'three' },
      ),
    );
    expect(
      [...rows.values()].map(({ key, row }) => [key.topic, key.room, row.text, row.notes, row.least]),
    ).toEqual([
      ['a', 'x', 'three', 2, 'one'],
      ['a', 'y', 'two', 1, 'two'],
    ]);
  });

  it('goes on from where it was', () => {
    const first = foldInto(lastNote, new Map(), events({ topic: 'a', room: 'x', text: 'one' }));
    const second = foldInto(lastNote, first, events({ topic: 'a', room: 'x', text: 'two' }));
    expect([...second.values()].map(({ row }) => row.notes)).toEqual([2]);
  });

  it('is not touched by an event that is none of its read model’s concern', () => {
    const { handlers, heard } = {
      handlers: lastNote.on['NoteTaken']!,
      heard: events({ topic: 'a', room: 'x', text: '' }),
    };
    const deaf: Projection = { ...lastNote, on: { NoteTaken: { ...handlers, key: () => null } } };
    expect(touchedKeys(deaf, heard).size).toBe(0);
    expect(foldInto(deaf, new Map(), heard).size).toBe(0);
  });

  it('is not touched by events of types it does not listen to', () => {
    const others = ['VenuePlanned', 'Constructor', 'ToString'].map((type, i) =>
      asRecorded(anEvent({ type }), i),
    );
    expect(foldInto(lastNote, new Map(), others).size).toBe(0);
    expect(touchedKeys(lastNote, others).size).toBe(0);
  });

  it('of keys that would be one text when joined is still of its own key', () => {
    const keys = touchedKeys(
      lastNote,
      events(
        { topic: 'a', room: 'b,c', text: '' },
        { topic: 'a,b', room: 'c', text: '' },
        { topic: '', room: 'a', text: '' },
      ),
    );
    expect(keys.size).toBe(3);
  });

  it('says at which event its fold or its key failed', () => {
    const broken = events({ topic: 'a', room: 'x', text: 'one' }, { topic: 'a', text: 'without a room' });
    expect(() => foldInto(lastNote, new Map(), [...broken, broken[1]!])).toThrow(FoldFailed);
    expect(() => touchedKeys(lastNote, broken)).toThrow(`NoteTaken ${broken[1]!.id} at position 2`);
  });
});

describe('every read model there is', () => {
  it.each(projections)(
    '$name is pure: it changes nothing it is given, and answers the same again',
    (projection) => {
      const life = [...aTownLife(400), aRanking()].map(asRecorded).map(deepFreeze);
      let rows = deepFreeze([...foldInto(projection, new Map(), [])]);
      for (const event of life) {
        const before = new Map(rows);
        const once = [...foldInto(projection, new Map(before), [event])];
        const twice = [...foldInto(projection, new Map(before), [event])];
        expect(once).toEqual(twice);
        rows = deepFreeze(once);
      }
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  it.each(projections)('$name gives each of its rows exactly the columns it declares', (projection) => {
    const rows = foldInto(projection, new Map(), aTownLife(400).map(asRecorded));
    for (const { key, row } of rows.values()) {
      expect(Object.keys(key).sort()).toEqual(Object.keys(projection.key).sort());
      expect(Object.keys(row).sort()).toEqual(Object.keys(projection.row).sort());
    }
  });

  it('has a name of its own', () => {
    expect(new Set(projections.map((p) => p.name)).size).toBe(projections.length);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
