-- The audit log: who did what with the system, and what was refused to whom. Append-only, chained like events;
-- docs/audit.md gives the canonical bytes.
create table zhendi.audit_entry (
  tenant_id      integer not null,
  position       bigint not null check (position > 0),
  recorded_at    timestamptz not null,
  action         text not null check (action ~ '^[a-z][a-z.-]*$'),
  outcome        text not null check (outcome in ('done', 'refused')),
  actor          text,
  username       text,
  role           text,
  address        text,
  target         text,
  details        jsonb not null check (jsonb_typeof(details) = 'object'),
  correlation_id text,
  hash           bytea not null,
  primary key (tenant_id, position)
);
-- The auditor's page: a tenant's latest, and those of a kind or a person among many.
create index audit_entry_recorded on zhendi.audit_entry (tenant_id, recorded_at, position);
create index audit_entry_action on zhendi.audit_entry (tenant_id, action, recorded_at, position);
create index audit_entry_username on zhendi.audit_entry (tenant_id, username, recorded_at, position);
alter table zhendi.audit_entry enable row level security;
create policy audit_entry_read on zhendi.audit_entry for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
grant select on zhendi.audit_entry to zhendi_app;

-- What was moved to a file: where a chain goes on when its first entries are gone. The seal is the signed last line of
-- the file; its key is not in the database.
create table zhendi.audit_archive (
  tenant_id        integer not null,
  last_position    bigint not null check (last_position > 0),
  last_recorded_at timestamptz not null,
  last_hash        bytea not null,
  seal             text not null,
  archived_at      timestamptz not null default now(),
  primary key (tenant_id, last_position)
);
alter table zhendi.audit_archive enable row level security;
create policy audit_archive_read on zhendi.audit_archive for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));

create function zhendi.refuse_audit_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$ begin raise exception 'the audit log is only added to'; end $$;
create trigger audit_entry_is_immutable before update or truncate on zhendi.audit_entry
  for each statement execute function zhendi.refuse_audit_change();
create trigger audit_archive_is_immutable before update or delete or truncate on zhendi.audit_archive
  for each statement execute function zhendi.refuse_audit_change();

create function zhendi.refuse_audit_removal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.recorded_at < now() - interval '6 months' and exists (
    select from zhendi.audit_archive a where a.tenant_id = old.tenant_id and a.last_position >= old.position
  ) then
    return old;
  end if;
  raise exception 'an entry of the audit log is removed only after six months, once it is archived';
end
$$;
create trigger audit_entry_stays before delete on zhendi.audit_entry
  for each row execute function zhendi.refuse_audit_removal();

-- Where a tenant's audit chain ends: its last entry, the last archived one, or its beginning.
create function zhendi.audit_head(p_tenant integer)
returns table ("position" bigint, hash bytea, recorded_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(e.position, a.last_position, 0),
         coalesce(e.hash, a.last_hash, sha256(convert_to('zhendi/audit/1/' || t.public_id, 'UTF8'))),
         coalesce(e.recorded_at, a.last_recorded_at)
  from zhendi.tenant t
  left join lateral (
    select e.position, e.hash, e.recorded_at from zhendi.audit_entry e
    where e.tenant_id = t.tenant_id order by e.position desc limit 1
  ) e on true
  left join lateral (
    select a.last_position, a.last_hash, a.last_recorded_at from zhendi.audit_archive a
    where a.tenant_id = t.tenant_id order by a.last_position desc limit 1
  ) a on true
  where t.tenant_id = p_tenant
$$;

-- Adds entries, p_tenant and p_entry one each, in this order. An entry is the RFC 8785 text of
-- [action, outcome, actor, username, role, address, target, details, correlationId], which goes into the hash as it is.
--
-- Asks for no scope: who was refused something, or only reads, is recorded as well, and nothing can be read with it.
-- The lock is not that of the tenant's row, which commands wait for.
create function zhendi.record_audit(p_tenant integer[], p_entry text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant integer;
  v_head record;
  v_recorded_at timestamptz;
  v_entry jsonb;
begin
  -- Always in tenant order, so that two calls never wait for each other in a circle.
  for v_tenant in select distinct t.id from unnest(p_tenant) as t (id) order by t.id loop
    perform pg_advisory_xact_lock(20260807, v_tenant);
  end loop;
  for i in 1 .. cardinality(p_tenant) loop
    if octet_length(p_entry[i]) > 8192 then
      raise exception 'an entry of the audit log has 8192 bytes at most';
    end if;
    select * into v_head from zhendi.audit_head(p_tenant[i]);
    if not found then
      raise exception 'there is no tenant %', p_tenant[i];
    end if;
    -- Under the lock, so that recorded_at never runs against position.
    v_recorded_at := greatest(clock_timestamp(), v_head.recorded_at);
    v_entry := p_entry[i]::jsonb;
    insert into zhendi.audit_entry (tenant_id, position, recorded_at, action, outcome, actor, username, role, address,
                                    target, details, correlation_id, hash)
    values (p_tenant[i], v_head.position + 1, v_recorded_at, v_entry ->> 0, v_entry ->> 1, v_entry ->> 2, v_entry ->> 3,
            v_entry ->> 4, v_entry ->> 5, v_entry ->> 6, v_entry -> 7, v_entry ->> 8,
            zhendi.chain_step(null, v_head.hash, '[' || v_head.position + 1 || ',"'
              || to_char(v_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
              || '",' || substr(p_entry[i], 2)));
  end loop;
end
$$;

-- Where the audit chains of all tenants end: what is published and signed. Ids and hashes, never entries.
create function zhendi.audit_heads()
returns table (public_id uuid, code text, "position" bigint, hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.public_id, t.code, head.position, encode(head.hash, 'hex')
  from zhendi.tenant t cross join lateral zhendi.audit_head(t.tenant_id) head
  where head.position > 0
  order by t.code
$$;

revoke all on function zhendi.refuse_audit_change, zhendi.refuse_audit_removal, zhendi.audit_head,
  zhendi.record_audit, zhendi.audit_heads from public;
grant execute on function zhendi.record_audit, zhendi.audit_heads to zhendi_app;
