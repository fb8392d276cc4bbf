import { alternate, medians, say, type Contestant } from '../rounds.ts';
import type { Part } from '../part.ts';
import { median, quantile } from '../statistics.ts';
import { openBareInsert } from './bare-insert.ts';
import { callersAtWork, type Work } from './callers.ts';
import { openEmmett } from './emmett-store.ts';
import { openMessageDb } from './message-db-store.ts';
import type { Store } from './store.ts';
import { openZhendi } from './zhendi-store.ts';

const TENANTS = 10_000;
const CALLERS = 64;
// What our batcher sends of 64 callers with two calls in flight.
const FACTS_PER_BARE_INSERT = CALLERS / 2;
// Each peer's best of 10, 16, 32 and 64 connections for 64 callers on two cores (busy with other things as well):
// 940, 1,120, 1,313 and 1,244 appends/s of Emmett, 1,545, 1,811, 2,437 and 2,502 of message-db with many categories.
const EMMETT_CONNECTIONS = 32;
const MESSAGE_DB_CONNECTIONS = 64;
// One category is one lock: more connections only wait for it, and PostgreSQL has 200 for all.
const ONE_CATEGORY_CONNECTIONS = 32;

/** One event a command, durable: 64 callers over 10,000 tenants; the same in one tenant; one caller alone. And the disk. */
export const appendPart: Part = async (cluster, sizes) => {
  const ours = await openZhendi(cluster, 'append_zhendi', TENANTS);
  const emmett = await openEmmett(cluster, 'append_emmett', EMMETT_CONNECTIONS);
  const oneCategory = await openMessageDb(cluster, 'append_category', 'one', ONE_CATEGORY_CONNECTIONS);
  const manyCategories = await openMessageDb(cluster, 'append_categories', 'many', MESSAGE_DB_CONNECTIONS);
  const bare = await openBareInsert(cluster, 'append_bare', TENANTS);
  const stores = [ours, emmett, oneCategory, manyCategories, bare];
  const seats = new Map(stores.map((store) => [store, new Seat(store)]));
  const at = (store: Store) => seats.get(store)!;
  const { rounds, appendSeconds: seconds } = sizes;

  const spread = { tenants: TENANTS, callers: CALLERS, seconds };
  const many = await alternate(cluster, 'appends/s, 10,000 tenants', rounds, [
    at(ours).contestant(spread),
    at(emmett).contestant(spread),
    at(oneCategory).contestant(spread),
    at(manyCategories).contestant(spread),
    at(bare).contestant({ ...spread, callers: CALLERS / FACTS_PER_BARE_INSERT }, FACTS_PER_BARE_INSERT),
  ]);
  const hot = await alternate(cluster, 'appends/s, one tenant', rounds, [
    at(ours).contestant({ ...spread, tenants: 1 }),
    at(emmett).contestant({ ...spread, tenants: 1 }),
  ]);
  const alone = { tenants: TENANTS, callers: 1, seconds: seconds / 4 };
  const lone = await alternate(cluster, 'ms of a lone append', rounds, [
    at(ours).contestant(alone, 1, typicalLatency),
    at(emmett).contestant(alone, 1, typicalLatency),
    at(manyCategories).contestant(alone, 1, typicalLatency),
    at(bare).contestant(alone, 1, typicalLatency),
  ]);

  const [rate, hotRate, loneMs] = [medians(many), medians(hot), medians(lone)];
  const bytes = new Map<Store, number>();
  for (const store of stores) bytes.set(store, await at(store).bytesPerEvent());
  await Promise.all(stores.map((store) => store.close()));
  const messageDbBest = Math.max(rate[oneCategory.name]!, rate[manyCategories.name]!);
  return {
    ratios: {
      append_vs_emmett: rate[ours.name]! / rate[emmett.name]!,
      append_vs_message_db_best: rate[ours.name]! / messageDbBest,
      append_vs_bare_insert: rate[ours.name]! / rate[bare.name]!,
      append_hot_tenant_vs_emmett: hotRate[ours.name]! / hotRate[emmett.name]!,
      bytes_per_event_emmett_vs_ours: bytes.get(emmett)! / bytes.get(ours)!,
    },
    absolute: {
      append_per_s: rate[ours.name]!,
      append_per_s_emmett: rate[emmett.name]!,
      append_per_s_message_db_one_category: rate[oneCategory.name]!,
      append_per_s_message_db_many_categories: rate[manyCategories.name]!,
      append_per_s_bare_insert: rate[bare.name]!,
      append_p99_ms: median(at(ours).p99s),
      append_p99_ms_emmett: median(at(emmett).p99s),
      append_p99_ms_message_db_many_categories: median(at(manyCategories).p99s),
      append_hot_tenant_per_s: hotRate[ours.name]!,
      append_hot_tenant_per_s_emmett: hotRate[emmett.name]!,
      lone_append_ms: loneMs[ours.name]!,
      lone_append_ms_emmett: loneMs[emmett.name]!,
      lone_append_ms_message_db: loneMs[manyCategories.name]!,
      lone_append_ms_bare_insert: loneMs[bare.name]!,
      bytes_per_event: bytes.get(ours)!,
      bytes_per_event_emmett: bytes.get(emmett)!,
      bytes_per_event_message_db: bytes.get(manyCategories)!,
    },
    samples: { append: many, appendHotTenant: hot, loneAppend: lone },
  };
};

const perSecond = ({ commands, seconds }: Work) => commands / seconds;
const typicalLatency = ({ latencies }: Work) => median(latencies);

/** A store and how many facts it has acknowledged. */
class Seat {
  /** Of each run of many callers in many tenants, in milliseconds. */
  readonly p99s: number[] = [];
  private facts = 0;

  constructor(private readonly store: Store) {}

  contestant(
    load: { tenants: number; callers: number; seconds: number },
    together = 1,
    figure: (work: Work) => number = perSecond,
  ): Contestant {
    return {
      name: this.store.name,
      run: async () => {
        const work = await callersAtWork(load, (facts) => this.store.record(facts), together);
        this.facts += work.commands;
        if (load.callers > 1 && load.tenants > 1) this.p99s.push(quantile(work.latencies, 0.99));
        return figure(work);
      },
      check: () => this.store.check(this.facts),
    };
  }

  async bytesPerEvent(): Promise<number> {
    const bytes = (await this.store.bytes()) / this.facts;
    say(`${this.store.name}: ${bytes.toFixed(0)} bytes an event, of ${this.facts}`);
    return bytes;
  }
}
