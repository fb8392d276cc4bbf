import { Redis } from 'ioredis';
import type { Logger } from './logging.ts';

const WINDOW_MS = 60_000;
const SHARE_EVERY_MS = 1_000;
// A Redis that says nothing is as good as none.
const PATIENCE_MS = 1_000;
// One hash tag: on a Redis Cluster the keys of a pipeline must live in one slot.
const PREFIX = '{zhendi}:requests';

interface Count {
  /** Requests that came to this process. */
  own: number;
  /** Those of them that the others know of. */
  told: number;
  /** Requests that came to others, as far as they have told. */
  others: number;
}

/**
 * Counts the requests of a minute by who sent them. Processes that share a Redis tell each other once a second, so that a
 * request costs an entry in a map and no round trip; a limit is overstepped by what the others count within that
 * second. While Redis is away each process goes by its own counts.
 */
export class RequestCounts {
  private window = 0;
  private counts = new Map<string, Count>();
  private sharing: NodeJS.Timeout | undefined;
  private isShared = true;
  private isClosed = false;
  private readonly redis: Redis | undefined;

  constructor(
    redisUrl: string | undefined,
    private readonly logger: Logger,
    private readonly now: () => number = Date.now,
  ) {
    if (redisUrl === undefined) return;
    this.redis = new Redis(redisUrl, {
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: PATIENCE_MS,
    });
    // What fails is told where it is noticed.
    this.redis.on('error', () => undefined);
  }

  /** One more request of this key. @returns how many there were in this minute, this one included. */
  add(key: string): number {
    const count = this.countOf(key);
    count.own += 1;
    if (this.redis) this.sharing ??= setTimeout(() => void this.share(), SHARE_EVERY_MS).unref();
    return count.own + count.others;
  }

  /** Seconds until the next minute begins, and every count with it. */
  secondsLeft(): number {
    return Math.ceil((WINDOW_MS - (this.now() % WINDOW_MS)) / 1000);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.sharing);
    this.redis?.disconnect();
  }

  private countOf(key: string): Count {
    const window = Math.floor(this.now() / WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.counts = new Map();
    }
    let count = this.counts.get(key);
    if (!count) this.counts.set(key, (count = { own: 0, told: 0, others: 0 }));
    return count;
  }

  private async share(): Promise<void> {
    try {
      await this.tell(this.redis!);
      if (!this.isShared) this.logger.info('counts of requests are shared again');
      this.isShared = true;
    } catch (error) {
      if (this.isShared && !this.isClosed) {
        this.logger.warn(
          { err: error as Error },
          'counts of requests are not shared: each process has its own',
        );
      }
      this.isShared = false;
      // A connection that fell silent stays so for a quarter of an hour, if nobody gives it up.
      if (this.redis!.status === 'ready' && !this.isClosed) this.redis!.disconnect(true);
    } finally {
      this.sharing = undefined;
    }
  }

  /** Tells the others what they do not know, and learns what they counted. */
  private async tell(redis: Redis): Promise<void> {
    const news = [...this.counts]
      .filter(([, { own, told }]) => own > told)
      .map(([key, count]) => ({ key: `${PREFIX}:${this.window}:${key}`, count, own: count.own }));
    const pipeline = redis.pipeline();
    for (const { key, count, own } of news) {
      pipeline.incrby(key, own - count.told).pexpire(key, 2 * WINDOW_MS);
    }
    const answers = (await pipeline.exec()) ?? [];
    for (const [i, { count, own }] of news.entries()) {
      const [error, total] = answers[2 * i]!;
      if (error) throw error;
      count.told = own;
      count.others = (total as number) - own;
    }
  }
}
