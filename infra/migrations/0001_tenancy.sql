-- Tenants, accounts and the scope of a transaction.
--
-- A request's transaction sets two lists of tenant ids:
--   app.readable_tenants  whose rows it sees (a county: its own and its towns')
--   app.writable_tenants  whose rows it may write (one; the append of a batch names several)
-- Neither set: no rows, no writes. `current_setting` gives '' again after a commit, hence nullif.

create schema zhendi;

do $$
begin
  create role zhendi_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
exception
  -- Roles belong to the cluster: another database of it may have made this one, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema zhendi to zhendi_app;

create function zhendi.readable_tenants() returns integer[]
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select string_to_array(nullif(current_setting('app.readable_tenants', true), ''), ',')::integer[] $$;

create function zhendi.writable_tenants() returns integer[]
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select string_to_array(nullif(current_setting('app.writable_tenants', true), ''), ',')::integer[] $$;

-- A tenant is a town, or a county's organization department. Ids are ours; codes and names are attributes.
create table zhendi.tenant (
  tenant_id  integer generated always as identity primary key,
  public_id  uuid not null default gen_random_uuid() unique,
  county_id  integer not null references zhendi.tenant (tenant_id),
  level      text not null check (level in ('county', 'town')),
  code       text not null unique check (code ~ '^[0-9]{6}$' and level = 'county' or code ~ '^[0-9]{9}$' and level = 'town'),
  name       text not null check (name <> ''),
  status     text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  check (level = 'town' or county_id = tenant_id)
);
create index tenant_county on zhendi.tenant (county_id);
alter table zhendi.tenant enable row level security;
create policy tenant_read on zhendi.tenant for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
grant select on zhendi.tenant to zhendi_app;

create table zhendi.account (
  account_id    uuid not null default gen_random_uuid(),
  tenant_id     integer not null references zhendi.tenant (tenant_id),
  username      text not null unique check (username <> ''),
  password_hash text not null,
  roles         text[] not null check (cardinality(roles) > 0),
  created_at    timestamptz not null default now(),
  primary key (tenant_id, account_id)
);
alter table zhendi.account enable row level security;
create policy account_read on zhendi.account for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));

-- Who signs in has no scope yet, so this one look-up passes the policies, and answers nothing but one account.
create function zhendi.account_for_sign_in(p_username text)
returns table (account_id uuid, username text, password_hash text, roles text[],
               tenant_id integer, level text, code text, name text,
               county_id integer, county_code text, county_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select a.account_id, a.username, a.password_hash, a.roles,
         t.tenant_id, t.level, t.code, t.name, c.tenant_id, c.code, c.name
  from zhendi.account a
  join zhendi.tenant t on t.tenant_id = a.tenant_id
  join zhendi.tenant c on c.tenant_id = t.county_id
  where a.username = p_username
$$;

-- A county's own tenant and its towns: what a principal of the county may be given a scope of.
create function zhendi.tenants_of_county(p_county integer)
returns table (tenant_id integer, level text, code text, name text, status text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.tenant_id, t.level, t.code, t.name, t.status
  from zhendi.tenant t where t.county_id = p_county order by t.code
$$;

revoke all on all functions in schema zhendi from public;
grant execute on all functions in schema zhendi to zhendi_app;
