-- A read model that cannot fold an event stops before it: at its checkpoint, which says at which event, why, how
-- often it was tried and when it is tried next. After the last attempt it is parked, until an operator resumes it.
-- Kept beside the position, so that the attempts survive restarts and whatever moves the position forgets them.

alter table zhendi.checkpoint
  add column attempts        integer not null default 0 check (attempts >= 0),
  add column failed_event_id uuid,
  add column error           text,
  add column next_attempt_at timestamptz,
  add column parked_at       timestamptz,
  add constraint checkpoint_failure check (
    (attempts = 0 and failed_event_id is null and error is null and next_attempt_at is null and parked_at is null)
    or (attempts > 0 and failed_event_id is not null and error is not null and next_attempt_at is not null));
comment on column zhendi.checkpoint.failed_event_id is 'the event after position, which could not be folded';

-- As before, and whether there is anything to be done: `due` now, `waiting` for its next attempt, or `parked`.
drop function zhendi.projection_lag;
create function zhendi.projection_lag(p_names text[], p_versions integer[])
returns table (tenant_id integer, projection text, lag bigint, oldest_recorded_at timestamptz, state text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.tenant_id, p.name, head.position - coalesce(c.position, 0), oldest.recorded_at,
    case when c.parked_at is not null then 'parked' when c.next_attempt_at > now() then 'waiting' else 'due' end
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

-- Signs of life: a worker says here, over and over, that it has looked for work.
create table zhendi.worker (
  worker_id  uuid not null primary key,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);
comment on table zhendi.worker is 'Running workers: no tenant, no facts.';
grant select, insert, update, delete on zhendi.worker to zhendi_app;
