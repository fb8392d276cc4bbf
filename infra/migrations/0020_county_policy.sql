-- What a county lays down for its towns: standards, waivers, closed periods. A town's commands and views rest on it, and
-- a town's scope does not reach the county's rows; so this one look-up passes the policies, and answers nothing but the two
-- streams that are addressed to the towns.
--
-- p_tenant a tenant in scope, the county itself or one of its towns; p_after a position that the caller has read to.
create function zhendi.county_policy(p_tenant integer, p_after bigint, p_streams uuid[])
returns table (tenant_id integer, "position" bigint, event_id uuid, stream_type text, stream_id uuid,
               stream_version integer, type text, schema_version smallint, data jsonb, metadata jsonb,
               occurred_on text, recorded_at text, hash text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select e.tenant_id, e.position, e.event_id, e.stream_type, e.stream_id, e.stream_version, e.type, e.schema_version,
    e.data, e.metadata, to_char(e.occurred_on, 'YYYY-MM-DD'),
    to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), encode(e.hash, 'hex')
  from zhendi.tenant t
  cross join lateral (
    select * from zhendi.event e
    where e.tenant_id = t.county_id and e.stream_type in ('policy', 'reporting') and e.stream_id = any (p_streams)
      and e.position > p_after
    offset 0
  ) e
  where t.tenant_id = p_tenant and p_tenant = any ((select zhendi.readable_tenants())::integer[])
  order by e.position
$$;
revoke all on function zhendi.county_policy from public;
grant execute on function zhendi.county_policy to zhendi_app;
