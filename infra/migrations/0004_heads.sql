-- Where the chains of all tenants end: what is published and signed. Ids and hashes, never facts.
create function zhendi.chain_heads()
returns table (public_id uuid, code text, "position" bigint, hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.public_id, t.code, head.position, encode(head.hash, 'hex')
  from zhendi.tenant t
  cross join lateral (
    select e.position, e.hash from zhendi.event e where e.tenant_id = t.tenant_id order by e.position desc limit 1
  ) head
  order by t.code
$$;
revoke all on function zhendi.chain_heads from public;
grant execute on function zhendi.chain_heads to zhendi_app;
