import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../../libs/features/read-models.ts';
import { ProjectionSignals, readPositions } from '../../../libs/projections/index.ts';
import { projectionScopeOf, readingOnly, TenantDatabase } from '../../../libs/tenancy/index.ts';
import { createAppPool } from '../../../libs/tenancy/pool.ts';
import type { Database } from '../cluster.ts';
import { say } from '../rounds.ts';

/** Waits until the worker has done all that was recorded before. */
export async function allProjected({ query }: Database): Promise<void> {
  for (;;) {
    const [row] = await query<{ behind: number }>(
      `select count(*)::integer as behind from zhendi.projection_lag($1) where is_live`,
      [projections.map(({ name }) => name)],
    );
    if (row!.behind === 0) return;
    await sleep(200);
  }
}

// Of a look's own time, after it: a look for each fact and each signal took as much of the database as the facts themselves, 570
// µs each at 1,700 a second. A lag is told too long by that, and never too short.
const RESTS = 4;

/** Sees, by the signals that pages are told by, when read models hold a position. */
export class ProjectionWatch {
  /** Milliseconds of each fact that has arrived. */
  readonly lags: number[] = [];
  private readonly expected = new Map<number, { position: number; since: number }[]>();
  /** Tenants of which something was heard since they were looked at. */
  private heard = new Set<number>();
  private looking: Promise<void> | undefined;
  private readonly pool;
  private readonly database;
  private readonly signals;

  constructor(url: string) {
    this.pool = createAppPool({ url, max: 4, onError: () => undefined });
    this.database = new TenantDatabase(this.pool);
    this.signals = new ProjectionSignals(url, (error) => say(error.message));
    this.signals.subscribe((tenantId) => this.hear(tenantId));
  }

  /** A fact was acknowledged just now. */
  expect(tenantId: number, position: number): void {
    const expected = this.expected.get(tenantId) ?? [];
    expected.push({ position, since: performance.now() });
    this.expected.set(tenantId, expected);
    // It may have arrived already.
    this.hear(tenantId);
  }

  /** Resolves when all expected facts have arrived. */
  async settled(): Promise<void> {
    const awaited = () => [...this.expected].filter(([, facts]) => facts.length > 0);
    while (awaited().length > 0) {
      for (const [tenantId] of awaited()) this.hear(tenantId);
      await this.looking;
    }
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.looking;
    await this.pool.end();
  }

  private hear(tenantId: number): void {
    this.heard.add(tenantId);
    this.looking ??= this.lookOverAndOver().finally(() => (this.looking = undefined));
  }

  private async lookOverAndOver(): Promise<void> {
    while (this.heard.size > 0) {
      const [first, ...others] = [...this.heard].filter((tenantId) => this.expected.get(tenantId)?.length);
      this.heard = new Set();
      const began = performance.now();
      if (first !== undefined) await this.look([first, ...others]);
      await sleep(RESTS * (performance.now() - began));
    }
  }

  private async look(tenantIds: readonly [number, ...number[]]): Promise<void> {
    const reached = await this.database.withTenant(readingOnly(projectionScopeOf(tenantIds)), (db) =>
      readPositions(db, projections, tenantIds),
    );
    const now = performance.now();
    for (const { tenantId, position: held } of reached) {
      const left = this.expected.get(tenantId)!.filter(({ position, since }) => {
        if (position > held) return true;
        this.lags.push(Math.max(0, now - since));
        return false;
      });
      this.expected.set(tenantId, left);
    }
  }
}
