-- Accounts of two tenants may have the same id: whose it is that changed, the tenant says. Without it the version of the
-- one was taken for the other's, and tokens that had been made bad were good again.
drop function zhendi.revoked_since(timestamptz);
create function zhendi.revoked_since(p_since timestamptz)
returns table (tenant_id integer, id uuid, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select s.tenant_id, s.session_id, null from zhendi.session s where s.ended_at > p_since
  union all
  select a.tenant_id, a.account_id, a.version from zhendi.account a where a.changed_at > p_since
$$;
revoke all on function zhendi.revoked_since from public;
grant execute on function zhendi.revoked_since to zhendi_app;
