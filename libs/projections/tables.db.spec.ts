import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../event-store/index.ts';
import { projections } from '../features/read-models.ts';
import { anAppend, anEvent } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import {
  CatchUp,
  createTables,
  defineProjection,
  integer,
  nullable,
  text,
  uuid,
  type Projection,
} from './index.ts';

interface Notes {
  NoteTaken: { topic: string };
}

const notes = (version: number, row: Projection['row'] = { notes: integer() }) =>
  ({
    ...defineProjection<Notes>()({
      name: 'test_notes',
      version,
      key: { topic: text() },
      row: { notes: integer() },
      on: {
        NoteTaken: {
          key: ({ data }) => ({ topic: data.topic }),
          fold: (row) => ({ ...row, notes: row.notes + 1 }),
        },
      },
    }),
    row,
  }) as unknown as Projection;

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(async () => {
  await installation.owner.query(`
    drop view if exists read_model.test_notes;
    drop table if exists read_model.test_notes_v1, read_model.test_notes_v2;
    delete from zhendi.projection where name = 'test_notes';
    delete from zhendi.checkpoint where projection = 'test_notes'`);
});

/** Declares read models as the start of a process does: all or nothing. */
async function declare(...declared: Projection[]): Promise<void> {
  const client = await installation.owner.connect();
  try {
    await client.query('begin');
    await createTables(client, declared);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const rowsOf = async (relation: string) =>
  (await installation.owner.query(`select topic, notes from read_model.${relation} order by topic`))
    .rows as unknown[];

async function aTownWithNotes(...topics: string[]): Promise<number> {
  const tenantId = await installation.aTown();
  const events = topics.map((topic) => anEvent({ type: 'NoteTaken', data: { topic } }));
  await append(installation.app, anAppend({ tenantId, events }));
  return tenantId;
}

const catchUp = (projection: Projection, tenantId: number) =>
  new CatchUp(installation.database, [projection]).tenant(tenantId);

describe('declaring a read model', () => {
  it('makes its table once, however often it is declared', async () => {
    await declare(notes(1));
    const tenantId = await aTownWithNotes('a');
    await catchUp(notes(1), tenantId);
    await declare(notes(1));
    expect(await rowsOf('test_notes')).toEqual([{ topic: 'a', notes: 1 }]);
  });

  it('can be done by many at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => declare(notes(1), ...projections)));
    expect(await rowsOf('test_notes')).toEqual([]);
  });

  it.each<[string, Projection['row']]>([
    ['another column', { notes: integer(), more: text() }],
    ['a column less', {}],
    ['a column of another type', { notes: text() }],
    ['a column that may be empty now', { notes: nullable(integer()) }],
    ['a column of another name', { note: integer() }],
  ])('with %s and the same version is refused, and nothing is made', async (_, row) => {
    await declare(notes(1));
    const other = { ...notes(1, row), name: 'test_notes' };
    const fresh = { ...notes(1), name: 'test_never' };
    await expect(declare(fresh, other)).rejects.toThrow('test_notes has other columns than version 1 had');
    const { rows } = await installation.owner.query(
      `select from zhendi.projection where name = 'test_never'`,
    );
    expect(rows).toEqual([]);
  });

  it('with another key and the same version is refused', async () => {
    await declare(notes(1));
    await expect(declare({ ...notes(1), key: { topic: uuid() } })).rejects.toThrow('raise its version');
  });
});

describe('a raised version', () => {
  it('has a table of its own, which is filled from the first event on', async () => {
    await declare(notes(1));
    const tenantId = await aTownWithNotes('a', 'b', 'a');
    await catchUp(notes(1), tenantId);

    await declare(notes(2));
    expect(await rowsOf('test_notes_v1')).toEqual([
      { topic: 'a', notes: 2 },
      { topic: 'b', notes: 1 },
    ]);
    expect(await rowsOf('test_notes_v2')).toEqual([]);

    expect(await catchUp(notes(2), tenantId)).toBe('caught-up');
    expect(await rowsOf('test_notes_v2')).toEqual(await rowsOf('test_notes_v1'));
    expect(await rowsOf('test_notes')).toEqual(await rowsOf('test_notes_v2'));
  });

  it('may have other columns', async () => {
    await declare(notes(1));
    await declare(notes(2, { notes: integer(), note: nullable(text()) }));
    const { rows } = await installation.owner.query('select * from read_model.test_notes');
    expect(rows).toEqual([]);
  });
});
