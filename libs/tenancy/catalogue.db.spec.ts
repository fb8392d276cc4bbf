import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { catalogueFaults } from '../testing/catalogue/catalogue-faults.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function names(statement: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(statement);
  return rows.map(({ name }) => name);
}

describe('the catalogue of the whole database', () => {
  it('keeps every rule by which tenants are kept apart', async () => {
    expect(await catalogueFaults(owner)).toEqual([]);
  });

  it('holds the tables that the rules are for', async () => {
    const tables = await names(
      `select attrelid::regclass::text as name from pg_attribute join pg_class c on c.oid = attrelid
       where attname = 'tenant_id' and c.relkind = 'r' and c.relrowsecurity`,
    );
    expect(tables).toEqual(
      expect.arrayContaining([
        'zhendi.event',
        'zhendi.command',
        'zhendi.checkpoint',
        'zhendi.tenant',
        'zhendi.account',
      ]),
    );
    expect(tables.filter((name) => name.startsWith('read_model.')).length).toBeGreaterThanOrEqual(6);
  });
});

/** A table that keeps every rule, for planting one defect into it. */
const TABLE = `
  create table zhendi.note (tenant_id integer not null, id uuid not null, text text, primary key (tenant_id, id));
  alter table zhendi.note enable row level security;
  create policy note_read on zhendi.note for select using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));`;
const WRITABLE = '(tenant_id = any ((select zhendi.writable_tenants())::integer[]))';
const FUNCTION = (options: string) =>
  `create function zhendi.peek() returns bigint language sql ${options} as 'select count(*) from zhendi.event'`;
const PATH = 'set search_path = pg_catalog, pg_temp';
const PRIVATE = '; revoke all on function zhendi.peek from public';
const REVEALS = 'lets more be read than the readable tenants';
const OVERWRITES = 'lets more be written than the writable tenants';

describe('a defect is named:', () => {
  it.each([
    ['nothing, where there is none', TABLE, []],
    ['a table without a tenant', 'create table zhendi.note (id integer)', ['zhendi.note has no tenant']],
    [
      'a table of another schema',
      'create schema archive; create table archive.note (tenant_id integer not null)',
      ['archive.note has no policy', 'archive.note has no row-level security'],
    ],
    [
      'a tenant that may be missing',
      `${TABLE} alter table zhendi.note drop constraint note_pkey, alter tenant_id drop not null`,
      ['zhendi.note has rows of no tenant: tenant_id may be null'],
    ],
    [
      'row-level security that was switched off',
      'alter table zhendi.event disable row level security',
      ['zhendi.event has no row-level security'],
    ],
    ['a policy that was dropped', 'drop policy event_read on zhendi.event', ['zhendi.event has no policy']],
    [
      'a policy for everybody',
      'create policy all_of_it on zhendi.event for select using (true)',
      [`all_of_it on zhendi.event ${REVEALS}`],
    ],
    [
      'a policy with a way around',
      `${TABLE} alter policy note_read on zhendi.note
         using (tenant_id = any ((select zhendi.readable_tenants())::integer[]) or id is null)`,
      [`note_read on zhendi.note ${REVEALS}`],
    ],
    [
      'a policy with the wrong list of tenants',
      `${TABLE} create policy note_add on zhendi.note for insert
         with check (tenant_id = any ((select zhendi.readable_tenants())::integer[]))`,
      [`note_add on zhendi.note ${OVERWRITES}`],
    ],
    [
      'a policy that removes what it does not own',
      `${TABLE} create policy note_remove on zhendi.note for delete using (true)`,
      [`note_remove on zhendi.note ${OVERWRITES}`],
    ],
    [
      'a change without a check of the new row',
      `${TABLE} create policy note_change on zhendi.note for update using ${WRITABLE}`,
      ['note_change on zhendi.note does not say which new rows may be written'],
    ],
    [
      'a policy for everything without a check of the new row',
      `${TABLE} create policy note_all on zhendi.note using ${WRITABLE}`,
      ['note_all on zhendi.note does not say which new rows may be written'],
    ],
    [
      'a unique key without the tenant',
      `${TABLE} create unique index note_text on zhendi.note (text)`,
      ['zhendi.note_text is a key without the tenant'],
    ],
    [
      'a unique key that only carries the tenant along',
      `${TABLE} create unique index note_text on zhendi.note (text) include (tenant_id)`,
      ['zhendi.note_text is a key without the tenant'],
    ],
    [
      'a reference to another tenant’s rows',
      `${TABLE} alter table zhendi.note add column neighbour integer constraint note_neighbour references zhendi.tenant (tenant_id)`,
      ['note_neighbour on zhendi.note refers to rows of other tenants'],
    ],
    [
      'a rule',
      `${TABLE} create rule copy as on insert to zhendi.note do also select count(*) from zhendi.event`,
      ['zhendi.note has a rule, which acts with the rights of the owner'],
    ],
    [
      'a view with its owner’s rights',
      'create view zhendi.every_event as select * from zhendi.event',
      ['zhendi.every_event runs with the rights of its owner: a view without security_invoker'],
    ],
    [
      'a materialized view',
      'create materialized view zhendi.heads as select tenant_id, max(position) from zhendi.event group by tenant_id',
      ['zhendi.heads can have no policies: it is a foreign table or a materialized view'],
    ],
    [
      'a foreign table',
      `create foreign data wrapper far; create server away foreign data wrapper far;
       create foreign table zhendi.copy (tenant_id integer not null) server away`,
      ['zhendi.copy can have no policies: it is a foreign table or a materialized view'],
    ],
    [
      'a function without a path',
      FUNCTION('') + PRIVATE,
      ['zhendi.peek/0 looks names up in a path of whoever calls it'],
    ],
    [
      'a function with a path that others may write to',
      FUNCTION('set search_path = public, pg_temp') + PRIVATE,
      ['zhendi.peek/0 looks names up in a path of whoever calls it'],
    ],
    ['a function for everybody', FUNCTION(PATH), ['zhendi.peek/0 may be called by everybody']],
    [
      'a procedure for everybody',
      `create procedure zhendi.mend() language sql ${PATH} as 'select 1'`,
      ['zhendi.mend/0 may be called by everybody'],
    ],
    [
      'a function with its owner’s rights',
      FUNCTION(`security definer ${PATH}`) + PRIVATE,
      ['zhendi.peek/0 passes the policies: SECURITY DEFINER'],
    ],
    [
      'a namesake of a function with its owner’s rights',
      `create function zhendi.append(integer) returns void language sql security definer ${PATH} as 'select null';
       revoke all on function zhendi.append(integer) from public`,
      ['zhendi.append/1 passes the policies: SECURITY DEFINER'],
    ],
    [
      'a function of the queue with its owner’s rights',
      `create function bullmq.peek() returns bigint language sql security definer as 'select 1::bigint'`,
      ['bullmq.peek/0 of the queue passes the policies: SECURITY DEFINER'],
    ],
    [
      'a function that is run before the policies',
      FUNCTION(`leakproof ${PATH}`) + PRIVATE,
      ['zhendi.peek/0 is run before the policies: LEAKPROOF'],
    ],
    [
      'a role that passes the policies',
      'alter role zhendi_app bypassrls',
      ['bypassrls is a power of zhendi_app'],
    ],
    [
      'an all-powerful role',
      'alter role zhendi_app superuser',
      expect.arrayContaining(['superuser is a power of zhendi_app']),
    ],
    [
      'a role that may act as another',
      'grant pg_read_all_data to zhendi_app',
      ['pg_read_all_data is a role that zhendi_app may act as'],
    ],
    [
      'a role that owns a table',
      `${TABLE} alter table zhendi.note owner to zhendi_app`,
      expect.arrayContaining(['table zhendi.note is owned by zhendi_app, who is under no policy there']),
    ],
    [
      'a role that may create',
      'grant create on schema zhendi to zhendi_app',
      ['zhendi is a schema in which zhendi_app may create'],
    ],
    [
      'a role that may empty a table',
      'grant truncate on zhendi.event to zhendi_app',
      ['zhendi.event may be emptied by zhendi_app, be given triggers or be referred to: no policy sees that'],
    ],
    [
      'a right of everybody',
      'grant select on zhendi.event to public',
      ['zhendi.event is granted to everybody'],
    ],
    [
      'a right on tables to come',
      'alter default privileges in schema zhendi grant select on tables to zhendi_app',
      [expect.stringContaining('are rights on what is still to be created')],
    ],
    [
      'an exception that nothing needs',
      'alter table zhendi.tenant drop constraint tenant_code_key',
      ['zhendi.tenant_code_key is excepted from a rule that it keeps: is a key without the tenant'],
    ],
  ] as [string, string, string[]][])('%s', async (_, defect, faults) => {
    await owner.query('begin');
    try {
      await owner.query(defect);
      expect(await catalogueFaults(owner)).toEqual(faults);
    } finally {
      await owner.query('rollback');
    }
  });
});

