-- Local accounts: initial passwords, second factors, lock-out, and the sessions of people who are signed in.

-- What an access token says of an account goes with the account's version: a token of an earlier one is not good any more.
alter table zhendi.account
  alter column password_hash drop not null,
  add column kind text not null default 'local' check (kind in ('local', 'oidc')),
  add column disabled boolean not null default false,
  add column must_change_password boolean not null default false,
  add column version integer not null default 1,
  add column changed_at timestamptz not null default now(),
  add column last_sign_in_at timestamptz,
  add constraint account_password_check check ((kind = 'local') = (password_hash is not null));
create index account_changed on zhendi.account (changed_at);

create policy account_insert on zhendi.account for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy account_update on zhendi.account for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select (tenant_id, account_id, username, kind, roles, village_id, disabled, must_change_password, created_at,
              last_sign_in_at),
      insert (tenant_id, account_id, username, password_hash, roles, village_id, must_change_password),
      update (password_hash, roles, village_id, disabled, must_change_password)
  on zhendi.account to zhendi_app;

-- A session is a chain of refresh tokens, of which one is good at a time. Its id is a digest of what all its tokens have
-- in common, so that a token that is no longer good is known from one that never was. Of tokens only hashes are kept; the
-- next one also in a form that nobody but the bearer of the one before can read.
create table zhendi.session (
  tenant_id      integer not null references zhendi.tenant (tenant_id),
  session_id     uuid not null,
  account_id     uuid not null,
  started_at     timestamptz not null default now(),
  last_used_at   timestamptz not null default now(),
  ended_at       timestamptz,
  token_hash     bytea not null,
  previous_hash  bytea,
  sealed_token   bytea,
  address        text,
  user_agent     text,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, account_id) references zhendi.account (tenant_id, account_id) on delete cascade
);
-- A session can be gone on with until nobody has for 8 hours, a working day; and for 7 days, so that a page left open on
-- a wall is signed in anew once a week.
create function zhendi.session_lives(p_started_at timestamptz, p_last_used_at timestamptz, p_ended_at timestamptz)
returns boolean language sql stable set search_path = pg_catalog, pg_temp
as $$
  select p_ended_at is null and p_last_used_at > now() - interval '8 hours' and p_started_at > now() - interval '7 days'
$$;

create index session_account on zhendi.session (tenant_id, account_id);
create index session_ended on zhendi.session (ended_at) where ended_at is not null;
alter table zhendi.session enable row level security;
create policy session_read on zhendi.session for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy session_update on zhendi.session for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select (tenant_id, session_id, account_id, started_at, last_used_at, ended_at, address, user_agent),
      update (ended_at)
  on zhendi.session to zhendi_app;

-- Whose password alone is not enough. The secret is encrypted with a key that is not in the database; `last_step` is that
-- of the last code used, so that none is used twice.
create table zhendi.second_factor (
  tenant_id     integer not null references zhendi.tenant (tenant_id),
  account_id    uuid not null,
  sealed_secret bytea not null,
  enabled_at    timestamptz,
  last_step     bigint not null default 0,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references zhendi.account (tenant_id, account_id) on delete cascade
);
alter table zhendi.second_factor enable row level security;
create policy second_factor_read on zhendi.second_factor for select
  using (tenant_id = any ((select zhendi.readable_tenants())::integer[]));
