-- Counties and towns are suspended and resumed, renamed, merged and closed (docs/adr/0011).

alter table zhendi.tenant
  drop constraint tenant_status_check,
  add constraint tenant_status_check check (status in ('active', 'suspended', 'closed')),
  add column merged_into integer references zhendi.tenant (tenant_id),
  add constraint tenant_merged_into_check check (merged_into is null or status = 'closed' and merged_into <> tenant_id);
comment on column zhendi.tenant.merged_into is 'the town that its villages and open projects moved to';

-- An append to what is closed says so. Whatever is not active is refused under the name of its status; nothing else of the
-- function changes, its settings and rights neither.
do $$
declare
  v_definition text := pg_get_functiondef('zhendi.append'::regproc);
  v_changed text := replace(v_definition, $q$when t.status <> 'active' then 'suspended'$q$, $q$when t.status <> 'active' then t.status$q$);
begin
  if v_changed = v_definition then raise exception 'zhendi.append is not the function that this migration knows'; end if;
  execute v_changed;
end
$$;

-- Codes and names of tenants that were ever renamed, each from a day on; the first one since ever. Of two for one day the one
-- recorded later counts. `zhendi.tenant` has those of today.
create table zhendi.tenant_name (
  tenant_id   integer not null references zhendi.tenant (tenant_id),
  valid_from  date not null,
  recorded_at timestamptz not null,
  code        text not null,
  name        text not null check (name <> ''),
  primary key (tenant_id, valid_from, recorded_at)
);
alter table zhendi.tenant_name enable row level security;
create policy tenant_name_read on zhendi.tenant_name for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
grant select on zhendi.tenant_name to zhendi_app;

-- The functions below change tenants for whoever has the scope to write them, and nothing but what they are named after. What
-- may follow on what is decided in libs/platform/tenant-lifecycle.ts, under the lock.

-- Locks the tenants in scope, as an append does and in the same order, so that nobody records anything until the transaction
-- ends; and tells what they are.
create function zhendi.lock_tenants()
returns table (tenant_id integer, public_id uuid, county_id integer, level text, code text, name text, status text,
               merged_into integer)
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  select t.tenant_id, t.public_id, t.county_id, t.level, t.code, t.name, t.status, t.merged_into
  from zhendi.tenant t where t.tenant_id = any (zhendi.writable_tenants())
  order by t.tenant_id for no key update
$$;

create function zhendi.require_writable(p_tenant integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if not coalesce(p_tenant = any (zhendi.writable_tenants()), false) then
    raise exception 'tenant % is outside of the scope: app.writable_tenants does not name it', p_tenant
      using errcode = 'insufficient_privilege';
  end if;
end
$$;

create function zhendi.change_tenant_status(p_tenant integer, p_status text, p_merged_into integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform zhendi.require_writable(p_tenant);
  update zhendi.tenant t set status = p_status, merged_into = p_merged_into where t.tenant_id = p_tenant;
end
$$;

create function zhendi.rename_tenant(p_tenant integer, p_code text, p_name text, p_valid_from date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform zhendi.require_writable(p_tenant);
  insert into zhendi.tenant_name (tenant_id, valid_from, recorded_at, code, name)
    select t.tenant_id, '-infinity', '-infinity', t.code, t.name from zhendi.tenant t
    where t.tenant_id = p_tenant and not exists (select from zhendi.tenant_name n where n.tenant_id = p_tenant);
  insert into zhendi.tenant_name (tenant_id, valid_from, recorded_at, code, name)
    values (p_tenant, p_valid_from, clock_timestamp(), p_code, p_name);
  update zhendi.tenant t set code = latest.code, name = latest.name
    from (select n.code, n.name from zhendi.tenant_name n where n.tenant_id = p_tenant
          order by n.valid_from desc, n.recorded_at desc limit 1) latest
    where t.tenant_id = p_tenant;
end
$$;

create function zhendi.create_town(p_county integer, p_code text, p_name text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_town integer;
begin
  perform zhendi.require_writable(p_county);
  insert into zhendi.tenant (county_id, level, code, name)
    select t.tenant_id, 'town', p_code, p_name from zhendi.tenant t where t.tenant_id = p_county and t.level = 'county'
    returning tenant_id into strict v_town;
  return v_town;
end
$$;

-- What belongs to an account goes with it to another tenant.
do $$
declare
  v_key record;
begin
  for v_key in
    select k.conrelid::regclass as owning, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    where k.contype = 'f' and k.confrelid = 'zhendi.account'::regclass and k.confupdtype <> 'c'
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on update cascade',
      v_key.owning, v_key.name, v_key.name, v_key.definition);
  end loop;
end
$$;

-- Village clerks go with their villages. Returns how many did.
create function zhendi.move_village_accounts(p_from integer, p_into integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_moved integer;
begin
  perform zhendi.require_writable(p_from);
  perform zhendi.require_writable(p_into);
  -- Their tokens name the old town until they expire, within ten minutes: it can only be read.
  update zhendi.account a set tenant_id = p_into
  where a.tenant_id = p_from and a.village_id is not null;
  get diagnostics v_moved = row_count;
  return v_moved;
end
$$;

-- Tenants of one county or of all, for those who administer them: states and counts, never facts.
create function zhendi.tenant_overview(p_county_code text)
returns table (tenant_id integer, county_code text, level text, code text, name text, status text, merged_into text,
               created_at timestamptz, events bigint, accounts bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.tenant_id, c.code, t.level, t.code, t.name, t.status, successor.code, t.created_at,
    coalesce((select e.position from zhendi.event e where e.tenant_id = t.tenant_id order by e.position desc limit 1), 0),
    (select count(*) from zhendi.account a where a.tenant_id = t.tenant_id)
  from zhendi.tenant t
  join zhendi.tenant c on c.tenant_id = t.county_id
  left join zhendi.tenant successor on successor.tenant_id = t.merged_into
  where t.level in ('county', 'town') and (p_county_code is null or c.code = p_county_code)
  order by c.code, t.code
$$;

revoke all on function zhendi.lock_tenants, zhendi.require_writable, zhendi.change_tenant_status, zhendi.rename_tenant,
  zhendi.create_town, zhendi.move_village_accounts, zhendi.tenant_overview from public;
grant execute on function zhendi.lock_tenants, zhendi.change_tenant_status, zhendi.rename_tenant, zhendi.create_town,
  zhendi.move_village_accounts, zhendi.tenant_overview to zhendi_app;
