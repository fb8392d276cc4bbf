import { catchUpTowns } from '../../cli/catch-up-towns.ts';
import { loadDemoCounty } from '../../cli/demo/load-demo-county.ts';
import { expectEqual } from '../append/store.ts';
import type { Cluster, Database } from '../cluster.ts';
import { say } from '../rounds.ts';

// Ids of a copy's tenants lie this far behind those of the county copied: more than it has tenants.
const STRIDE = 100;
const FIRST_CODE = 800_000;

const COPY_TENANTS = `
  insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
  select t.tenant_id + k * ${STRIDE}, t.county_id + k * ${STRIDE}, t.level,
    (${FIRST_CODE} + k)::text || substr(t.code, 7), t.name
  from generate_series($1::integer, $2::integer) k, zhendi.tenant t where t.tenant_id between 1 and ${STRIDE}
  order by k, t.level, t.tenant_id`;

/** A store with the demo county. */
export async function demoStore(cluster: Cluster, name: string): Promise<Database> {
  const database = await cluster.createStore(name);
  await loadDemoCounty({
    databaseOwnerUrl: database.ownerUrl,
    password: 'never used here',
    // No figure looks at people.
    enterPerson: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  const towns = await database.query<{ tenant_id: number }>(
    "select tenant_id from zhendi.tenant where level = 'town'",
  );
  await catchUpTowns(
    database.ownerUrl,
    towns.map((town) => town.tenant_id),
    () => undefined,
  );
  return database;
}

/** Adds copies until there are about so many events. */
export async function enlarge(database: Database, wanted: number): Promise<void> {
  const [own] = await database.query<{ events: number; counties: number }>(
    `select (select count(*)::integer from zhendi.event) as events,
       (select count(*)::integer from zhendi.tenant where level = 'county') as counties`,
  );
  const each = own!.events / own!.counties;
  const counties = Math.round(wanted / each);
  if (counties > own!.counties) await copyCounty(database, own!.counties, counties - 1, ALL_TABLES);
  const [found] = await database.query<{ events: number }>(
    'select count(*)::integer as events from zhendi.event',
  );
  expectEqual('the copied store', found!, { events: each * counties });
  say(`a store of ${found!.events} events in ${counties} counties is there`);
}

/** Which tables `c` are copied, as a condition. */
export const READ_MODELS = `c.relnamespace = 'read_model'::regnamespace`;
const ALL_TABLES = `(${READ_MODELS} or c.oid in
  ('zhendi.event'::regclass, 'zhendi.command'::regclass, 'zhendi.checkpoint'::regclass))`;

/**
 * Adds copies of the one county that is there. Ids of streams and events are the same in each, as they may be in
 * different tenants.
 *
 * @param from number of the first copy, from 1.
 * @param to number of the last one.
 */
export async function copyCounty(
  { query }: Database,
  from: number,
  to: number,
  copied: string,
): Promise<void> {
  await query(COPY_TENANTS, [from, to]);
  const tables = await query<{ name: string; columns: string[] }>(
    `select c.oid::regclass::text as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and ${copied} group by c.oid`,
  );
  for (const { name, columns } of tables) {
    const values = columns.map((column) => (column === 'tenant_id' ? `tenant_id + k * ${STRIDE}` : column));
    // In the order of each table's key, or nearly: its index grows at its end.
    const order = name === 'zhendi.event' ? 'k, tenant_id, position' : 'k, tenant_id';
    await query(
      `insert into ${name} (${columns.join(', ')}) select ${values.join(', ')}
       from generate_series($1::integer, $2::integer) k, ${name} where tenant_id between 1 and ${STRIDE} order by ${order}`,
      [from, to],
    );
  }
  await query('vacuum (analyze)');
}
