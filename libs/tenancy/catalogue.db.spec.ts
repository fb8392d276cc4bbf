import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, query, type TestDatabase } from '../testing/test-database.ts';

/** Unique keys without the tenant, and why each is safe. */
const KEYS_WITHOUT_TENANT = new Map([
  ['zhendi.tenant_public_id_key', 'names the tenant itself'],
  ['zhendi.tenant_code_key', 'a division has one code in the whole country'],
  ['zhendi.account_username_key', 'who signs in has not said yet which tenant is meant'],
]);

/** Tables of ours without a tenant: they hold no fact of anybody. */
const TABLES_WITHOUT_TENANT = [
  'public.zhendi_migration',
  'zhendi.projection_build',
  // Whoever fails to sign in has no tenant: hashes of names and addresses, which no role of the app may read.
  'zhendi.sign_in_failure',
  'zhendi.worker',
];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function names(statement: string): Promise<string[]> {
  const rows = await query<{ name: string }>(database.ownerUrl, statement);
  return rows.map((row) => row.name);
}

/** Tables with a tenant; `t` is the table in pg_class, `n` its schema. */
const TENANT_TABLES = `
  pg_class t join pg_namespace n on n.oid = t.relnamespace
  join pg_attribute tenant on tenant.attrelid = t.oid and tenant.attname = 'tenant_id' and not tenant.attisdropped
    and t.relkind in ('r', 'p', 'm', 'f')`;
const OUR_SCHEMAS = `('zhendi', 'read_model', 'public')`;

