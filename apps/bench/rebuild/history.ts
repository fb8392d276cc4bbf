import type { Database } from '../cluster.ts';

/** Events of each tenant of the rebuilds: half a year of a median town. */
export const EVENTS_PER_TENANT = 5_000;

/** The first tenant's id; the county is 1. */
export const FIRST_TENANT = 2;

/** Numbers of a tenant's events, as a table `n (tenant_id, number)`. `$1` is the number of tenants. */
const NUMBERS = `
  (select ${FIRST_TENANT} + t as tenant_id, number
   from generate_series(0, $1::integer - 1) t, generate_series(1, ${EVENTS_PER_TENANT}) number) n`;

/** What an event's number makes it: five allocations a project, in 45 combinations of tier, source and kind. */
const STREAM = `md5(n.tenant_id || '/' || (n.number - 1) / 5)::uuid`;
const VERSION = `1 + (n.number - 1) % 5`;
const EVENT_ID = `md5(n.tenant_id || '/event/' || n.number)::uuid`;
const DATA = `jsonb_build_object(
  'allocationId', ${EVENT_ID}, 'venueId', ${STREAM}, 'villageId', md5(n.tenant_id || '/' || n.number % 15)::uuid,
  'tier', (array['higher', 'town', 'village'])[1 + n.number % 3],
  'source', (array['中央财政', '省级财政', '县级财政', '镇级财政', '群众自筹'])[1 + n.number / 3 % 5],
  'amountFen', 100000 * (1 + n.number * 7919 % 1000),
  'kind', (array['cash', 'in-kind', 'labour'])[1 + n.number / 15 % 3],
  'documentNo', '青财〔2026〕' || n.number || '号')`;
const METADATA = `jsonb_build_object(
  'actor', '70d99b6e-80c7-4569-b053-2e47580993df', 'role', 'town-clerk', 'source', 'http',
  'commandId', ${EVENT_ID}, 'correlationId', ${STREAM})`;

/** Fills our store as appends would have: the same columns; only the chain's hashes are made up. */
export async function fillZhendi({ query }: Database, tenants: number): Promise<void> {
  await query(
    `insert into zhendi.event (tenant_id, position, stream_type, stream_id, stream_version, event_id, type, schema_version,
       data, metadata, occurred_on, recorded_at, hash, parts)
     select n.tenant_id, n.number, 'project', ${STREAM}, ${VERSION}, ${EVENT_ID}, 'FundsAllocated', 1,
       ${DATA}, ${METADATA}, '2026-03-02', now(), sha256(''), substr(sha256(''), 1, 8)
     from ${NUMBERS} order by n.tenant_id, n.number`,
    [tenants],
  );
  await query('vacuum analyze zhendi.event');
}

/** Fills Emmett's store with the same events, as its appends would have. */
export async function fillEmmett({ query }: Database, tenants: number): Promise<void> {
  await query(
    `insert into emt_messages (stream_position, transaction_id, stream_id, message_schema_version, message_id,
       message_type, message_data, message_metadata)
     select ${VERSION}, pg_current_xact_id(), 'project-' || n.tenant_id || ':' || ${STREAM}, '1', ${EVENT_ID}::text,
       'FundsAllocated', ${DATA}, ${METADATA}
     from ${NUMBERS} order by n.tenant_id, n.number`,
    [tenants],
  );
  await query('vacuum analyze emt_messages');
}
