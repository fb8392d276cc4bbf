import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { append, type Append } from '../../../libs/event-store/index.ts';
import { DoorbellRinger, queueBackend } from '../../../libs/platform/doorbells.ts';
import type { TenantName } from '../../../libs/tenancy/index.ts';
import { openPool, type Database } from '../cluster.ts';
import { ProjectionWatch } from '../http/projection-watch.ts';
import { plansInBulk } from '../http/towns.ts';

/** Imports a history into one town after the other, and leaves it to the worker to fold it. */
export class TownImports {
  /** Seconds of each import until all read models held it. */
  readonly seconds: number[] = [];
  /** Events that were imported so far. */
  events = 0;
  private readonly owner;
  private readonly doorbells;
  private begun = 0;

  constructor(
    private readonly database: Database,
    private readonly towns: readonly TenantName[],
  ) {
    this.owner = openPool(database.ownerUrl, 1);
    const logger = pino({ level: 'warn' }, pino.destination(2));
    this.doorbells = new DoorbellRinger(queueBackend({ REDIS_URL: undefined }, database.appUrl), logger);
  }

  /** Does something while so many events are imported into the next town. @param work told when it is over. */
  async during<Result>(events: number, work: (isOver: () => boolean) => Promise<Result>): Promise<Result> {
    // Made before, so that to make them is no part of the import. One of the events registers the village.
    const venueIds = Array.from({ length: events - 1 }, () => uuidv7());
    const pieces = plansInBulk(this.towns[this.begun++]!, '202', venueIds);
    let isOver = false;
    const importing = this.carryOut(pieces).finally(() => (isOver = true));
    const [result] = await Promise.all([work(() => isOver), importing]);
    return result;
  }

  async close(): Promise<void> {
    await this.doorbells.close();
    await this.owner.end();
  }

  /** Appends a piece after the other, rings for each, and waits for the read models. */
  private async carryOut(pieces: readonly Append[]): Promise<void> {
    const began = performance.now();
    const watch = new ProjectionWatch(this.database.appUrl);
    try {
      for (const piece of pieces) {
        const { lastPosition } = await append(this.owner, piece);
        this.events += piece.events.length;
        void this.doorbells.ring(piece.tenantId);
        if (piece === pieces.at(-1)) watch.expect(piece.tenantId, lastPosition);
      }
      await watch.settled();
    } finally {
      await watch.close();
    }
    this.seconds.push((performance.now() - began) / 1000);
  }
}
