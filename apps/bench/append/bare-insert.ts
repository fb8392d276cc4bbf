import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, type Json } from '../../../libs/event-store/index.ts';
import { bytes, integers, texts, uuids } from '../../../libs/event-store/array-parameters.ts';
import { openPool, type Cluster } from '../cluster.ts';
import type { Fact } from './facts.ts';
import { expectEqual, type Store } from './store.ts';
import { registerTowns } from './zhendi-store.ts';

const INSERT = `
  with receipt as (
    insert into bare.command (tenant_id, command_id, request_hash, first_position, last_position, recorded_at)
    select * from unnest($1::integer[], $14::uuid[], $15::bytea[], $3::bigint[], $3::bigint[], $4::timestamptz[])
  )
  insert into bare.event (tenant_id, stream_version, position, recorded_at, occurred_on, schema_version, stream_id,
    event_id, stream_type, type, hash, data, metadata, parts)
  select e.tenant_id, e.stream_version, e.position, e.recorded_at, e.occurred_on, e.schema_version, e.stream_id,
    e.event_id, e.stream_type, e.type, e.hash, e.data::jsonb, e.metadata::jsonb, e.parts
  from unnest($1::integer[], $2::integer[], $3::bigint[], $4::timestamptz[], $5::date[], $6::smallint[],
    $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::bytea[], $12::text[], $13::text[], $16::bytea[])
    as e (tenant_id, stream_version, position, recorded_at, occurred_on, schema_version, stream_id, event_id, stream_type,
      type, hash, data, metadata, parts)`;

/**
 * The limit: the rows that our append leaves, in tables of the same columns, checks and indexes, by one statement for as
 * many facts as there are callers to a call. No lock, no look-up, no hash: all that is given. As the tables' owner.
 */
export async function openBareInsert(cluster: Cluster, name: string, tenants: number): Promise<Store> {
  const database = await cluster.createStore(name);
  const tenantIds = await registerTowns(database, tenants);
  await database.query(
    `create schema bare;
     create table bare.event (like zhendi.event including all);
     create table bare.command (like zhendi.command including all)`,
  );
  const pool = openPool(database.ownerUrl);
  const positions = new Map<number, number>();
  const next = (tenant: number) => {
    const position = (positions.get(tenant) ?? 0) + 1;
    positions.set(tenant, position);
    return position;
  };
  return {
    name: 'bare insert',
    record: (facts) => pool.query({ name: 'bare', text: INSERT, values: columns(facts, tenantIds, next) }),
    check: async (events) => {
      const [found] = await database.query(
        `select (select count(*) from bare.event) as events, (select count(*) from bare.command) as receipts,
           (select count(*) from (select from bare.event group by tenant_id
              having min(position) <> 1 or max(position) <> count(*)) t) as "tenants with gaps"`,
      );
      expectEqual('bare insert', found!, { events, receipts: events, 'tenants with gaps': 0 });
    },
    bytes: async () => {
      await database.query('vacuum (freeze) bare.event, bare.command');
      const [row] = await database.query<{ bytes: string }>(
        `select pg_total_relation_size('bare.event') + pg_total_relation_size('bare.command') as bytes`,
      );
      return Number(row!.bytes);
    },
    close: () => pool.end(),
  };
}

// Of the right length is all that a hash must be where nobody computes it.
const HASH = randomBytes(32).toString('hex');
const PARTS = randomBytes(8).toString('hex');

function columns(
  facts: readonly Fact[],
  tenantIds: readonly number[],
  nextPosition: (tenant: number) => number,
): unknown[] {
  const now = new Date().toISOString();
  return [
    integers(facts.map((fact) => tenantIds[fact.tenant]!)),
    integers(facts.map((fact) => fact.version + 1)),
    integers(facts.map((fact) => nextPosition(fact.tenant))),
    facts.map(() => now),
    facts.map((fact) => fact.occurredOn),
    integers(facts.map(() => 1)),
    uuids(facts.map((fact) => fact.streamId)),
    uuids(facts.map((fact) => fact.eventId)),
    texts(facts.map(() => 'project')),
    texts(facts.map(() => 'FundsAllocated')),
    bytes(facts.map(() => HASH)),
    texts(facts.map((fact) => canonicalJson(fact.data))),
    texts(facts.map((fact) => canonicalJson(fact.metadata as unknown as Json))),
    uuids(facts.map((fact) => fact.metadata.commandId)),
    bytes(facts.map((fact) => createHash('sha256').update(fact.metadata.commandId).digest('hex'))),
    bytes(facts.map(() => PARTS)),
  ];
}
