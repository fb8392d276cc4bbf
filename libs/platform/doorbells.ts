import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker, type JobsOptions, type Processor } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { z } from 'zod';
import type { Config } from './config.ts';
import type { Logger } from './logging.ts';
import { newUuid } from './new-uuid.ts';

/**
 * A doorbell says that tenants have new events: a hint, never the data. One that names a single tenant asks for all that is to
 * be done there; one that names several for the news of each.
 */
export type Doorbell = { readonly tenantId: number } | { readonly tenantIds: readonly number[] };

// Named by one ring at most; the others wait for the next.
const MOST_TENANTS = 500;

const tenantId = z.int32().min(0);
const doorbellSchema = z.union([
  z.object({ tenantId }),
  z.object({ tenantIds: z.array(tenantId).min(1).max(MOST_TENANTS) }),
]);

// A few queues for all tenants: a queue costs connections and timers, whether it has work or not. And with four the same
// load of 100 towns rang for half as many at once: p99 from fact to read model 580 ms, with two 410 to 510.
const QUEUES = 2;
const names = Array.from({ length: QUEUES }, (_, i) => `doorbell-${i}`);
// One hash tag: on a Redis Cluster all keys of a queue must live in one slot.
const PREFIX = '{zhendi}';
const CONCURRENCY = 3;
// Rings that wait in a queue or are being answered, at most, whoever rings: where nobody answers, or not fast enough, those
// who ring gather tenants, and the queue does not grow. With eight of them, what was rung for under load waited for as many:
// p99 1,020 ms, with four 980.
const PLACES = 4;
// Under load a queue rests this long between its rings: Postgres takes half a millisecond to send a ring and one to see it
// answered, and who answers has some 30 statements. With 1,700 facts a second in 100 towns the median is the same with 25 ms, and p99 570 ms
// where it is 480.
const BETWEEN_RINGS_MS = 50;
// And for a tenant so often: what it records meanwhile is caught up at once.
const BETWEEN_RINGS_OF_A_TENANT_MS = 100;
// Before a place is asked for again where there was none: twice as long each time, up to this.
const LONGEST_BETWEEN_RINGS_MS = 200;
// A ring takes a few milliseconds. One that gets no answer for so long counts as failed: a queue that has fallen silent would keep
// whoever rings waiting for as long as it says nothing, the sweeper too, which is there to do without it.
const PATIENCE_MS = 5_000;

// With an id of ours: without one BullMQ makes a sequence for each queue, which the app's role may not. An answer that fails
// is left to the sweeper: while a ring waited for its next attempt, it kept its place from others.
const ringOptions = (): JobsOptions & { readonly jobId: string } => ({
  jobId: newUuid(),
  removeOnComplete: true,
  removeOnFail: true,
});

// Any number does: what has a priority comes after everything that has none.
const LAST = 1;

/**
 * Rings doorbells. A failed ring is logged and never fails who rang: the sweeper finds the tenant. A lone ring goes at
 * once; those that come while one is on its way go together after it, in one that names each tenant once: under load a
 * command costs a share of a ring, and not one of its own.
 */
export class DoorbellRinger {
  private readonly bells: Bell[];

  constructor(
    private readonly backend: QueueBackend,
    logger: Logger,
  ) {
    this.bells = names.map((name) => new Bell(backend.queue(name), logger));
  }

  /**
   * Rings for news of a tenant. Resolves when the ring was sent, or failed: where too many wait, when others were answered.
   */
  ring(tenantId: number): Promise<void> {
    return this.bells[tenantId % QUEUES]!.ring(tenantId);
  }

  /** Rings for all that is to be done for each of these tenants, in a ring of its own: who has much to do keeps nobody. */
  ringAlone(tenantIds: readonly number[]): Promise<void> {
    return this.ringEach('alone', tenantIds);
  }

  /**
   * Rings for tenants whose builds are folded anew: answered after all other rings, and apart from them, so that a new
   * fact never waits in the place of a rebuild.
   */
  ringForRebuild(tenantIds: readonly number[]): Promise<void> {
    return this.ringEach('rebuild', tenantIds, { priority: LAST });
  }

