import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, query, type TestDatabase } from './test-database.ts';

describe('a test database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it('is migrated', async () => {
    const [row] = await query<{ event: string | null }>(
      database.ownerUrl,
      "select to_regclass('zhendi.event') as event",
    );
    expect(row?.event).toBe('zhendi.event');
  });

  it('logs the application in as a role that is no superuser and passes no policy', async () => {
    const rows = await query(
      database.appUrl,
      'select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
    ]);
  });

  it('is not shared with another file', async () => {
    const other = await createTestDatabase();
    await query(other.ownerUrl, 'create table only_here ()');
    const rows = await query(database.ownerUrl, "select to_regclass('only_here') as found");
    expect(rows).toEqual([{ found: null }]);
    await other.drop();
  });

  it('fails the file that leaves a connection open', async () => {
    const leaky = await createTestDatabase();
    const forgotten = new pg.Client({ connectionString: leaky.appUrl });
    forgotten.on('error', () => undefined);
    await forgotten.connect();
    await forgotten.query('select 42');
    await expect(leaky.drop()).rejects.toThrow(
      '1 database connections were left open; last statements:\nselect 42',
    );
  });
});
