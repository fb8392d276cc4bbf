-- Builds of read models: a read model is folded anew into a table of its own, beside the one that readers see, and
-- takes its place in one transaction (docs/adr/0007). A checkpoint belongs to a build, no longer to a version.

create table zhendi.projection_build (
  name        text not null,
  build       integer not null check (build > 0),
  version     integer not null check (version > 0),
  declaration text not null,
  state       text not null check (state in ('building', 'live', 'retired', 'aborted')),
  started_at  timestamptz not null default now(),
  switched_at timestamptz,
  ended_at    timestamptz,
  dropped_at  timestamptz,
  yields_until timestamptz,
  primary key (name, build)
);
comment on table zhendi.projection_build is 'Tables of read models, read_model."<name>_b<build>": no tenant, no facts.';
comment on column zhendi.projection_build.switched_at is 'since when readers see it, or did';
comment on column zhendi.projection_build.ended_at is 'when another build took its place, or it was aborted';
comment on column zhendi.projection_build.yields_until is 'until when it stands still, for another one to catch up with it';
create unique index projection_build_live on zhendi.projection_build (name) where state = 'live';
create unique index projection_build_building on zhendi.projection_build (name) where state = 'building';
grant select on zhendi.projection_build to zhendi_app;

-- What is there goes on as it is: the build has the version's number. Readers see the highest version.
insert into zhendi.projection_build (name, build, version, declaration, state, switched_at, ended_at)
select p.name, p.version, p.version, p.declaration, case when p.is_highest then 'live' else 'retired' end, now(),
  case when not p.is_highest then now() end
from (select *, version = max(version) over (partition by name) as is_highest from zhendi.projection) p;

do $$
declare
  v_build record;
begin
  for v_build in select name, build from zhendi.projection_build loop
    execute format('alter table if exists read_model.%I rename to %I',
      v_build.name || '_v' || v_build.build, v_build.name || '_b' || v_build.build);
  end loop;
end
$$;
drop table zhendi.projection;
alter table zhendi.checkpoint rename column version to build;

-- As before, by build: of the live builds of these read models, and of those that are being built.
drop function zhendi.projection_lag;
create function zhendi.projection_lag(p_names text[])
returns table (tenant_id integer, projection text, build integer, version integer, is_live boolean, lag bigint,
               oldest_recorded_at timestamptz, state text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  -- Each head is looked up once, not once a build, also by a planner without statistics.
  with head as materialized (
    select t.tenant_id, last.position from zhendi.tenant t
    cross join lateral (
      select e.position from zhendi.event e where e.tenant_id = t.tenant_id order by e.position desc limit 1
    ) last
  )
  select head.tenant_id, b.name, b.build, b.version, b.state = 'live', head.position - coalesce(c.position, 0),
    oldest.recorded_at,
    case when c.parked_at is not null then 'parked' when c.next_attempt_at > now() then 'waiting' else 'due' end
  from head
  join zhendi.projection_build b on b.name = any (p_names) and b.state in ('live', 'building')
  left join zhendi.checkpoint c on c.tenant_id = head.tenant_id and c.projection = b.name and c.build = b.build
  cross join lateral (
    select e.recorded_at from zhendi.event e
    where e.tenant_id = head.tenant_id and e.position = coalesce(c.position, 0) + 1
  ) oldest
  where head.position > coalesce(c.position, 0)
$$;

-- How many events a reader would miss who looked at this build in place of the live one, over all tenants; null while it is
-- parked anywhere, because then it will miss some for good.
create function zhendi.events_missing(p_name text, p_build integer) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(sum(greatest(0, seen.position - coalesce(c.position, 0))), 0)::bigint
  from zhendi.projection_build live
  join zhendi.checkpoint seen on seen.projection = live.name and seen.build = live.build
  left join zhendi.checkpoint c on c.tenant_id = seen.tenant_id and c.projection = p_name and c.build = p_build
  where live.name = p_name and live.state = 'live'
  having not exists (
    select from zhendi.checkpoint c where c.projection = p_name and c.build = p_build and c.parked_at is not null)
$$;

-- Puts a build in the place of the live one when it has caught up with it, and says whether it did. For the workers,
-- who own no table: it decides by itself, and does nothing else.
--
-- No checkpoint moves from the last look to the commit: events are appended and views are read meanwhile. The view is
-- waited for half a second at most, since whoever asks for it then waits too; somebody tries again later.
--
-- Two builds of one version are moved together by the same workers. Of two versions each has workers of its own, and
-- under load the one would hardly ever stand where the other does: so when little is missing the live one stands still for
-- five seconds, and not again within half a minute.
create function zhendi.switch_build(p_name text, p_build integer) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '500ms'
as $$
declare
  v_version integer;
  v_missing bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'switch_build looks twice, and must not see the same twice: call it in a transaction that is read committed';
  end if;
  select b.version into v_version from zhendi.projection_build b
    where b.name = p_name and b.build = p_build and b.state = 'building' for update skip locked;
  if not found then return false; end if;
  v_missing := zhendi.events_missing(p_name, p_build);
  if v_missing between 1 and 1000 then
    update zhendi.projection_build b set yields_until = now() + interval '5 seconds'
      where b.name = p_name and b.state = 'live' and b.version <> v_version
        and coalesce(b.yields_until < now() - interval '25 seconds', true);
  end if;
  if v_missing is distinct from 0 then return false; end if;
  lock table zhendi.checkpoint in share row exclusive mode;
  if zhendi.events_missing(p_name, p_build) is distinct from 0 then return false; end if;
  execute format('drop view if exists read_model.%I', p_name);
  execute format('create view read_model.%I with (security_invoker = true) as select * from read_model.%I',
    p_name, p_name || '_b' || p_build);
  execute format('grant select on read_model.%I to zhendi_app', p_name);
  update zhendi.projection_build b set state = 'retired', ended_at = now()
    where b.name = p_name and b.state = 'live';
  update zhendi.projection_build b set state = 'live', switched_at = now()
    where b.name = p_name and b.build = p_build;
  return true;
exception
  when lock_not_available then return false;
end
$$;

-- Drops the tables of builds whose place another one took five minutes ago. By then no transaction reads them: a view is
-- answered in seconds. Gives up when one is in use, until the next time.
create function zhendi.drop_retired_builds() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '500ms'
as $$
declare
  v_build record;
  v_dropped integer := 0;
begin
  for v_build in
    select b.name, b.build from zhendi.projection_build b
    where b.state = 'retired' and b.dropped_at is null and b.ended_at < now() - interval '5 minutes'
    for update skip locked
  loop
    delete from zhendi.checkpoint c where c.projection = v_build.name and c.build = v_build.build;
    execute format('drop table if exists read_model.%I', v_build.name || '_b' || v_build.build);
    update zhendi.projection_build b set dropped_at = now() where b.name = v_build.name and b.build = v_build.build;
    v_dropped := v_dropped + 1;
  end loop;
  return v_dropped;
exception
  when lock_not_available then return 0;
end
$$;

revoke all on function zhendi.projection_lag, zhendi.events_missing, zhendi.switch_build, zhendi.drop_retired_builds
  from public;
grant execute on function zhendi.projection_lag, zhendi.switch_build, zhendi.drop_retired_builds to zhendi_app;
