import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import { dropRetiredBuilds, readBuilding, readLag, switchBuilds } from '../../libs/projections/index.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

const IDLE_MS = 2_000;
const BUILDING_MS = 500;
// Time for the rings to be answered, until it is looked again who is behind: with tens of thousands of towns that look
// takes a part of a second.
const WORK_MS = 2_000;
// More than a worker answers in that time: a run takes 5 ms and more.
const RINGS = 500;

/** What the rebuilder lets others do. */
export interface RebuilderHands {
  readonly catchUp: (tenantId: number) => Promise<void>;
  /** Asks all workers to catch these tenants up, when they have nothing else to do. */
  readonly ring: (tenantIds: readonly number[]) => Promise<void>;
}

/**
 * Sees to the builds that are to take the place of what readers see: asks all workers to fold them, works itself, which
 * is enough when the queue is down, lets them take their place when they have caught up, and drops what was left.
 */
export class Rebuilder {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly hands: RebuilderHands,
    private readonly logger: Logger,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let isBuilding = false;
      try {
        isBuilding = await this.tend(signal);
      } catch (error) {
        this.logger.warn({ err: error }, 'rebuild failed');
      }
      await sleep(isBuilding ? BUILDING_MS : IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns whether something is being built. */
  private async tend(signal: AbortSignal): Promise<boolean> {
    await this.database.withSystem(dropRetiredBuilds);
    const building = await this.database.withSystem((db) => readBuilding(db, projections));
    if (building.length === 0) return false;
    await this.work(signal);
    for (const name of await switchBuilds(this.database, projections)) {
      this.logger.info({ projection: name }, 'a rebuilt read model took its place');
    }
    return true;
  }

  private async work(signal: AbortSignal): Promise<void> {
    const lag = await this.database.withSystem((db) => readLag(db, projections));
    const due = lag.filter(({ isLive, isOurs, state }) => !isLive && isOurs && state === 'due');
    const tenantIds = [...new Set(due.map(({ tenantId }) => tenantId))];
    await this.hands.ring(tenantIds.slice(0, RINGS));
    const end = performance.now() + WORK_MS;
    // From the other end than those who answer the rings.
    for (const tenantId of tenantIds.reverse()) {
      if (signal.aborted || performance.now() > end) return;
      try {
        await this.hands.catchUp(tenantId);
      } catch (error) {
        this.logger.error({ err: error, tenantId }, 'catch-up failed');
      }
    }
  }
}
