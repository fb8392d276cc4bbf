import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../../libs/features/read-models.ts';
import { ProjectionSignals, readPositions } from '../../../libs/projections/index.ts';
import { projectionScope, readingOnly, TenantDatabase } from '../../../libs/tenancy/index.ts';
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

/** Sees, by the signals that pages are told by, when read models hold a position. */
export class ProjectionWatch {
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

  /** Resolves when all expected facts have arrived. */
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
