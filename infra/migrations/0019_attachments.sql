-- Attachments: what a town keeps of files. Their bytes lie in a store outside of the database, once for each town and
-- content, under the SHA-256 that the events name (docs/adr/0019-attachments.md). A row says who may have them: the
-- town's people, and with a village its clerk too. So the same content has a row for each village that has sent it,
-- and nobody learns from the answer whether another had sent it before.
create table zhendi.attachment (
  tenant_id   integer not null references zhendi.tenant (tenant_id),
  sha256      text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  village_id  uuid,
  name        text not null,
  media_type  text not null,
  bytes       integer not null check (bytes > 0),
  uploaded_by uuid not null,
  uploaded_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, sha256, village_id)
);
alter table zhendi.attachment enable row level security;
create policy attachment_read on zhendi.attachment for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy attachment_keep on zhendi.attachment for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select, insert on zhendi.attachment to zhendi_app;

-- Uploads that are under way, or were completed less than a day ago: who asks again for the end of one gets the same
-- answer. `received` bytes are forced to the disk.
create table zhendi.attachment_upload (
  tenant_id       integer not null references zhendi.tenant (tenant_id),
  upload_id       uuid not null,
  village_id      uuid,
  name            text not null,
  bytes           integer not null check (bytes > 0),
  announced       text check (announced ~ '^[0-9a-f]{64}$'),
  received        integer not null default 0 check (received between 0 and bytes),
  completed       text check (completed ~ '^[0-9a-f]{64}$'),
  uploaded_by     uuid not null,
  last_changed_at timestamptz not null default now(),
  primary key (tenant_id, upload_id)
);
alter table zhendi.attachment_upload enable row level security;
create policy attachment_upload_read on zhendi.attachment_upload for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy attachment_upload_begin on zhendi.attachment_upload for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy attachment_upload_go_on on zhendi.attachment_upload for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select, insert, update on zhendi.attachment_upload to zhendi_app;

-- Removes uploads of all tenants that nobody has gone on with for a day, at most so many. Returns how many.
create function zhendi.sweep_attachment_uploads(p_most integer) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  with swept as (
    delete from zhendi.attachment_upload u
    using (select tenant_id, upload_id from zhendi.attachment_upload
           where last_changed_at < now() - interval '1 day' limit p_most) old
    where u.tenant_id = old.tenant_id and u.upload_id = old.upload_id
      and u.last_changed_at < now() - interval '1 day'
    returning 1)
  select count(*)::integer from swept
$$;
revoke all on function zhendi.sweep_attachment_uploads from public;
grant execute on function zhendi.sweep_attachment_uploads to zhendi_app;