describe("the app's role", () => {
  it('may call each function that passes the policies, but for those of triggers', async () => {
    const refused = await names(
      `select f.oid::regprocedure::text as name from pg_proc f
       where f.pronamespace = 'zhendi'::regnamespace and f.prosecdef
         and has_function_privilege('zhendi_app', f.oid, 'execute') = (f.prorettype = 'trigger'::regtype)`,
    );
    expect(refused).toEqual([]);
  });

  it('has these rights on the tables of facts, and no others', async () => {
    const rights = await names(
      `select table_name || ' ' || string_agg(lower(privilege_type), ' ' order by privilege_type) as name
       from information_schema.role_table_grants
       where grantee in ('zhendi_app', 'PUBLIC') and table_schema = 'zhendi' group by table_name order by 1`,
    );
    expect(rights).toEqual([
      'attachment insert select',
      'attachment_upload insert select update',
      'audit_entry select',
      'checkpoint insert select update',
      'command select',
      'event select',
      'person insert select update',
      'projection_build select',
      'second_factor delete insert select update',
      'tenant select',
      'tenant_name select',
      'worker delete insert select update',
    ]);
  });

  it('has these rights on columns of accounts and sessions, and reads no hash', async () => {
    const rights = await names(
      `select format('%s %s (%s)', c.relname, x.privilege_type, string_agg(a.attname, ' ' order by a.attname)) as name
       from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) x
       where x.grantee = 'zhendi_app'::regrole group by c.relname, x.privilege_type order by 1`,
    );
    expect(rights).toEqual([
      'account INSERT (account_id must_change_password password_hash roles tenant_id username village_id)',
      'account SELECT (account_id created_at disabled kind last_sign_in_at must_change_password roles tenant_id username village_id)',
      'account UPDATE (disabled must_change_password password_hash roles village_id)',
      'session SELECT (account_id address ended_at last_used_at session_id started_at tenant_id user_agent)',
      'session UPDATE (ended_at)',
    ]);
  });

  it('adds and changes rows of read models, and removes none', async () => {
    const rights = await names(
      `select distinct privilege_type as name from information_schema.role_table_grants
       where grantee in ('zhendi_app', 'PUBLIC') and table_schema = 'read_model' order by 1`,
    );
    expect(rights).toEqual(['INSERT', 'SELECT', 'UPDATE']);
  });
});