describe('every table with a tenant', () => {
  it('is one of these, so that this test looks at something', async () => {
    const tables = await names(`select format('%s.%s', n.nspname, t.relname) as name from ${TENANT_TABLES}`);
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

  it('is every table of ours, but for those that hold no fact of anybody', async () => {
    const others = await names(
      `select format('%s.%s', n.nspname, t.relname) as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
       where n.nspname in ${OUR_SCHEMAS} and t.relkind in ('r', 'p', 'm', 'f')
         and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id')`,
    );
    expect(others.sort()).toEqual(TABLES_WITHOUT_TENANT);
  });

  it('has row-level security', async () => {
    const open = await names(`select t.relname as name from ${TENANT_TABLES} where not t.relrowsecurity`);
    expect(open).toEqual([]);
  });

  it('is read by policies of the readable tenants only, and has one', async () => {
    const unreadable = await names(
      `select t.relname as name from ${TENANT_TABLES}
       where not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd in ('r', '*'))`,
    );
    expect(unreadable).toEqual([]);
    const other = await names(
      `select format('%s on %s', p.polname, p.polrelid::regclass) as name from pg_policy p
       where p.polcmd in ('r', '*') and pg_get_expr(p.polqual, p.polrelid)
         not like '(tenant_id = ANY (( SELECT zhendi.readable_tenants()%'`,
    );
    expect(other).toEqual([]);
  });

  it('is written by policies of the writable tenants only', async () => {
    const other = await names(
      `select format('%s on %s', p.polname, p.polrelid::regclass) as name
       from pg_policy p, unnest(array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)]) as e
       where p.polcmd <> 'r' and e not like '(tenant_id = ANY (( SELECT zhendi.writable_tenants()%'`,
    );
    expect(other).toEqual([]);
    const unchecked = await names(
      `select format('%s on %s', polname, polrelid::regclass) as name from pg_policy
       where polcmd in ('a', 'w') and polwithcheck is null or polcmd in ('w', 'd') and polqual is null`,
    );
    expect(unchecked).toEqual([]);
  });

  it('has the tenant in every primary and unique key', async () => {
    const without = await names(
      `select format('%s.%s', n.nspname, k.relname) as name
       from ${TENANT_TABLES} join pg_index i on i.indrelid = t.oid and i.indisunique join pg_class k on k.oid = i.indexrelid
       where not tenant.attnum = any (i.indkey)`,
    );
    expect(without.sort()).toEqual([...KEYS_WITHOUT_TENANT.keys()].sort());
  });
});

describe('every view of a read model', () => {
  it('runs with the rights of who asks', async () => {
    const views = await names(`select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('v', 'm') and c.relnamespace in (select oid from pg_namespace where nspname in ${OUR_SCHEMAS})`);
    const invoker = await names(
      `select c.oid::regclass::text as name from pg_class c where 'security_invoker=true' = any (c.reloptions)`,
    );
    expect(views.length).toBeGreaterThanOrEqual(6);
    expect(invoker.sort()).toEqual(views.sort());
  });
});

describe('every function of ours', () => {
  const FUNCTIONS = `pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where n.nspname in ${OUR_SCHEMAS} and f.prokind = 'f'`;

  it('looks names up in a path of its own, temporary objects last', async () => {
    const others = await names(
      `select f.oid::regprocedure::text as name from ${FUNCTIONS}
         and not coalesce('search_path=pg_catalog, pg_temp' = any (f.proconfig), false)`,
    );
    expect(others).toEqual([]);
  });

  it('is not for everybody', async () => {
    const everybody = await names(
      `select f.oid::regprocedure::text as name from ${FUNCTIONS} and has_function_privilege('public', f.oid, 'execute')`,
    );
    expect(everybody).toEqual([]);
  });

  it("that passes the policies is one of these, and the app's role may call it", async () => {
    const definers = await names(
      `select f.proname || ' ' || has_function_privilege('zhendi_app', f.oid, 'execute') as name
       from ${FUNCTIONS} and f.prosecdef`,
    );
    expect(definers.sort()).toEqual([
      'account_for_sign_in true',
      'account_is_closed false',
      'admit_from_issuer true',
      'append true',
      'audit_heads true',
      'begin_sign_in true',
      'chain_heads true',
      'change_tenant_status true',
      'command_state true',
      'create_town true',
      'drop_retired_builds true',
      'end_issuer_sessions true',
      'end_session true',
      'fail_sign_in true',
      'lock_tenants true',
      'move_village_accounts true',
      'person_keys true',
      'projection_lag true',
      'record_audit true',
      'refresh_session true',
      'rename_tenant true',
      'revoked_since true',
      'settle_sign_in true',
      'start_session true',
      'sweep_sessions true',
      'switch_build true',
      'tenant_overview true',
      'tenants_of_county true',
      'use_second_factor true',
    ]);
  });
});

describe("the app's role", () => {
  it('has no power of its own', async () => {
    const [role] = await query(
      database.ownerUrl,
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolcanlogin
       from pg_roles where rolname = 'zhendi_app'`,
    );
    expect(Object.values(role!)).toEqual([false, false, false, false, false, false]);
  });

  it('owns nothing and is no member of another role', async () => {
    const owned = await names(
      `select classid::regclass || ' ' || objid as name from pg_shdepend
       where refclassid = 'pg_authid'::regclass and refobjid = 'zhendi_app'::regrole and deptype = 'o'`,
    );
    expect(owned).toEqual([]);
    const roles = await names(
      `select roleid::regrole::text as name from pg_auth_members where member = 'zhendi_app'::regrole`,
    );
    expect(roles).toEqual([]);
  });

  it('has these rights on the tables of facts, and no others', async () => {
    const rights = await names(
      `select table_name || ' ' || string_agg(lower(privilege_type), ' ' order by privilege_type) as name
       from information_schema.role_table_grants
       where grantee in ('zhendi_app', 'PUBLIC') and table_schema = 'zhendi' group by table_name order by 1`,
    );
    expect(rights).toEqual([
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

  it('creates nothing in any schema', async () => {
    const schemas = await names(
      `select nspname as name from pg_namespace where has_schema_privilege('zhendi_app', oid, 'create')`,
    );
    expect(schemas).toEqual([]);
  });
});
