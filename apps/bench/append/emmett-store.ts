import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { openPool, type Cluster } from '../cluster.ts';
import type { Fact } from './facts.ts';
import { expectEqual, type Store } from './store.ts';

/**
 * Emmett at its best here: a pool of its own for all callers, its schema made beforehand. It has no tenants (a partition
 * each would be three tables each), so the town is part of the stream's name.
 */
export async function openEmmett(cluster: Cluster, name: string, connections: number): Promise<Store> {
  const database = await cluster.createDatabase(name);
  const pool = openPool(database.ownerUrl, connections);
  const store = getPostgreSQLEventStore(database.ownerUrl, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    name: 'emmett',
    record: ([fact]) => {
      const { streamName, expectedStreamVersion, event } = appendOf(fact!);
      return store.appendToStream(streamName, [event], { expectedStreamVersion });
    },
    check: async (events) => {
      const [found] = await database.query(
        `select (select count(*) from emt_messages) as events,
           (select count(*) from (
              select from emt_messages m group by m.stream_id
              having min(m.stream_position) <> 1 or max(m.stream_position) <> count(*)
                or count(*) <> (select s.stream_position from emt_streams s where s.stream_id = m.stream_id)
            ) t) as "streams with gaps"`,
      );
      expectEqual('emmett', found!, { events, 'streams with gaps': 0 });
    },
    bytes: async () => {
      await database.query('vacuum (freeze) emt_messages, emt_streams');
      const [row] = await database.query<{ bytes: string }>(
        `select sum(pg_total_relation_size(relid)) as bytes
         from (select relid from pg_partition_tree('emt_messages')
               union all select relid from pg_partition_tree('emt_streams')) t`,
      );
      return Number(row!.bytes);
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

function appendOf({ tenant, streamId, version, data, metadata, occurredOn }: Fact) {
  return {
    streamName: `project-${tenant}:${streamId}`,
    expectedStreamVersion: version === 0 ? STREAM_DOES_NOT_EXIST : BigInt(version),
    event: { type: 'FundsAllocated', data, metadata: { ...metadata, occurredOn } },
  };
}
