import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../libs/platform/logging.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

// What is swept is a day old: nobody waits for it.
const EVERY_MS = 60 * 60_000;
// 5,000 took 0.2 s on a machine that was busy with other things.
const ROWS_AT_ONCE = 5_000;

/** Removes sessions that are over, and failed sign-ins that do not count any more. */
export class SessionSweeper {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly database: TenantDatabase,
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
        while (!signal.aborted && (await this.sweep()) > 0);
      } catch (error) {
        this.logger.warn({ err: error }, 'sessions that are over were not removed');
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns how many rows were removed. */
  private async sweep(): Promise<number> {
    const { rows } = await this.database.withSystem((db) =>
      db.query<{ removed: number }>('select zhendi.sweep_sessions($1) as removed', [ROWS_AT_ONCE]),
    );
    return rows[0]!.removed;
  }
}
