-- The installation itself is a tenant: its operators are accounts of it. It owns no facts. Its row is made at the end
-- of each preparation of the database, since a restore brings the row that the backup holds.
alter table zhendi.tenant
  drop constraint tenant_level_check,
  drop constraint tenant_check,
  add constraint tenant_level_check check (level in ('platform', 'county', 'town')),
  add constraint tenant_code_check check (
    code ~ '^[0-9]{6}$' and level = 'county' or code ~ '^[0-9]{9}$' and level = 'town'
    or code = 'platform' and level = 'platform' and tenant_id = 0);

-- A village clerk's village, by the identity that the town's own events give it.
alter table zhendi.account add column village_id uuid;

drop function zhendi.account_for_sign_in(text);
create function zhendi.account_for_sign_in(p_username text)
returns table (account_id uuid, username text, password_hash text, roles text[], village_id uuid,
               tenant_id integer, level text, code text, name text,
               county_id integer, county_code text, county_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select a.account_id, a.username, a.password_hash, a.roles, a.village_id,
         t.tenant_id, t.level, t.code, t.name, c.tenant_id, c.code, c.name
  from zhendi.account a
  join zhendi.tenant t on t.tenant_id = a.tenant_id
  join zhendi.tenant c on c.tenant_id = t.county_id
  where a.username = p_username
$$;
revoke all on function zhendi.account_for_sign_in(text) from public;
grant execute on function zhendi.account_for_sign_in(text) to zhendi_app;
