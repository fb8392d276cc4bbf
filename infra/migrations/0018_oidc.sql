-- People of an OpenID Connect issuer: an account each in the tenant that the issuer's claims lead to, made at the first
-- sign-in. Somebody who changes the town gets another one there; the old one stays, since events and the audit log name it.
alter table zhendi.account
  add column issuer text,
  add column issuer_subject text,
  add constraint account_issuer_check check (
    kind = 'oidc' and issuer is not null and issuer_subject is not null
    or kind <> 'oidc' and issuer is null and issuer_subject is null),
  -- In this order it also finds all accounts of a person, in whichever tenant.
  add constraint account_issuer_key unique (issuer, issuer_subject, tenant_id);

-- Ends what somebody of an issuer has open here, but for one tenant: they were sent elsewhere, or nowhere.
create function zhendi.end_issuer_sessions(p_issuer text, p_subject text, p_but_tenant integer)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  update zhendi.session s set ended_at = clock_timestamp()
  from zhendi.account a
  where a.issuer = p_issuer and a.issuer_subject = p_subject and a.tenant_id is distinct from p_but_tenant
    and s.tenant_id = a.tenant_id and s.account_id = a.account_id and s.ended_at is null
$$;

-- Lets somebody of an issuer in: makes the account at the first time, and gives it the roles that the issuer's claims
-- lead to now. A name that is taken gets a piece of the account's id; later it stays as it is.
-- No row when there is no such division.
create function zhendi.admit_from_issuer(p_issuer text, p_subject text, p_username text, p_division text,
                                         p_roles text[], p_village uuid)
returns table (tenant_id integer, account_id uuid, username text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  v_tenant integer := (select t.tenant_id from zhendi.tenant t where t.code = p_division);
  v_account uuid := gen_random_uuid();
begin
  if v_tenant is null then
    return;
  end if;
  -- Somebody who signs in with two browsers at once for the first time gets one account.
  perform pg_advisory_xact_lock(hashtextextended(p_issuer || ' ' || p_subject, 18));
  if not exists (select from zhendi.account a
                 where a.issuer = p_issuer and a.issuer_subject = p_subject and a.tenant_id = v_tenant) then
    insert into zhendi.account (tenant_id, account_id, username, kind, issuer, issuer_subject, roles, village_id)
    values (v_tenant, v_account, p_username, 'oidc', p_issuer, p_subject, p_roles, p_village)
    on conflict (username) do nothing;
    if not found then
      insert into zhendi.account (tenant_id, account_id, username, kind, issuer, issuer_subject, roles, village_id)
      values (v_tenant, v_account, p_username || '#' || left(v_account::text, 8), 'oidc', p_issuer, p_subject,
              p_roles, p_village);
    end if;
  end if;
  perform zhendi.end_issuer_sessions(p_issuer, p_subject, v_tenant);
  return query
    update zhendi.account a set roles = p_roles, village_id = p_village
    where a.issuer = p_issuer and a.issuer_subject = p_subject and a.tenant_id = v_tenant
    returning a.tenant_id, a.account_id, a.username;
end
$$;

revoke all on function zhendi.end_issuer_sessions, zhendi.admit_from_issuer from public;
grant execute on function zhendi.end_issuer_sessions, zhendi.admit_from_issuer to zhendi_app;
