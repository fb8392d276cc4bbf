import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

// Any constant does; the lock belongs to the database, not to the cluster.
const MIGRATION_LOCK = 20_260_801;

/**
 * Applies the numbered SQL files that this database has not seen, in order, each in its own transaction. Any number
 * of processes may do it at once: one works, the others wait and find nothing left.
 *
 * @param directory holds `NNNN_name.sql`.
 * @param only the files to apply, by name; absent: all of them.
 * @throws when a file fails (nothing of it is left), or when the database has a migration this program does not know.
 */
export async function migrate(owner: pg.Pool, directory: URL, only?: readonly string[]): Promise<void> {
  const files = await migrationFiles(directory);
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await client.query(
        'create table if not exists public.zhendi_migration (name text primary key, applied_at timestamptz not null default now())',
      );
      const { rows } = await client.query<{ name: string }>('select name from public.zhendi_migration');
      const applied = new Set(rows.map((row) => row.name));
      const unknown = [...applied].filter((name) => !files.includes(name));
      if (unknown.length > 0) {
        throw new Error(`the database is newer than this program: it has ${unknown.join(', ')}`);
      }
      for (const file of (only ?? files).filter((name) => !applied.has(name))) {
        await apply(client, file, await readFile(new URL(file, directory), 'utf8'));
      }
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}

/** The names of the numbered SQL files, in order. */
export async function migrationFiles(directory: URL): Promise<string[]> {
  return (await readdir(directory)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort();
}

async function apply(client: pg.PoolClient, name: string, sql: string): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into public.zhendi_migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}