create policy second_factor_insert on zhendi.second_factor for insert
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy second_factor_update on zhendi.second_factor for update
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]))
  with check (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
create policy second_factor_delete on zhendi.second_factor for delete
  using (tenant_id = any ((select zhendi.writable_tenants())::integer[]));
grant select, insert, update, delete on zhendi.second_factor to zhendi_app;

-- Failed sign-ins by account, device and address, under hashes of these: nobody knows yet whose tenant is meant, and a
-- name that is no account's is counted as any other. Only the functions below see it.
create table zhendi.sign_in_failure (
  key         bytea primary key,
  failures    integer not null,
  failed_at   timestamptz not null,
  waits_until timestamptz not null
);

-- Counts a failure. Of those before, one is forgotten after each `p_forget_seconds`. After `p_free` of them the next try
-- waits 5 seconds, then twice as long after each, up to 15 minutes.
create function zhendi.count_failure(p_key bytea, p_free integer, p_forget_seconds integer)
returns void language sql set search_path = pg_catalog, pg_temp
as $$
  insert into zhendi.sign_in_failure as f (key, failures, failed_at, waits_until)
  values (p_key, 1, clock_timestamp(), clock_timestamp())
  on conflict (key) do update set (failures, failed_at, waits_until) = (
    select n, clock_timestamp(),
           clock_timestamp() + case when n < p_free then 0 else least(900, 5 * 2 ^ least(20, n - p_free)) end
             * interval '1 second'
    from (select 1 + greatest(0, f.failures
      - floor(extract(epoch from clock_timestamp() - f.failed_at) / p_forget_seconds)::integer) as n) counted)
$$;

-- Begins an attempt to sign in: of `p_person`, an account or a device that the account has used before, from
-- `p_address`, null for a known device. Answers the seconds to wait; 0 for: go on.
--
-- The attempt is counted as the person's failure beforehand, so that many at once are no more than one after the other.
-- One that has to wait is not counted: whoever tries all the time does not lengthen it. An address is only looked at, and
-- counted by fail_sign_in: a whole office that signs in at eight o'clock has one.
create function zhendi.begin_sign_in(p_person bytea, p_address bytea)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_waits_until timestamptz;
begin
  insert into zhendi.sign_in_failure (key, failures, failed_at, waits_until)
  values (p_person, 0, clock_timestamp(), clock_timestamp()) on conflict do nothing;
  perform from zhendi.sign_in_failure f where f.key = p_person for update;
  select max(f.waits_until) into v_waits_until
  from zhendi.sign_in_failure f where f.key in (p_person, p_address);
  if v_waits_until > clock_timestamp() then
    return ceil(extract(epoch from v_waits_until - clock_timestamp()));
  end if;
  perform zhendi.count_failure(p_person, 5, 900);
  return 0;
end
$$;

-- The attempt failed: counts for the address too. An office shares one, so that more are free there and forgotten sooner.
create function zhendi.fail_sign_in(p_address bytea)
returns void language sql security definer set search_path = pg_catalog, pg_temp
as $$ select zhendi.count_failure(p_address, 20, 60) $$;

-- The attempt was no failure. With `p_success` the person's failures are forgotten, else this one is taken back.
create function zhendi.settle_sign_in(p_person bytea, p_success boolean)
returns void language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update zhendi.sign_in_failure f
  set failures = case when p_success then 0 else greatest(0, f.failures - 1) end, waits_until = clock_timestamp()
  where f.key = p_person
$$;

create function zhendi.account_is_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.password_hash, new.roles, new.village_id, new.disabled, new.must_change_password)
     is distinct from (old.password_hash, old.roles, old.village_id, old.disabled, old.must_change_password) then
    new.version := old.version + 1;
    new.changed_at := clock_timestamp();
  end if;
  return new;
end
$$;
create trigger account_is_changed before update on zhendi.account
  for each row execute function zhendi.account_is_changed();

-- Whoever changes a password or disables an account, and by which way: its sessions end. A password that was set for
-- somebody takes the second factor away too, since that is how one who lost it comes back.
create function zhendi.account_is_closed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update zhendi.session s set ended_at = clock_timestamp()
  where s.tenant_id = new.tenant_id and s.account_id = new.account_id and s.ended_at is null;
  if new.must_change_password then
    delete from zhendi.second_factor f where f.tenant_id = new.tenant_id and f.account_id = new.account_id;
  end if;
  return null;
end
$$;
create trigger account_is_closed after update on zhendi.account
  for each row when (new.password_hash is distinct from old.password_hash or new.disabled and not old.disabled)
  execute function zhendi.account_is_closed();

