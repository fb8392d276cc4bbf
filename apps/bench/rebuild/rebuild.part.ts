import type { Cluster, Database } from '../cluster.ts';
import { registerTowns } from '../append/zhendi-store.ts';
import type { Part } from '../part.ts';
import { alternate, medians, say, type Contestant } from '../rounds.ts';
import { EVENTS_PER_TENANT, fillEmmett, fillZhendi, FIRST_TENANT } from './history.ts';
import { prepareEmmett, rebuildByEmmett } from './rebuild-emmett.ts';
import { forgetTownFunds, rebuildTownFunds } from './rebuild-zhendi.ts';

const GROUP_BY = `
  insert into by_sql.town_funds (tenant_id, tier, source, kind, amount_fen, allocations)
  select e.tenant_id, e.data->>'tier', e.data->>'source', e.data->>'kind', sum((e.data->>'amountFen')::bigint), count(*)
  from zhendi.event e where e.type = 'FundsAllocated' group by 1, 2, 3, 4`;

/** One read model made anew from its events: a tenth of them beside Emmett, all of them beside one SQL statement. */
export const rebuildPart: Part = async (cluster, { rounds, rebuildEvents }) => {
  const tenants = rebuildEvents / EVENTS_PER_TENANT;
  const { zhendi, emmett } = await fill(cluster, tenants);
  const all = Array.from({ length: tenants }, (_, i) => FIRST_TENANT + i);
  const tenth = all.slice(0, tenants / 10);
  const wanted = (ids: readonly number[]) => expectedRows(zhendi, ids);

  const ours = (name: string, ids: readonly number[]): Contestant => ({
    name,
    run: async () => {
      await forgetTownFunds(zhendi);
      return rate(ids.length, () => rebuildTownFunds(zhendi, ids));
    },
    check: async () => compare(name, await digest(zhendi, 'read_model.town_funds'), await wanted(ids)),
  });
  const emmetts: Contestant = {
    name: 'emmett',
    run: () => rate(tenth.length, () => rebuildByEmmett(emmett)),
    check: async () => compare('emmett', await digest(emmett, 'town_funds'), await wanted(tenth)),
  };
  const bySql: Contestant = {
    name: 'sql group by',
    run: async () => {
      await zhendi.query('truncate by_sql.town_funds');
      return rate(all.length, () => zhendi.query(GROUP_BY));
    },
    check: async () => compare('sql', await digest(zhendi, 'by_sql.town_funds'), await wanted(all)),
  };
  const samples = await alternate(cluster, 'rebuild, events/s', rounds, [
    ours('ours, a tenth', tenth),
    emmetts,
    ours('ours', all),
    bySql,
  ]);
  const speed = medians(samples);
  return {
    ratios: {
      rebuild_vs_emmett: speed['ours, a tenth']! / speed['emmett']!,
      rebuild_vs_sql_group_by: speed['ours']! / speed['sql group by']!,
    },
    absolute: {
      rebuild_events_per_s: speed['ours']!,
      rebuild_events_per_s_beside_emmett: speed['ours, a tenth']!,
      rebuild_events_per_s_emmett: speed['emmett']!,
      rebuild_events_per_s_sql_group_by: speed['sql group by']!,
    },
    samples: { rebuild: samples },
  };
};

async function fill(cluster: Cluster, tenants: number): Promise<{ zhendi: Database; emmett: Database }> {
  const zhendi = await cluster.createStore('rebuild_zhendi');
  await registerTowns(zhendi, tenants);
  await fillZhendi(zhendi, tenants);
  await zhendi.query(
    'create schema by_sql; create table by_sql.town_funds (like read_model.town_funds_b1 including all)',
  );
  const emmett = await cluster.createDatabase('rebuild_emmett');
  await prepareEmmett(emmett);
  await fillEmmett(emmett, tenants / 10);
  say(`rebuild: ${tenants * EVENTS_PER_TENANT} events are there`);
  return { zhendi, emmett };
}

async function rate(tenants: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (tenants * EVENTS_PER_TENANT) / ((performance.now() - began) / 1000);
}

/** All rows of a read model, whoever made it. */
async function digest({ query }: Database, table: string): Promise<string> {
  const [row] = await query<{ digest: string }>(
    `select count(*) || ' rows, ' || coalesce(md5(string_agg(concat_ws('|', tenant_id, tier, source, kind, amount_fen, allocations),
       E'\\n' order by tenant_id, tier collate "C", source collate "C", kind collate "C")), '') as digest from ${table}`,
  );
  return row!.digest;
}

/** The rows by an independent sum over the events. */
async function expectedRows(zhendi: Database, tenantIds: readonly number[]): Promise<string> {
  return digest(
    zhendi,
    `(select e.tenant_id, d.tier, d.source, d.kind, sum(d."amountFen")::bigint as amount_fen, count(*) as allocations
      from zhendi.event e, jsonb_to_record(e.data) as d (tier text, source text, kind text, "amountFen" bigint)
      where e.tenant_id <= ${tenantIds.at(-1)} group by 1, 2, 3, 4) t`,
  );
}

function compare(name: string, found: string, wanted: string): void {
  if (found !== wanted) throw new Error(`${name} made ${found}; should be ${wanted}`);
}
