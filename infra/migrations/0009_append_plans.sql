-- The statements of an append are planned once a connection, and not for each call: for a call of one command Postgres
-- found the plan for just these arrays cheaper by its own estimate, and planned it anew each time. A lone append took
-- 2.1 ms of processor time so, and takes 0.9 ms with the kept plan; calls of 8 and more commands had it already, and
-- 1,000 or 5,000 events at once cost the same 40 µs an event with either.
alter function zhendi.append set plan_cache_mode = force_generic_plan;
