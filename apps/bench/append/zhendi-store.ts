import { createHash } from 'node:crypto';
import { AppendBatcher, type Append } from '../../../libs/event-store/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import type { Cluster, Database } from '../cluster.ts';
import type { Fact } from './facts.ts';
import { expectEqual, type Store } from './store.ts';

/** Ours, as the API uses it: the batcher, on a pool that acts as the app's role, under row-level security. */
export async function openZhendi(cluster: Cluster, name: string, tenants: number): Promise<Store> {
  const database = await cluster.createStore(name);
  const tenantIds = await registerTowns(database, tenants);
  const pool = createAppPool({ url: database.appUrl, max: 20, onError: () => undefined });
  const batcher = new AppendBatcher(pool);
  return {
    name: 'ours',
    record: ([fact]) => batcher.append(appendOf(fact!, tenantIds[fact!.tenant]!)),
    check: (events) => checkStore(database, events),
    bytes: async () => {
      await database.query('vacuum (freeze) zhendi.event, zhendi.command');
      const [row] = await database.query<{ bytes: string }>(
        `select pg_total_relation_size('zhendi.event') + pg_total_relation_size('zhendi.command') as bytes`,
      );
      return Number(row!.bytes);
    },
    close: () => pool.end(),
  };
}

/** One county of so many towns; only their number matters. @returns the ids of the towns. */
export async function registerTowns({ query }: Database, towns: number): Promise<number[]> {
  const rows = await query<{ tenant_id: number }>(
    `with county as (
       insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
       values (1, 1, 'county', '990201', '测试县') returning tenant_id
     )
     insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
     select 1 + n, county.tenant_id, 'town', (990201000 + n)::text, '测试镇' from county, generate_series(1, $1) n
     returning tenant_id`,
    [towns],
  );
  await query('analyze zhendi.tenant');
  return rows.map((row) => row.tenant_id);
}

function appendOf(fact: Fact, tenantId: number): Append {
  const { commandId } = fact.metadata;
  const stream = { type: 'project', id: fact.streamId };
  return {
    tenantId,
    commandId,
    requestHash: createHash('sha256').update(commandId).digest('hex'),
    expectations: [{ stream, version: fact.version === 0 ? 'none' : fact.version }],
    events: [
      {
        id: fact.eventId,
        stream,
        type: 'FundsAllocated',
        schemaVersion: 1,
        data: fact.data,
        occurredOn: fact.occurredOn,
        metadata: fact.metadata,
      },
    ],
  };
}

/** Each fact once, with its receipt; positions of each tenant and versions of each stream from 1 without a gap. */
export async function checkStore({ query }: Database, events: number): Promise<void> {
  const [found] = await query(
    `select (select count(*) from zhendi.event) as events, (select count(*) from zhendi.command) as receipts,
       (select count(*) from (select from zhendi.event group by tenant_id
          having min(position) <> 1 or max(position) <> count(*)) t) as "tenants with gaps",
       (select count(*) from (select from zhendi.event group by tenant_id, stream_id
          having min(stream_version) <> 1 or max(stream_version) <> count(*)) s) as "streams with gaps"`,
  );
  expectEqual('ours', found!, { events, receipts: events, 'tenants with gaps': 0, 'streams with gaps': 0 });
}
