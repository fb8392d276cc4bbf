import {
  DEFINERS,
  KEYS_WITHOUT_TENANT,
  REFERENCES_ACROSS_TENANTS,
  TABLES_WITHOUT_TENANT,
  type Exceptions,
} from './catalogue-exceptions.ts';

/** Something that must hold of everything in the database's catalogue. */
export interface CatalogueRule {
  /** What is wrong with an offender: the end of a sentence that begins with its name. */
  readonly says: string;
  /** A statement that gives the `name` of each offender. */
  readonly offenders: string;
  readonly exceptions?: Exceptions;
}

const APP = `'zhendi_app'`;

// The queue makes and migrates its own schema. It holds doorbells: ids of tenants, no facts.
const OURS = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'bullmq')`;

const TABLES = `
  from pg_class t join pg_namespace n on n.oid = t.relnamespace and ${OURS} and t.relkind in ('r', 'p', 'f', 'm')`;
const TENANT_TABLES = `${TABLES}
  join pg_attribute tenant on tenant.attrelid = t.oid and tenant.attname = 'tenant_id' and not tenant.attisdropped`;
const TABLE_NAME = `select format('%s.%s', n.nspname, t.relname) as name`;

// As PostgreSQL prints the two conditions that a policy may have.
const tenantIn = (list: string) => `'(tenant_id = ANY (( SELECT zhendi.${list}() AS ${list})::integer[]))'`;
const READABLE = tenantIn('readable_tenants');
const WRITABLE = tenantIn('writable_tenants');

const POLICIES = `
  select format('%s on %s.%s', p.polname, n.nspname, t.relname) as name
  from pg_policy p join pg_class t on t.oid = p.polrelid join pg_namespace n on n.oid = t.relnamespace and ${OURS}
  cross join lateral (
    select pg_get_expr(p.polqual, p.polrelid) as sees, pg_get_expr(p.polwithcheck, p.polrelid) as adds
  ) e
  where p.polpermissive`;

const tables: readonly CatalogueRule[] = [
  {
    says: 'has no tenant',
    offenders: `${TABLE_NAME} ${TABLES}
      where not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id')`,
    exceptions: TABLES_WITHOUT_TENANT,
  },
  {
    says: 'has rows of no tenant: tenant_id may be null',
    offenders: `${TABLE_NAME} ${TENANT_TABLES} and not tenant.attnotnull where t.relkind <> 'm'`,
  },
  {
    says: 'can have no policies: it is a foreign table or a materialized view',
    offenders: `${TABLE_NAME} ${TABLES} where t.relkind in ('f', 'm')`,
  },
  {
    says: 'has no row-level security',
    offenders: `${TABLE_NAME} ${TENANT_TABLES} where t.relkind in ('r', 'p') and not t.relrowsecurity`,
  },
  {
    says: 'has no policy',
    offenders: `${TABLE_NAME} ${TENANT_TABLES} where t.relkind in ('r', 'p')
      and not exists (select from pg_policy p where p.polrelid = t.oid)`,
  },
  {
    says: 'has a rule, which acts with the rights of the owner',
    offenders: `${TABLE_NAME} ${TABLES} where exists (
      select from pg_rewrite r where r.ev_class = t.oid and r.rulename <> '_RETURN')`,
  },
];

const policies: readonly CatalogueRule[] = [
  {
    says: 'lets more be read than the readable tenants',
    offenders: `${POLICIES} and p.polcmd = 'r' and sees is distinct from ${READABLE}`,
  },
  {
    says: 'lets more be written than the writable tenants',
    offenders: `${POLICIES} and p.polcmd <> 'r' and (sees <> ${WRITABLE} or adds <> ${WRITABLE})`,
  },
  {
    says: 'does not say which new rows may be written',
    offenders: `${POLICIES} and p.polcmd in ('a', 'w', '*') and adds is null`,
  },
];

const keys: readonly CatalogueRule[] = [
  {
    says: 'is a key without the tenant',
    // Columns that are only included in a key come after the others.
    offenders: `select format('%s.%s', n.nspname, k.relname) as name ${TENANT_TABLES}
      join pg_index i on i.indrelid = t.oid and (i.indisunique or i.indisexclusion)
      join pg_class k on k.oid = i.indexrelid
      where not tenant.attnum = any ((i.indkey::smallint[])[0 : i.indnkeyatts - 1])`,
    exceptions: KEYS_WITHOUT_TENANT,
  },
  {
    says: 'refers to rows of other tenants',
    offenders: `select format('%s on %s.%s', c.conname, n.nspname, t.relname) as name ${TENANT_TABLES}
      join pg_constraint c on c.conrelid = t.oid and c.contype = 'f'
      join pg_attribute referred on referred.attrelid = c.confrelid and referred.attname = 'tenant_id'
      where not exists (
        select from unnest(c.conkey, c.confkey) as pair (own, other)
        where pair.own = tenant.attnum and pair.other = referred.attnum)`,
    exceptions: REFERENCES_ACROSS_TENANTS,
  },
];

