import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../libs/platform/logging.ts';
import { publishHeads } from '../../libs/platform/published-heads.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

// What is recorded and rewritten between two publications is not noticed by them; an idle store publishes nothing.
const EVERY_MS = 10 * 60_000;

/** Publishes the ends of all chains outside of the database: at its start all of them, later those that moved. */
export class HeadPublisher {
  private readonly stopping = new AbortController();
  private readonly published = new Map<string, number>();
  private readonly running: Promise<void>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly home: string,
    private readonly logger: Logger,
    private readonly everyMs = EVERY_MS,
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
        await this.database.withSystem((db) => publishHeads(db, this.home, this.published));
      } catch (error) {
        this.logger.error({ err: error }, 'heads were not published');
      }
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