-- What signing in with a password needs of an account. A disabled one, and one without a password here, is none.
drop function zhendi.account_for_sign_in(text);
create function zhendi.account_for_sign_in(p_username text)
returns table (tenant_id integer, account_id uuid, username text, roles text[], password_hash text,
               sealed_secret bytea, last_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select a.tenant_id, a.account_id, a.username, a.roles, a.password_hash, f.sealed_secret, f.last_step
  from zhendi.account a
  left join zhendi.second_factor f
    on f.tenant_id = a.tenant_id and f.account_id = a.account_id and f.enabled_at is not null
  where a.username = p_username and a.kind = 'local' and not a.disabled
$$;

-- Uses a code of a second factor up. False when it, or a later one, was used before.
create function zhendi.use_second_factor(p_tenant integer, p_account uuid, p_step bigint)
returns boolean language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with used as (
    update zhendi.second_factor f set last_step = p_step
    where f.tenant_id = p_tenant and f.account_id = p_account and f.last_step < p_step
    returning true
  )
  select exists (select from used)
$$;

-- Who an account is, as its access tokens say it. No row for a disabled one.
create function zhendi.account_grant(p_tenant integer, p_account uuid)
returns table (account_id uuid, username text, roles text[], village_id uuid, version integer,
               must_change_password boolean, tenant_id integer, level text, code text, name text,
               county_id integer, county_code text, county_name text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select a.account_id, a.username, a.roles, a.village_id, a.version, a.must_change_password,
         t.tenant_id, t.level, t.code, t.name, c.tenant_id, c.code, c.name
  from zhendi.account a
  join zhendi.tenant t on t.tenant_id = a.tenant_id
  join zhendi.tenant c on c.tenant_id = t.county_id
  where a.tenant_id = p_tenant and a.account_id = p_account and not a.disabled
$$;

-- Begins a session. An account has a hundred at most: the one that was used longest ago makes room.
-- Answers who the account is; no row when it is disabled.
create function zhendi.start_session(p_tenant integer, p_account uuid, p_session uuid, p_token_hash bytea,
                                     p_address text, p_user_agent text)
returns table (account_id uuid, username text, roles text[], village_id uuid, version integer,
               must_change_password boolean, tenant_id integer, level text, code text, name text,
               county_id integer, county_code text, county_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- Holds off whoever disables the account or changes its password until this session can be ended by it.
  perform from zhendi.account a where a.tenant_id = p_tenant and a.account_id = p_account for no key update;
  return query select * from zhendi.account_grant(p_tenant, p_account);
  if not found then
    return;
  end if;
  update zhendi.account a set last_sign_in_at = clock_timestamp()
  where a.tenant_id = p_tenant and a.account_id = p_account;
  update zhendi.session s set ended_at = clock_timestamp()
  where s.tenant_id = p_tenant and s.session_id in (
    select o.session_id from zhendi.session o
    where o.tenant_id = p_tenant and o.account_id = p_account and o.ended_at is null
    order by o.last_used_at desc offset 99);
  insert into zhendi.session (tenant_id, session_id, account_id, token_hash, address, user_agent)
  values (p_tenant, p_session, p_account, p_token_hash, p_address, p_user_agent);
end
$$;

-- Exchanges a session's refresh token for the next one. The outcome says what the token was:
--   rotated   the good one; p_next_hash is good from now on
--   repeated  the one before, within 30 seconds: sealed_token holds the one that followed, and stays as it is
--   reused    an older one: somebody has a copy of it. The session is ended
--   ended     of a session that cannot be gone on with, or that never was
create function zhendi.refresh_session(p_tenant integer, p_session uuid, p_token_hash bytea,
                                       p_next_hash bytea, p_next_sealed bytea, p_address text, p_user_agent text)
returns table (outcome text, sealed_token bytea, account_id uuid, username text, roles text[], village_id uuid,
               version integer, must_change_password boolean, tenant_id integer, level text, code text, name text,
               county_id integer, county_code text, county_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  v_session zhendi.session;
  v_outcome text;
  v_now timestamptz;
begin
  select * into v_session from zhendi.session s
  where s.tenant_id = p_tenant and s.session_id = p_session for no key update;
  v_now := clock_timestamp();
  v_outcome := case
    when zhendi.session_lives(v_session.started_at, v_session.last_used_at, v_session.ended_at) is not true then 'ended'
    when v_session.token_hash = p_token_hash then 'rotated'
    when v_session.previous_hash = p_token_hash and v_session.last_used_at > v_now - interval '30 seconds'
      then 'repeated'
    else 'reused'
  end;
  if v_outcome = 'reused' then
    update zhendi.session s set ended_at = v_now where s.tenant_id = p_tenant and s.session_id = p_session;
  elsif v_outcome = 'rotated' then
    update zhendi.session s
    set token_hash = p_next_hash, previous_hash = p_token_hash, sealed_token = p_next_sealed, last_used_at = v_now,
        address = p_address, user_agent = p_user_agent
    where s.tenant_id = p_tenant and s.session_id = p_session;
  end if;
  return query
    select v_outcome, v_session.sealed_token, g.* from (select) one
    left join zhendi.account_grant(p_tenant, v_session.account_id) g on true;
end
$$;

-- Ends a session by one of its refresh tokens. Answers whose it was; no row when it had ended.
create function zhendi.end_session(p_tenant integer, p_session uuid)
returns table (account_id uuid, username text, roles text[])
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update zhendi.session s set ended_at = clock_timestamp()
  from zhendi.account a
  where s.tenant_id = p_tenant and s.session_id = p_session and s.ended_at is null
    and a.tenant_id = s.tenant_id and a.account_id = s.account_id
  returning a.account_id, a.username, a.roles
$$;

-- What makes access tokens bad before their time: sessions that ended and accounts that changed since a moment, with
-- the version that the account has now. Ids, no names.
create function zhendi.revoked_since(p_since timestamptz)
returns table (id uuid, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select s.session_id, null from zhendi.session s where s.ended_at > p_since
  union all
  select a.account_id, a.version from zhendi.account a where a.changed_at > p_since
$$;

-- Removes what is of no more use, so many rows at most: sessions a day after their end, failures a day old. An ended
-- session stays known for that day, to tell an old token's reuse from nonsense. Answers how many were removed.
create function zhendi.sweep_sessions(p_most integer)
returns integer language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with session as (
    delete from zhendi.session s where (s.tenant_id, s.session_id) in (
      select o.tenant_id, o.session_id from zhendi.session o
      where o.ended_at < now() - interval '1 day' or o.last_used_at < now() - interval '2 days'
         or o.started_at < now() - interval '8 days'
      limit p_most for update skip locked)
    returning 1
  ), failure as (
    delete from zhendi.sign_in_failure f where f.key in (
      select o.key from zhendi.sign_in_failure o where o.failed_at < now() - interval '1 day'
      limit p_most for update skip locked)
    returning 1
  )
  select ((select count(*) from session) + (select count(*) from failure))::integer
$$;

revoke all on function zhendi.session_lives, zhendi.count_failure, zhendi.begin_sign_in, zhendi.fail_sign_in, zhendi.settle_sign_in, zhendi.account_is_changed,
  zhendi.account_is_closed, zhendi.account_for_sign_in, zhendi.use_second_factor, zhendi.account_grant,
  zhendi.start_session, zhendi.refresh_session, zhendi.end_session, zhendi.revoked_since, zhendi.sweep_sessions
  from public;
grant execute on function zhendi.session_lives, zhendi.begin_sign_in, zhendi.fail_sign_in, zhendi.settle_sign_in, zhendi.account_for_sign_in,
  zhendi.use_second_factor, zhendi.start_session, zhendi.refresh_session, zhendi.end_session, zhendi.revoked_since,
  zhendi.sweep_sessions
  to zhendi_app;
