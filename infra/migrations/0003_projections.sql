-- How far each read model of each tenant has come. The read models' own tables are made from their
-- declarations (libs/projections), in the schema read_model; this is all they share.

create schema read_model;
grant usage on schema read_model to zhendi_app;

create table zhendi.projection (
  name        text not null,
  version     integer not null check (version > 0),
  declaration text not null,
  primary key (name, version)
);
comment on table zhendi.projection is 'Declared read models: no tenant, no facts.';
grant select on zhendi.projection to zhendi_app;

create table zhendi.checkpoint (
  tenant_id  integer not null,
  projection text not null,
  version    integer not null,
  position   bigint not null check (position >= 0),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, projection, version)
);
alter table zhendi.checkpoint enable row level security;
create policy checkpoint_read on zhendi.checkpoint for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy checkpoint_insert on zhendi.checkpoint for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy checkpoint_update on zhendi.checkpoint for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select, insert, update on zhendi.checkpoint to zhendi_app;

-- Which tenants' read models are behind, and by how many events: for the sweeper and the metrics, which
-- watch all tenants. It gives counts, never facts.
create function zhendi.projection_lag(p_names text[], p_versions integer[])
returns table (tenant_id integer, projection text, lag bigint, oldest_recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.tenant_id, p.name, head.position - coalesce(c.position, 0), oldest.recorded_at
  from zhendi.tenant t
  cross join lateral (
    select e.position from zhendi.event e where e.tenant_id = t.tenant_id order by e.position desc limit 1
  ) head
  cross join unnest(p_names, p_versions) as p (name, version)
  left join zhendi.checkpoint c
    on c.tenant_id = t.tenant_id and c.projection = p.name and c.version = p.version
  cross join lateral (
    select e.recorded_at from zhendi.event e
    where e.tenant_id = t.tenant_id and e.position = coalesce(c.position, 0) + 1
  ) oldest
  where head.position > coalesce(c.position, 0)
$$;
revoke all on function zhendi.projection_lag from public;
grant execute on function zhendi.projection_lag to zhendi_app;
