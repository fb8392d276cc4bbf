import type pg from 'pg';
import { append, type NewEvent } from '../../event-store/index.ts';
import { createTables, defineProjection, integer, text, type Projection } from '../../projections/index.ts';
import { anAppend, anEvent } from './append.builder.ts';
import type { Installation } from './installation.builder.ts';

interface Notes {
  NoteTaken: { topic: string };
}

/** A read model for tests: how many notes there are of each topic. A note of the topic given makes its fold throw. */
export const notes = (
  version: number,
  { row = { notes: integer() }, refused }: { row?: Projection['row']; refused?: string } = {},
) =>
  ({
    ...defineProjection<Notes>()({
      name: 'test_notes',
      version,
      key: { topic: text() },
      row: { notes: integer() },
      on: {
        NoteTaken: {
          key: ({ data }) => ({ topic: data.topic }),
          fold: (row, { data }) => {
            if (data.topic === refused) throw new Error(`no note of ${refused}`);
            return { ...row, notes: row.notes + 1 };
          },
        },
      },
    }),
    row,
  }) as unknown as Projection;

export const aNote = (topic: string): NewEvent => anEvent({ type: 'NoteTaken', data: { topic } });

/** Takes notes of these topics in a town. */
export async function takeNotes(
  installation: Pick<Installation, 'app'>,
  tenantId: number,
  ...topics: string[]
): Promise<void> {
  await append(installation.app, anAppend({ tenantId, events: topics.map(aNote) }));
}

/** Declares read models as the start of a process does: all or nothing. */
export async function declare(owner: pg.Pool, ...declared: Projection[]): Promise<void> {
  await inTransaction(owner, (client) => createTables(client, declared));
}

/** Runs `work` as the tables' owner, in one transaction. */
export async function inTransaction<Result>(
  owner: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Forgets all builds of the read model for tests. */
export async function forgetNotes(owner: pg.Pool): Promise<void> {
  await owner.query('drop view if exists read_model.test_notes');
  const { rows } = await owner.query<{ build: number }>(
    `delete from zhendi.projection_build where name = 'test_notes' returning build`,
  );
  for (const { build } of rows) await owner.query(`drop table if exists read_model.test_notes_b${build}`);
  await owner.query(`delete from zhendi.checkpoint where projection = 'test_notes'`);
}