const FUNCTIONS = `
  from pg_proc f join pg_namespace n on n.oid = f.pronamespace where f.prokind <> 'a' and ${OURS}`;
const FUNCTION_NAME = `select format('%s.%s/%s', n.nspname, f.proname, f.pronargs) as name`;

const functions: readonly CatalogueRule[] = [
  {
    says: 'runs with the rights of its owner: a view without security_invoker',
    offenders: `${TABLE_NAME} from pg_class t join pg_namespace n on n.oid = t.relnamespace and ${OURS}
      where t.relkind = 'v' and not coalesce('security_invoker=true' = any (t.reloptions), false)`,
  },
  {
    says: 'looks names up in a path of whoever calls it',
    offenders: `${FUNCTION_NAME} ${FUNCTIONS}
      and not coalesce('search_path=pg_catalog, pg_temp' = any (f.proconfig), false)`,
  },
  {
    says: 'may be called by everybody',
    offenders: `${FUNCTION_NAME} ${FUNCTIONS} and has_function_privilege('public', f.oid, 'execute')`,
  },
  {
    says: 'passes the policies: SECURITY DEFINER',
    offenders: `${FUNCTION_NAME} ${FUNCTIONS} and f.prosecdef`,
    exceptions: DEFINERS,
  },
  {
    says: 'of the queue passes the policies: SECURITY DEFINER',
    offenders: `${FUNCTION_NAME} from pg_proc f join pg_namespace n on n.oid = f.pronamespace
      where n.nspname = 'bullmq' and f.prosecdef`,
  },
  {
    says: 'is run before the policies: LEAKPROOF',
    offenders: `${FUNCTION_NAME} ${FUNCTIONS} and f.proleakproof`,
  },
];

const rights: readonly CatalogueRule[] = [
  {
    says: 'is a power of zhendi_app',
    offenders: `select power.name from pg_roles r cross join lateral (values
        ('superuser', r.rolsuper), ('bypassrls', r.rolbypassrls), ('createdb', r.rolcreatedb),
        ('createrole', r.rolcreaterole), ('replication', r.rolreplication), ('login', r.rolcanlogin)
      ) as power (name, has) where r.rolname = ${APP} and power.has`,
  },
  {
    says: 'is a role that zhendi_app may act as',
    offenders: `select roleid::regrole::text as name from pg_auth_members where member = ${APP}::regrole`,
  },
  {
    says: 'is owned by zhendi_app, who is under no policy there',
    offenders: `select pg_describe_object(classid, objid, objsubid) as name from pg_shdepend
      where refclassid = 'pg_authid'::regclass and refobjid = ${APP}::regrole and deptype = 'o'
        and dbid in (0, (select oid from pg_database where datname = current_database()))`,
  },
  {
    says: 'is a schema in which zhendi_app may create',
    offenders: `select nspname as name from pg_namespace where has_schema_privilege(${APP}, oid, 'create')`,
  },
  {
    says: 'may be emptied by zhendi_app, be given triggers or be referred to: no policy sees that',
    offenders: `${TABLE_NAME} ${TABLES} where has_table_privilege(${APP}, t.oid, 'truncate, trigger, references')`,
  },
  {
    says: 'is granted to everybody',
    offenders: `${TABLE_NAME} from pg_class t join pg_namespace n on n.oid = t.relnamespace and ${OURS}
      where exists (select from aclexplode(t.relacl) where grantee = 0)`,
  },
  {
    says: 'are rights on what is still to be created',
    offenders: `select format('default privileges of %s', d.defaclrole::regrole) as name from pg_default_acl d
      where exists (select from aclexplode(d.defaclacl) where grantee in (0, ${APP}::regrole::oid))`,
  },
];

/** What keeps the tenants of a database apart. */
export const CATALOGUE_RULES: readonly CatalogueRule[] = [
  ...tables,
  ...policies,
  ...keys,
  ...functions,
  ...rights,
];
