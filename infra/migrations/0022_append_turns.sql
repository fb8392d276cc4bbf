-- A call of zhendi.append may be sent behind another on its connection before that one has been answered: one town's calls then
-- keep PostgreSQL busy without a pause. It must not be carried out when the one before it was refused as a whole, a lock that did
-- not come say: the commands of that one are sent again, and would come after it.

-- Takes the turn of a call, in the call's own transaction: a call that fails leaves no turn behind.
-- p_turn  names the call; no two calls have the same name
-- p_after the call that must have been carried out just before, on this connection; null where any may have been
create function zhendi.take_turn(p_turn text, p_after text) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_after is not null and p_after is distinct from current_setting('app.turn', true) then
    raise exception 'the call before this one was not carried out' using errcode = 'ZH001';
  end if;
  return set_config('app.turn', p_turn, false);
end
$$;

revoke all on function zhendi.take_turn(text, text) from public;
grant execute on function zhendi.take_turn(text, text) to zhendi_app;