  /** Rings that wait or are being answered. */
  async depth(): Promise<number> {
    const counts = await Promise.all(
      this.bells.map(({ queue }) => queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed')),
    );
    return counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.bells.map((bell) => bell.close()));
    this.backend.close();
  }

  private async ringEach(
    name: string,
    tenantIds: readonly number[],
    options: JobsOptions = {},
  ): Promise<void> {
    const ofQueue = (number: number) => tenantIds.filter((tenantId) => tenantId % QUEUES === number);
    await Promise.all(this.bells.map((bell, number) => bell.ringEach(name, ofQueue(number), options)));
  }
}

/** The rings of one queue. */
class Bell {
  /** Tenants whose ring waits for the one on its way, or for a place. */
  private pending = new Set<number>();
  private ringing: Promise<void> | undefined;
  /** When the tenants rang that may not ring again yet; the oldest first. */
  private readonly rungAt = new Map<number, number>();
  /** Where the next ring looks for a place: not where another process does. */
  private place = randomInt(PLACES);
  private readonly closing = new AbortController();

  constructor(
    readonly queue: Queue<Doorbell>,
    private readonly logger: Logger,
  ) {
    queue.on('error', (error) => this.logger.warn({ err: error, queue: queue.name }, 'doorbell queue'));
  }

  ring(tenantId: number): Promise<void> {
    this.pending.add(tenantId);
    this.ringing ??= this.sendAll();
    return this.ringing;
  }

  /** One ring a tenant. Resolves when all these were sent, or failed. */
  async ringEach(name: string, tenantIds: readonly number[], options: JobsOptions): Promise<void> {
    if (tenantIds.length === 0) return;
    const job = (tenantId: number) => ({
      name,
      data: { tenantId },
      opts: {
        ...ringOptions(),
        ...options,
        // A ring during the answer to the one before is kept, and answered after it.
        deduplication: { id: `${name}-${tenantId}`, keepLastIfActive: true },
      },
    });
    // In order, since on Postgres each tenant is locked: two processes must not wait for each other in a circle.
    const inOrder = [...tenantIds].sort((a, b) => a - b);
    await this.orLog(inOrder, () => this.queue.addBulk(inOrder.map(job)));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.ringing;
    await this.queue.close();
  }

  private async sendAll(): Promise<void> {
    const { signal } = this.closing;
    let pauseMs = BETWEEN_RINGS_MS;
    while (this.pending.size > 0) {
      const isTaken = await this.send(this.takeDue());
      // What has no place then is found by the sweeper.
      if (signal.aborted && !isTaken) break;
      pauseMs = isTaken ? BETWEEN_RINGS_MS : Math.min(2 * pauseMs, LONGEST_BETWEEN_RINGS_MS);
      if (this.pending.size > 0) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
    // At once: a ring that came between the last look and this would be sent with the next one only.
    this.ringing = undefined;
  }

  /** Those that wait and may ring again, the longest waiting first; at the end, all. */
  private takeDue(): number[] {
    const now = performance.now();
    for (const [tenantId, at] of this.rungAt) {
      if (now - at < BETWEEN_RINGS_OF_A_TENANT_MS && !this.closing.signal.aborted) break;
      this.rungAt.delete(tenantId);
    }
    const due = [...this.pending].filter((tenantId) => !this.rungAt.has(tenantId)).slice(0, MOST_TENANTS);
    for (const tenantId of due) {
      this.pending.delete(tenantId);
      this.rungAt.set(tenantId, now);
    }
    return due;
  }

  /** @returns false when there was no place: they wait for one. */
  private async send(tenantIds: readonly number[]): Promise<boolean> {
    if (tenantIds.length === 0) return true;
    this.place = (this.place + 1) % PLACES;
    const options = { ...ringOptions(), deduplication: { id: `ring-${this.place}` } };
    const job = await this.orLog(tenantIds, () => this.queue.add('ring', { tenantIds }, options));
    // Another ring has the place: BullMQ answers which.
    if (!job || job.id === options.jobId) return true;
    for (const tenantId of tenantIds) this.rungAt.delete(tenantId);
    this.pending = new Set([...tenantIds, ...this.pending]);
    return false;
  }

  private async orLog<Result>(
    tenantIds: readonly number[],
    ring: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await ring();
    } catch (error) {
      this.logger.warn({ err: error, tenantIds }, 'doorbell did not ring');
      return undefined;
    }
  }
}

