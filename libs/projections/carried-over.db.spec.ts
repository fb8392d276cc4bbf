import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { migrate, projectionScope, registerTenants, TenantDatabase } from '../tenancy/index.ts';
import { createAppPool, createOwnerPool } from '../tenancy/pool.ts';
import { anEmptyDatabase, type EmptyDatabase } from '../testing/builders/empty-database.builder.ts';
import { declare, notes, takeNotes } from '../testing/builders/notes.builder.ts';
import { CatchUp, readPositions } from './index.ts';
import { declarationText } from './tables.ts';

const MIGRATIONS = new URL('../../infra/migrations/', import.meta.url);

let empty: EmptyDatabase;
let owner: pg.Pool;
let app: pg.Pool;

beforeAll(async () => {
  empty = await anEmptyDatabase();
  const onError = (error: Error) => {
    throw error;
  };
  owner = createOwnerPool({ url: empty.ownerUrl, onError });
  app = createAppPool({ url: empty.ownerUrl, max: 2, onError });
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await empty.drop();
});

/** What there was before builds: migrations 1 to 5, a table a version, checkpoints by version. */
async function anInstallationOfBefore(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const file of (await readdir(MIGRATIONS)).filter((name) => name < '0006')) {
    await cp(new URL(file, MIGRATIONS), join(directory, file));
  }
  await migrate(owner, pathToFileURL(`${directory}/`));
  const county = { code: '990001', name: '县' };
  const { tenants } = await registerTenants(owner, county, [{ code: '990001100', name: '镇' }]);
  const { tenantId } = tenants.get('990001100')!;
  for (const version of [1, 2]) {
    const table = `read_model.test_notes_v${version}`;
    await owner.query(
      `create table ${table} (tenant_id integer not null, topic text not null, notes integer not null, primary key (tenant_id, topic));
       grant select, insert, update on ${table} to zhendi_app;
       insert into ${table} values (${tenantId}, 'of version ${version}', ${version})`,
    );
    await owner.query('insert into zhendi.projection values ($1, $2, $3)', [
      'test_notes',
      version,
      declarationText(notes(version)),
    ]);
    await owner.query('insert into zhendi.checkpoint values ($1, $2, $3, $4)', [
      tenantId,
      'test_notes',
      version,
      version,
    ]);
  }
  await owner.query(
    `create view read_model.test_notes with (security_invoker = true) as select * from read_model.test_notes_v2;
     grant select on read_model.test_notes to zhendi_app`,
  );
  return tenantId;
}

it('what was folded before there were builds goes on from there, under its version’s number', async () => {
  const tenantId = await anInstallationOfBefore();
  await migrate(owner, MIGRATIONS);
  await declare(owner, notes(2));
  await takeNotes({ app }, tenantId, 'a', 'b', 'c');
  const database = new TenantDatabase(app);
  expect(await new CatchUp(database, [notes(2)]).tenant(tenantId)).toBe('caught-up');

  const { rows } = await owner.query('select topic, notes from read_model.test_notes order by topic');
  // Two events were folded before; the third is a note of "c".
  expect(rows).toEqual([
    { topic: 'c', notes: 1 },
    { topic: 'of version 2', notes: 2 },
  ]);
  const [reached] = await database.withTenant(projectionScope(tenantId), (db) =>
    readPositions(db, [notes(2)], [tenantId]),
  );
  expect(reached).toMatchObject({ position: 3, lag: 0 });
  const builds = await owner.query(
    'select build, version, state from zhendi.projection_build order by build',
  );
  expect(builds.rows).toEqual([
    { build: 1, version: 1, state: 'retired' },
    { build: 2, version: 2, state: 'live' },
  ]);
});
