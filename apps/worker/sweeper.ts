import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import { readLag, showLife } from '../../libs/projections/index.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

const EVERY_MS = 2_000;
// Younger events are still on their ordinary way, by doorbell.
const PATIENCE_MS = 2_000;

/**
 * Finds tenants whose read models stayed behind and catches them up, without the queue: whatever the doorbells lost,
 * to a wiped Redis or a broken connection, costs some seconds. What waits for another attempt is due at its time; what
 * is parked is left alone. The worker's sign of life comes from here, after each look that succeeded and each tenant that
 * was seen to, so that none comes from a worker that is alive and does nothing.
 */
export class Sweeper {
  private readonly workerId = randomUUID();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly catchUp: (tenantId: number) => Promise<void>,
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
      try {
        await this.sweep(signal);
      } catch (error) {
        this.logger.warn({ err: error }, 'sweep failed');
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sweep(signal: AbortSignal): Promise<void> {
    const behind = await this.database.withSystem((db) => readLag(db, projections));
    await this.showLife();
    const late = behind.filter(
      ({ oldestRecordedAt, state, isLive, isOurs }) =>
        isLive && isOurs && state === 'due' && oldestRecordedAt.getTime() < Date.now() - PATIENCE_MS,
    );
    for (const tenantId of new Set(late.map((lag) => lag.tenantId))) {
      if (signal.aborted) return;
      try {
        await this.catchUp(tenantId);
      } catch (error) {
        this.logger.error({ err: error, tenantId }, 'catch-up failed');
      }
      await this.showLife();
    }
  }

  private async showLife(): Promise<void> {
    await this.database.withSystem((db) => showLife(db, this.workerId));
  }
}
