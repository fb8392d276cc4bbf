import type { Database } from '../cluster.ts';
import type { AllocationSource } from '../http/commands.ts';
import { ProjectionWatch } from '../http/projection-watch.ts';
import { sendSteadily } from '../http/steady-load.ts';
import { median, quantile } from '../statistics.ts';

// With ten towns a fact every half a second in each: offices at work, which by themselves keep no worker busy.
const PER_SECOND = 20;

/** Facts of some towns, one at a time, and how long they are on their way to the read models. */
export class SingleFacts {
  /** Of each time that facts were recorded, the 99th percentile of their milliseconds. */
  readonly p99s: number[] = [];
  /** Facts that were recorded so far. */
  sent = 0;

  /** @param sources one of each town. */
  constructor(
    private readonly url: string,
    private readonly database: Database,
    private readonly sources: readonly AllocationSource[],
  ) {}

  /**
   * Records facts, the towns in turn.
   *
   * @param lasts whether one is recorded that is due so many milliseconds after the first.
   * @returns the median of the milliseconds from a fact's acknowledgement until every read model holds it.
   */
  async record(lasts: (dueMs: number) => boolean): Promise<number> {
    const watch = new ProjectionWatch(this.database.appUrl);
    try {
      this.sent += await sendSteadily(
        this.url,
        {
          perSecond: PER_SECOND,
          callers: this.sources.length,
          source: (town) => this.sources[town]!,
          lasts,
        },
        watch,
      );
      await watch.settled();
    } finally {
      await watch.close();
    }
    this.p99s.push(quantile(watch.lags, 0.99));
    return median(watch.lags);
  }
}
