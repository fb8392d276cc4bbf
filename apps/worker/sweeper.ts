import { setTimeout as sleep } from 'node:timers/promises';
import { projections } from '../../libs/features/read-models.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import { readLag } from '../../libs/projections/index.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

const EVERY_MS = 2_000;
// Younger events are still on their ordinary way, by doorbell.
const PATIENCE_MS = 2_000;

/**
 * Finds tenants whose read models stayed behind and catches them up, without the queue: whatever the doorbells lost,
 * to a wiped Redis or a broken connection, costs some seconds.
 */
export class Sweeper {
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
    const late = behind.filter(
      ({ oldestRecordedAt }) => oldestRecordedAt.getTime() < Date.now() - PATIENCE_MS,
    );
    for (const tenantId of new Set(late.map((lag) => lag.tenantId))) {
      if (signal.aborted) return;
      try {
        await this.catchUp(tenantId);
      } catch (error) {
        this.logger.error({ err: error, tenantId }, 'catch-up failed');
      }
    }
  }
}
