import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { projections } from '../../../libs/features/read-models.ts';
import { ProjectionSignals, readPositions } from '../../../libs/projections/index.ts';
import { projectionScope, readingOnly, TenantDatabase } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import type { Database } from '../cluster.ts';
import { say } from '../rounds.ts';
import { quantile } from '../statistics.ts';
import { appendQuantileMs } from './append-latency.ts';
import { send, type AllocationSource } from './commands.ts';
import type { Installation } from './installation.ts';

export interface LagLoad {
  readonly perSecond: number;
  readonly seconds: number;
  readonly callers: number;
  readonly source: (caller: number) => AllocationSource;
}

/**
 * How long a fact is on its way to the read models, from its acknowledgement until every one of them holds it, under a
 * steady load; and the memory of API and worker meanwhile.
 */
export async function measureLag(
  installation: Installation,
  database: Database,
  load: LagLoad,
): Promise<Record<string, number>> {
  const worker = await installation.startWorker();
  const watch = new ProjectionWatch(database.appUrl);
  try {
    await allProjected(database);
    const before = await appendQuantileMs(installation);
    const sent = await sendSteadily(installation.url, load, watch);
    const append = await before.since(0.99);
    await watch.settled();
    const lag = { p50: quantile(watch.lags, 0.5), p99: quantile(watch.lags, 0.99) };
    say(`lag of ${sent} facts at ${load.perSecond.toFixed(0)}/s: p99 ${lag.p99.toFixed(0)} ms`);
    const memory = [await installation.api.peakMemoryMb(), await worker.peakMemoryMb()] as const;
    return {
      projection_load_per_s: load.perSecond,
      projection_lag_p50_ms: lag.p50,
      projection_lag_p99_ms: lag.p99,
      projection_load_append_p99_ms: append,
      projection_lag_p99_vs_append_p99: lag.p99 / append,
      ...(memory[0] !== null && { projection_api_peak_memory_mb: memory[0] }),
      ...(memory[1] !== null && { projection_worker_peak_memory_mb: memory[1] }),
    };
  } finally {
    await watch.close();
  }
}

/** Waits until the worker has done all that was recorded before. */
async function allProjected({ query }: Database): Promise<void> {
  for (;;) {
    const [row] = await query<{ behind: number }>(
      `select count(*)::integer as behind from zhendi.projection_lag($1) where is_live`,
      [projections.map(({ name }) => name)],
    );
    if (row!.behind === 0) return;
    await sleep(200);
  }
}

/** Each caller at its own moments, evenly spread; one that is late goes on at once. */
async function sendSteadily(
  url: string,
  { perSecond, seconds, callers, source }: LagLoad,
  watch: ProjectionWatch,
): Promise<number> {
  const pool = new Pool(url, { connections: callers });
  const everyMs = (1000 * callers) / perSecond;
  const began = performance.now();
  let sent = 0;
  const caller = async (number: number) => {
    const own = source(number);
    for (let due = (everyMs * number) / callers; due < seconds * 1000; due += everyMs) {
      await sleep(Math.max(0, began + due - performance.now()));
      const request = await own.next();
      const { position } = await send(pool, request);
      watch.expect(request.town.tenantId, position!);
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  await pool.close();
  return sent;
}

/** Sees, by the signals that pages are told by, when read models hold a position. */
class ProjectionWatch {
  /** Milliseconds of each fact that has arrived. */
  readonly lags: number[] = [];
  private readonly expected = new Map<number, { position: number; since: number }[]>();
  private readonly looking = new Set<number>();
  private readonly pool;
  private readonly database;
  private readonly signals;

  constructor(url: string) {
    this.pool = createAppPool({ url, max: 4, onError: () => undefined });
    this.database = new TenantDatabase(this.pool);
    this.signals = new ProjectionSignals(url, (error) => say(error.message));
    this.signals.subscribe((tenantId) => void this.look(tenantId));
  }

  /** A fact was acknowledged just now. */
  expect(tenantId: number, position: number): void {
    const expected = this.expected.get(tenantId) ?? [];
    expected.push({ position, since: performance.now() });
    this.expected.set(tenantId, expected);
    // It may have arrived already.
    void this.look(tenantId);
  }

  async settled(): Promise<void> {
    while ([...this.expected.values()].some((expected) => expected.length > 0)) {
      await sleep(20);
      for (const tenantId of this.expected.keys()) await this.look(tenantId);
    }
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.pool.end();
  }

  private async look(tenantId: number): Promise<void> {
    const expected = this.expected.get(tenantId) ?? [];
    if (expected.length === 0 || this.looking.has(tenantId)) return;
    this.looking.add(tenantId);
    const [reached] = await this.database.withTenant(readingOnly(projectionScope(tenantId)), (db) =>
      readPositions(db, projections, [tenantId]),
    );
    const now = performance.now();
    const left = this.expected.get(tenantId)!.filter(({ position, since }) => {
      if (position > reached!.position) return true;
      this.lags.push(Math.max(0, now - since));
      return false;
    });
    this.expected.set(tenantId, left);
    this.looking.delete(tenantId);
  }
}
