import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadDrafts } from '../../libs/attachments/index.ts';
import type { Logger } from '../../libs/platform/logging.ts';
import type { TenantDatabase } from '../../libs/tenancy/index.ts';

const EVERY_MS = 60 * 60_000;
const ROWS_AT_ONCE = 5_000;
// A day, after which there is no row of it any more, and an hour for clocks that are off.
const UNTOUCHED_MS = 25 * 60 * 60_000;

/** Removes uploads that nobody has gone on with for a day: first their rows, then what had come of them. */
export class UploadSweeper {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly drafts: UploadDrafts,
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
        while (!signal.aborted && (await this.sweepRows()) === ROWS_AT_ONCE);
        await this.drafts.removeUntouched(new Date(Date.now() - UNTOUCHED_MS));
      } catch (error) {
        this.logger.warn({ err: error }, 'uploads that were given up were not removed');
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns how many were removed. */
  private async sweepRows(): Promise<number> {
    const { rows } = await this.database.withSystem((db) =>
      db.query<{ removed: number }>('select zhendi.sweep_attachment_uploads($1) as removed', [ROWS_AT_ONCE]),
    );
    return rows[0]!.removed;
  }
}
