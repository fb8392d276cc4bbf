import { EventEmitter, once } from 'node:events';

// Some two pages: under many short runs a long one slows down, and never stands still.
const MOST_WAIT_MS = 50;

/** One run's place among the others. */
export interface Turn {
  /** Lets the short runs at work go first; from then on this one is a long one. Call between two pieces of work. */
  pass(): Promise<void>;
  end(): void;
}

/**
 * Turns of the runs in one process: a run that has more than one page to do waits, between its pages, for those that
 * have just begun. So a single fact is not delayed by all of another town's import, but by a page of it: on two busy
 * cores its median way took 3 to 4 times as long during an import, and with this 1.5 to 2 times.
 */
export class Turns {
  private short = 0;
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  /** @param mostWaitMs milliseconds that a long run waits between two pages, at most. */
  constructor(private readonly mostWaitMs = MOST_WAIT_MS) {}

  begin(): Turn {
    let isShort = true;
    this.short += 1;
    const end = () => {
      if (!isShort) return;
      isShort = false;
      this.short -= 1;
      if (this.short === 0) this.emitter.emit('free');
    };
    return {
      pass: async () => {
        end();
        if (this.short > 0) await this.free();
      },
      end,
    };
  }

  private async free(): Promise<void> {
    await once(this.emitter, 'free', { signal: AbortSignal.timeout(this.mostWaitMs) }).catch(() => undefined);
  }
}
