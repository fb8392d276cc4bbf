import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projections } from '../features/read-models.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { declare as declareAll, forgetNotes, notes, takeNotes } from '../testing/builders/notes.builder.ts';
import { CatchUp, integer, nullable, text, uuid, type Projection } from './index.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

beforeEach(() => forgetNotes(installation.owner));

const declare = (...declared: Projection[]) => declareAll(installation.owner, ...declared);

const rowsOf = async (relation: string) =>
  (await installation.owner.query(`select topic, notes from read_model.${relation} order by topic`))
    .rows as unknown[];

async function aTownWithNotes(...topics: string[]): Promise<number> {
  const tenantId = await installation.aTown();
  await takeNotes(installation, tenantId, ...topics);
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
    const other = notes(1, { row });
    const fresh = { ...notes(1), name: 'test_never' };
    await expect(declare(fresh, other)).rejects.toThrow('test_notes has other columns than version 1 had');
    const { rows } = await installation.owner.query(
      `select from zhendi.projection_build where name = 'test_never'`,
    );
    expect(rows).toEqual([]);
  });

  it('with another key and the same version is refused', async () => {
    await declare(notes(1));
    await expect(declare({ ...notes(1), key: { topic: uuid() } })).rejects.toThrow('raise its version');
  });
});