/** Answers doorbells: calls `answer` for each, a few at a time. */
export class DoorbellListener {
  private readonly workers: Worker<Doorbell>[];
  private readonly reached = new Set<Worker<Doorbell>>();

  constructor(
    private readonly backend: QueueBackend,
    logger: Logger,
    answer: (doorbell: Doorbell) => Promise<void>,
  ) {
    const processor: Processor<unknown> = async ({ data, queueName }) => {
      const doorbell = doorbellSchema.safeParse(data);
      // The queue is not ours alone. What else stands in it would be tried again in vain.
      if (!doorbell.success) return logger.warn({ queue: queueName }, 'a doorbell that names no tenant');
      await answer(doorbell.data);
    };
    this.workers = names.map((name) => {
      const worker = backend.worker(name, processor);
      worker.on('error', (error) => logger.warn({ err: error, queue: name }, 'doorbell queue'));
      worker.on('failed', (job, error) =>
        logger.error({ err: error, doorbell: job?.data }, 'catch-up failed'),
      );
      void worker.waitUntilReady().then(
        () => this.reached.add(worker),
        () => undefined,
      );
      return worker;
    });
  }

  /** Resolves when all queues are listened to. */
  async ready(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  /**
   * Takes no more rings and waits for those at work, `milliseconds` at most. What then still runs ends with the
   * process: BullMQ knows no harder way to close once it is closing.
   */
  async close(milliseconds: number): Promise<void> {
    // A worker that never reached its queue would wait for it before it closes.
    const closed = Promise.all(this.workers.map((worker) => worker.close(!this.reached.has(worker))));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
    await Promise.race([closed, late]);
    clearTimeout(timer);
    this.backend.close();
  }
}

/** Where doorbells ring: makes the queues and workers of one backend. */
export interface QueueBackend {
  queue(name: string): Queue<Doorbell>;
  worker(name: string, processor: Processor<Doorbell>): Worker<Doorbell>;
  /** After all queues and workers are closed. */
  close(): void;
}

/** Redis when it is configured, else the database itself. One code path for both. */
export function queueBackend(config: Pick<Config, 'REDIS_URL'>, databaseUrl: string): QueueBackend {
  return config.REDIS_URL ? redisBackend(config.REDIS_URL) : postgresBackend(databaseUrl);
}

function redisBackend(url: string): QueueBackend {
  const connections: Redis[] = [];
  const connect = (options: RedisOptions) => {
    const connection = new Redis(url, options);
    // BullMQ reports the errors of its queues and workers.
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  let producer: Redis | undefined;
  let consumer: Redis | undefined;
  return {
    // A producer fails fast; a worker waits for Redis to come back.
    queue: (name) =>
      new Queue<Doorbell>(name, {
        connection: (producer ??= connect({ maxRetriesPerRequest: 1, commandTimeout: PATIENCE_MS })),
        prefix: PREFIX,
        skipWaitingForReady: true,
      }),
    worker: (name, processor) =>
      new Worker<Doorbell>(name, processor, {
        connection: (consumer ??= connect({ maxRetriesPerRequest: null })),
        prefix: PREFIX,
        concurrency: CONCURRENCY,
      }),
    close: () => connections.forEach((connection) => connection.disconnect()),
  };
}

function postgresBackend(url: string): QueueBackend {
  // A doorbell need not be durable: it is lost with a crash as it is with a wiped Redis, and the sweeper finds the tenant.
  const options = '-c role=zhendi_app -c synchronous_commit=off';
  const connection = { connectionString: url, schema: 'bullmq', options, max: 2 };
  // BullMQ's types tie a queue to the backend it is on; who rings does not care.
  return {
    queue: (name) =>
      new Queue(
        name,
        { connection: { ...connection, query_timeout: PATIENCE_MS } },
        createPostgresBackend,
      ) as unknown as Queue<Doorbell>,
    worker: (name, processor) =>
      new Worker(
        name,
        processor,
        { connection, concurrency: CONCURRENCY },
        createPostgresBackend,
      ) as unknown as Worker<Doorbell>,
    close: () => undefined,
  };
}
