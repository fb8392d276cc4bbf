-- Persons: who holds a post or keeps a duty. Events name people by id and by nothing else; names and phone numbers stand
-- here, each person's encrypted with a key of their own, which is encrypted with a master key that the database never sees
-- (docs/adr/0010-persons.md). Whoever is erased keeps the row and nothing in it: the id in the events still means somebody.
--
-- Each dead row is vacuumed within a minute or so, and not when a fifth of the table is dead: else the key of one who
-- was erased would lie there for years. Changes are rare: a few a year for each village.
create table zhendi.person (
  tenant_id   integer not null references zhendi.tenant (tenant_id),
  person_id   uuid not null,
  key_id      text,
  wrapped_key bytea,
  name        bytea,
  phone       bytea,
  entered_at  timestamptz not null default now(),
  erased_at   timestamptz,
  primary key (tenant_id, person_id),
  check (num_nonnulls(key_id, wrapped_key, name, phone) = case when erased_at is null then 4 else 0 end)
) with (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

alter table zhendi.person enable row level security;
create policy person_read on zhendi.person for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy person_enter on zhendi.person for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy person_change on zhendi.person for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select, insert, update on zhendi.person to zhendi_app;

-- Which master keys are needed, and for how many persons: so that a process can say at its start that one is missing.
create function zhendi.person_keys() returns table (key_id text, persons bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select p.key_id, count(*) from zhendi.person p where p.key_id is not null group by p.key_id order by 1 $$;
revoke all on function zhendi.person_keys from public;
grant execute on function zhendi.person_keys to zhendi_app;
