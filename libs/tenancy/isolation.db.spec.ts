import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { append, EventReader, type SqlClient } from '../event-store/index.ts';
import { projections } from '../features/read-models.ts';
import { ErasureList, MasterKeys, Persons } from '../persons/index.ts';
import { CatchUp } from '../projections/index.ts';
import { anAppend } from '../testing/builders/append.builder.ts';
import { anInstallation, type County, type Installation } from '../testing/builders/installation.builder.ts';
import { aRanking, aTownLife } from '../testing/builders/town-life.builder.ts';
import { recordAudit, type AuditEntry } from './audit-log.ts';
import { createAppPool } from './pool.ts';
import { makeScope, projectionScope, readingOnly } from './scope.ts';
import { TenantDatabase } from './tenant-database.ts';

/** Rows of tenants, where the app's role may read any at all. */
const RELATIONS = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where a.attname = 'tenant_id' and c.relkind in ('r', 'v')
    and has_column_privilege('zhendi_app', c.oid, a.attnum, 'select') order by 1`;

let installation: Installation;
let database: TenantDatabase;
let county: County;
let one: number;
let other: number;
let relations: string[];

// Two towns with the same history: the same streams, the same events, the same command.
beforeAll(async () => {
  installation = await anInstallation();
  database = installation.database;
  county = await installation.aCounty(2);
  [one, other] = county.towns as [number, number];
  const twin = anAppend({ tenantId: one, events: [...aTownLife(300), aRanking()] });
  const catchUp = new CatchUp(database, projections);
  const masterKey = randomBytes(32);
  const persons = new Persons(
    database,
    new MasterKeys(() => Promise.resolve([masterKey])),
    new ErasureList('/dev/null'),
  );
  for (const tenantId of county.towns) {
    await append(installation.app, { ...twin, tenantId });
    await catchUp.tenant(tenantId);
    await signIn(tenantId);
    await recordAudit(installation.app, [aSignIn(tenantId)]);
    const person = { name: '王建国', phone: null };
    await persons.enter(projectionScope(tenantId), twin.commandId, person, () => Promise.resolve());
    await rename(tenantId);
    await upload(tenantId);
  }
  const { rows } = await installation.owner.query<{ name: string }>(RELATIONS);
  relations = rows.map((row) => row.name);
});
afterAll(() => installation.close());

/** Somebody of the town, signed in and with a second factor: the same in both towns, but for the name. */
async function signIn(tenantId: number): Promise<void> {
  const accountId = '3f0c1d6e-7f43-4d0e-9c9b-0d6f2f1a7e21';
  await installation.owner.query(
    `insert into zhendi.account (tenant_id, account_id, username, password_hash, roles)
     values ($1, $2, $3, 'x', '{town-clerk}')`,
    [tenantId, accountId, `clerk-${tenantId}`],
  );
  await installation.owner.query(
    `insert into zhendi.second_factor (tenant_id, account_id, sealed_secret, enabled_at) values ($1, $2, 'x', now())`,
    [tenantId, accountId],
  );
  await installation.app.query(`select zhendi.start_session($1, $2, $2, 'x', null, null)`, [
    tenantId,
    accountId,
  ]);
}

async function rename(tenantId: number): Promise<void> {
  await installation.owner.query(
    `insert into zhendi.tenant_name (tenant_id, valid_from, recorded_at, code, name)
     select tenant_id, '2020-01-01', now(), code, name from zhendi.tenant where tenant_id = $1`,
    [tenantId],
  );
}

/** A photo of the same name and content, and another that is on its way. */
async function upload(tenantId: number): Promise<void> {
  const sha256 = 'a'.repeat(64);
  const id = '0d9f6c4a-52a5-4b0e-8d63-5b1f4a1f7c11';
  await installation.owner.query(
    `insert into zhendi.attachment (tenant_id, sha256, name, media_type, bytes, uploaded_by)
     values ($1, $2, '开工.jpg', 'image/jpeg', 2048, $3)`,
    [tenantId, sha256, id],
  );
  await installation.owner.query(
    `insert into zhendi.attachment_upload (tenant_id, upload_id, name, bytes, uploaded_by)
     values ($1, $2, '竣工.jpg', 2048, $2)`,
    [tenantId, id],
  );
}

const aSignIn = (tenantId: number): AuditEntry => ({
  tenantId,
  action: 'sign-in',
  outcome: 'done',
  actor: null,
  username: null,
  role: null,
  address: null,
  target: null,
  details: {},
  correlationId: null,
});

async function tenantsSeen(db: SqlClient, relation: string): Promise<number[]> {
  const { rows } = await db.query<{ tenant_id: number }>(
    `select distinct tenant_id from ${relation} order by 1`,
  );
  return rows.map((row) => row.tenant_id);
}

const countyScope = () =>
  makeScope({ tenantId: county.tenantId, readable: [county.tenantId, one, other], access: 'write' });

describe('a town with the same streams, events and commands as its neighbour', () => {
  it('has rows beside its neighbour in every table there is', async () => {
    expect(relations).toEqual(
      expect.arrayContaining([
        'read_model.town_month',
        'read_model.venue_card_b1',
        'zhendi.checkpoint',
        'zhendi.event',
      ]),
    );
    for (const relation of relations) {
      expect(await tenantsSeen(installation.owner, relation)).toEqual(expect.arrayContaining([one, other]));
    }
  });

  it('sees its own rows in every table and view, and no others', async () => {
    for (const tenantId of [one, other]) {
      await database.withTenant(readingOnly(projectionScope(tenantId)), async (db) => {
        for (const relation of relations) expect(await tenantsSeen(db, relation)).toEqual([tenantId]);
      });
    }
  });

  it('gets nothing of its neighbour by asking for it', async () => {
    await database.withTenant(readingOnly(projectionScope(one)), async (db) => {
      const reader = new EventReader(db);
      const [event] = await reader.tenant(one, { limit: 1 });
      expect(event!.tenantId).toBe(one);
      expect(await reader.tenant(other, { limit: 10 })).toEqual([]);
      expect(await reader.stream(other, event!.stream)).toEqual([]);
      expect(await reader.receipt(other, event!.metadata.commandId)).toBeNull();
      expect(await reader.head(other)).toBe(0);
    });
  });

  it('cannot write into the rows of its neighbour', async () => {
    const add =
      'insert into zhendi.checkpoint (tenant_id, projection, build, position) values ($1, $2, 1, 0)';
    await database.withTenant(projectionScope(one), (db) => db.query(add, [one, 'other']));
    await expect(
      database.withTenant(projectionScope(one), (db) => db.query(add, [other, 'other'])),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      database.withTenant(projectionScope(one), (db) =>
        db.query('update zhendi.checkpoint set tenant_id = $1', [other]),
      ),
    ).rejects.toMatchObject({ code: '42501' });

    const before = await installation.owner.query(
      'select * from read_model.town_summary where tenant_id = $1',
      [other],
    );
    await database.withTenant(projectionScope(one), (db) =>
      db.query('update read_model.town_summary_b1 set villages = 999'),
    );
    const after = await installation.owner.query(
      'select * from read_model.town_summary where tenant_id = $1',
      [other],
    );
    expect(after.rows).toEqual(before.rows);
  });
});

describe('a county', () => {
  it('sees the rows of all its towns', async () => {
    await database.withTenant(readingOnly(countyScope()), async (db) => {
      for (const relation of relations) {
        const towns = (await tenantsSeen(db, relation)).filter((tenantId) => tenantId !== county.tenantId);
        expect(towns).toEqual([one, other]);
      }
    });
  });

  it('cannot write into the rows of its towns', async () => {
    const update =
      'update zhendi.checkpoint set position = position + 1 where tenant_id = $1 returning position';
    await database.withTenant(countyScope(), async (db) => {
      const { rows } = await db.query(update, [one]);
      expect(rows).toEqual([]);
    });
    await expect(
      database.withTenant(countyScope(), (db) =>
        db.query(
          'insert into zhendi.checkpoint (tenant_id, projection, build, position) values ($1, $2, 1, 0)',
          [one, 'of the county'],
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('without a scope', () => {
  it('nothing of any tenant is seen', async () => {
    for (const relation of relations) {
      expect(await tenantsSeen(installation.app, relation)).toEqual([]);
      expect(await database.withSystem((db) => tenantsSeen(db, relation))).toEqual([]);
    }
  });

  it('nothing of any tenant is written', async () => {
    const add =
      'insert into zhendi.checkpoint (tenant_id, projection, build, position) values ($1, $2, 1, 0)';
    await expect(database.withSystem((db) => db.query(add, [one, 'of nobody']))).rejects.toMatchObject({
      code: '42501',
    });
    await database.withSystem(async (db) => {
      const { rows } = await db.query('update zhendi.checkpoint set position = 0 returning position');
      expect(rows).toEqual([]);
    });
  });
});

describe('one connection that serves one tenant after the other', () => {
  let pool: pg.Pool;
  let alone: TenantDatabase;
  beforeAll(() => {
    const onError = (error: Error) => {
      throw error;
    };
    pool = createAppPool({ url: installation.appUrl, max: 1, onError });
    alone = new TenantDatabase(pool);
  });
  afterAll(() => pool.end());

  it('shows each its own, also by a statement that was planned for another', async () => {
    const reading = (tenantId: number) => readingOnly(projectionScope(tenantId));
    await alone.withTenant(reading(one), (db) =>
      db.query('prepare seen as select distinct tenant_id from zhendi.event'),
    );
    // From the sixth time on a prepared statement may have one plan for whoever comes.
    for (let i = 0; i < 10; i++) {
      for (const tenantId of [other, one]) {
        const { rows } = await alone.withTenant(reading(tenantId), (db) => db.query('execute seen'));
        expect(rows).toEqual([{ tenant_id: tenantId }]);
      }
    }
    const { rows } = await alone.withSystem((db) => db.query('execute seen'));
    expect(rows).toEqual([]);
  });

  it('keeps nothing of a scope whose transaction failed', async () => {
    const failing = alone.withTenant(projectionScope(one), (db) => db.query('select 1 / 0'));
    await expect(failing).rejects.toThrow('division by zero');
    expect(await alone.withSystem((db) => tenantsSeen(db, 'zhendi.event'))).toEqual([]);
    await alone.withTenant(readingOnly(projectionScope(other)), async (db) => {
      expect(await tenantsSeen(db, 'zhendi.event')).toEqual([other]);
    });
  });
});
