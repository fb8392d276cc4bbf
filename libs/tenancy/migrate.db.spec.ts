import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { anEmptyDatabase, type EmptyDatabase } from '../testing/builders/empty-database.builder.ts';
import { migrate } from './migrate.ts';
import { createOwnerPool } from './pool.ts';

const OURS = new URL('../../infra/migrations/', import.meta.url);

let database: EmptyDatabase;
let owner: pg.Pool;
let folder: string;
let directory: URL;

beforeEach(async () => {
  database = await anEmptyDatabase();
  owner = aPool();
  folder = await mkdtemp(join(tmpdir(), 'zhendi-migrations-'));
  directory = pathToFileURL(`${folder}/`);
});
afterEach(async () => {
  await owner.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const aPool = () =>
  createOwnerPool({
    url: database.ownerUrl,
    max: 1,
    onError: (error) => {
      throw error;
    },
  });
const write = (name: string, sql: string) => writeFile(join(folder, name), sql);

async function applied(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    'select name from public.zhendi_migration order by name',
  );
  return rows.map((row) => row.name);
}

async function exists(table: string): Promise<boolean> {
  const { rows } = await owner.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ]);
  return rows[0]!.found;
}

describe('migrations', () => {
  it('are applied once each by twenty processes that start together', async () => {
    const pools = Array.from({ length: 20 }, aPool);
    try {
      await Promise.all(pools.map((pool) => migrate(pool, OURS)));
    } finally {
      await Promise.all(pools.map((pool) => pool.end()));
    }
    expect((await applied()).slice(0, 3)).toEqual([
      '0001_tenancy.sql',
      '0002_event_store.sql',
      '0003_projections.sql',
    ]);
    expect(await exists('zhendi.checkpoint')).toBe(true);
  });

  it('are applied in order of their numbers; other files are left alone', async () => {
    await write('0002_second.sql', 'insert into t values (2)');
    await write('0010_tenth.sql', 'insert into t values (10)');
    await write('0001_first.sql', 'create table t (id serial, n integer); insert into t values (1)');
    await write('0003_note.md', 'not sql');
    await write('draft.sql', 'not sql either');
    await migrate(owner, directory);
    expect(await applied()).toEqual(['0001_first.sql', '0002_second.sql', '0010_tenth.sql']);
  });

  it('that were applied are not applied again, and new ones are', async () => {
    await write('0001_first.sql', 'create table t (n integer)');
    await migrate(owner, directory);
    await migrate(owner, directory);
    await write('0002_second.sql', 'insert into t values (2)');
    await migrate(owner, directory);
    await migrate(owner, directory);
    expect((await owner.query('select n from t')).rows).toEqual([{ n: 2 }]);
  });

  it('that fail leave nothing, name themselves, and keep what came before', async () => {
    await write('0001_first.sql', 'create table first ()');
    await write('0002_second.sql', 'create table second (); insert into second values (1, 2, 3)');
    await write('0003_third.sql', 'create table third ()');
    await expect(migrate(owner, directory)).rejects.toMatchObject({
      message: 'migration 0002_second.sql failed',
      cause: { message: expect.stringContaining('INSERT has more expressions') },
    });
    expect(await applied()).toEqual(['0001_first.sql']);
    expect(await Promise.all(['first', 'second', 'third'].map(exists))).toEqual([true, false, false]);
  });

  it('that failed can be tried again on the same connection, once they are mended', async () => {
    await write('0001_first.sql', 'create tabel first ()');
    await expect(migrate(owner, directory)).rejects.toThrow('0001_first.sql');
    await write('0001_first.sql', 'create table first ()');
    await migrate(owner, directory);
    expect(await exists('first')).toBe(true);
  });

  it('that this program does not know are refused, and nothing is applied', async () => {
    await write('0001_first.sql', 'create table first ()');
    await migrate(owner, directory);
    await owner.query(`insert into public.zhendi_migration (name) values ('0002_of_tomorrow.sql')`);
    await write('0003_third.sql', 'create table third ()');
    await expect(migrate(owner, directory)).rejects.toThrow(
      'newer than this program: it has 0002_of_tomorrow.sql',
    );
    expect(await exists('third')).toBe(false);
  });

  it('leave the lock free, whether they were applied or failed', async () => {
    const locks = `select from pg_locks where locktype = 'advisory' and database = (
      select oid from pg_database where datname = current_database())`;
    await write('0001_first.sql', 'create table first ()');
    await migrate(owner, directory);
    expect((await owner.query(locks)).rows).toEqual([]);
    await write('0002_second.sql', 'no sql');
    await expect(migrate(owner, directory)).rejects.toThrow();
    expect((await owner.query(locks)).rows).toEqual([]);
  });
});
