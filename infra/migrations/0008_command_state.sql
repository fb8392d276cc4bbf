-- What commands are decided on, for many commands in one round trip: the receipt of a command that was carried out
-- before, with its events, or else the events of the streams that it names.
--
-- c_* one entry a command; x_* the streams, x_command the command's place, from 1. One row an event; a command
-- that was carried out before and had no event gives one row without.
--
-- Planned once a connection: for short arrays Postgres would plan anew each time. Each look-up is of a few rows by an
-- index, whatever the arrays' lengths, so joins loop; and each look-up in the events is a lateral that stays one: joined, and
-- planned without statistics as after a large import, each command read 100,000 events of a million.
create function zhendi.command_state(
  p_scope text,
  c_tenant integer[], c_id uuid[],
  x_command integer[], x_stream_type text[], x_stream_id uuid[]
) returns table (command integer, request_hash text, first_position bigint, last_position bigint,
                 tenant_id integer, "position" bigint, event_id uuid, stream_type text, stream_id uuid,
                 stream_version integer, type text, schema_version smallint, data jsonb, metadata jsonb,
                 occurred_on text, recorded_at text, hash text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  v_writable integer[] := zhendi.writable_tenants();
begin
  if exists (select from unnest(c_tenant) as t (id) where not coalesce(t.id = any (v_writable), false)) then
    raise exception 'command outside of the scope: app.writable_tenants does not name the tenant'
      using errcode = 'insufficient_privilege';
  end if;

  return query
  select f.command, f.request_hash, f.first_position, f.last_position,
    (f.e).tenant_id, (f.e).position, (f.e).event_id, (f.e).stream_type, (f.e).stream_id, (f.e).stream_version,
    (f.e).type, (f.e).schema_version, (f.e).data, (f.e).metadata, to_char((f.e).occurred_on, 'YYYY-MM-DD'),
    to_char((f.e).recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), encode((f.e).hash, 'hex')
  from (
    select c.ord::integer as command, encode(k.request_hash, 'hex') as request_hash, k.first_position, k.last_position, e::zhendi.event
    from unnest(c_tenant, c_id) with ordinality as c (tenant_id, command_id, ord)
    join zhendi.command k on k.tenant_id = c.tenant_id and k.command_id = c.command_id
    left join lateral (
      select * from zhendi.event e
      where e.tenant_id = c.tenant_id and e.position between k.first_position and k.last_position offset 0
    ) e on true
    union all
    select x.command, null, null, null, e::zhendi.event
    from unnest(x_command, x_stream_type, x_stream_id) as x (command, stream_type, stream_id)
    cross join lateral (
      select * from zhendi.event e
      where e.tenant_id = c_tenant[x.command] and e.stream_type = x.stream_type and e.stream_id = x.stream_id offset 0
    ) e
    where not exists (
      select from zhendi.command k where k.tenant_id = c_tenant[x.command] and k.command_id = c_id[x.command])
  ) f
  order by f.command, (f.e).position;
end
$$;
revoke all on function zhendi.command_state from public;
grant execute on function zhendi.command_state to zhendi_app;
