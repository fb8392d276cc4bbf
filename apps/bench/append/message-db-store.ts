import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { openPool, type Cluster, type Database } from '../cluster.ts';
import type { Fact } from './facts.ts';
import { expectEqual, type Store } from './store.ts';

const SCRIPTS = new URL('node_modules/@eventide/message-db/database/', new URL('../', import.meta.url));

/** In the order of its own install.sh; what is left out (views, privileges) has no part in writing. */
const INSTALLATION = [
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];

/** A category is what message-db locks: all facts in one, or one a town. */
export type Categories = 'one' | 'many';

/** message-db, called as its clients do: `write_message`, one round trip a fact, over a pool. */
export async function openMessageDb(
  cluster: Cluster,
  name: string,
  categories: Categories,
  connections: number,
): Promise<Store> {
  const database = await cluster.createDatabase(name);
  await install(database);
  const pool = openPool(database.ownerUrl, connections, '-c search_path=message_store,public');
  return {
    name: `message-db, ${categories === 'one' ? 'one category' : 'many categories'}`,
    record: ([fact]) => write(pool, fact!, categories),
    check: async (events) => {
      const [found] = await database.query(
        `select (select count(*) from message_store.messages) as events,
           (select count(*) from (select from message_store.messages group by stream_name
              having min(position) <> 0 or max(position) + 1 <> count(*)) t) as "streams with gaps"`,
      );
      expectEqual('message-db', found!, { events, 'streams with gaps': 0 });
    },
    bytes: async () => {
      await database.query('vacuum (freeze) message_store.messages');
      const [row] = await database.query<{ bytes: string }>(
        `select pg_total_relation_size('message_store.messages') as bytes`,
      );
      return Number(row!.bytes);
    },
    close: () => pool.end(),
  };
}

async function install({ query }: Database): Promise<void> {
  for (const script of INSTALLATION) {
    // The path is that of the script's statements only: the connection goes back to the pool.
    const text = await readFile(new URL(`${script}.sql`, SCRIPTS), 'utf8');
    await query(`begin; set local search_path = message_store, public; ${text}; commit`);
  }
}

async function write(pool: pg.Pool, fact: Fact, categories: Categories): Promise<void> {
  const { tenant, streamId, version, eventId, data, metadata, occurredOn } = fact;
  const category = categories === 'one' ? 'project' : `project${tenant}`;
  const stream = categories === 'one' ? `${tenant}:${streamId}` : streamId;
  await pool.query('select write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6)', [
    eventId,
    `${category}-${stream}`,
    'FundsAllocated',
    JSON.stringify(data),
    JSON.stringify({ ...metadata, occurredOn }),
    version - 1,
  ]);
}
