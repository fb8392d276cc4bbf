import { EventReader, type RecordedEvent, type Upcasters } from '../event-store/index.ts';
import { projectionScope, type TenantDatabase, type TenantHandle } from '../tenancy/index.ts';
import type { Projection } from './define-projection.ts';
import { announceProgress } from './signals.ts';
import { foldInto, touchedKeys, upcastAll } from './fold.ts';
import { isFoldFailure, PageFailed, recordFailure } from './parking.ts';
import { loadRows, saveRows } from './rows.ts';
import { Turns, type Turn } from './turns.ts';

// A page of 500 events folds in some 10 ms; larger pages gain little and hold the checkpoint longer.
const PAGE = 500;
// Bounds one job to some seconds, so that a large import takes turns with the other tenants of its queue.
const PAGES_PER_RUN = 20;

/**
 * `caught-up`: at the head when looked at last. `more`: work is left. `busy`: somebody else is at it. `held`: all that
 * is left stands before an event that could not be folded, and waits for its next attempt or is parked.
 */
export type CatchUpOutcome = 'caught-up' | 'more' | 'busy' | 'held';

const LEFT_TO_DO = ['more', 'busy', 'held'] as const;

/** Brings read models up to date, one tenant at a time, with the effect of each event exactly once. */
export class CatchUp {
  private readonly turns = new Turns();

  constructor(
    private readonly database: TenantDatabase,
    private readonly projections: readonly Projection[],
    private readonly upcasters: Upcasters = {},
  ) {}

  /**
   * Applies the tenant's new events to all read models. May be called by any number of processes at once.
   *
   * A read model that cannot fold an event stops before it, is tried again a bounded number of times, each time later,
   * and is then parked; the other read models go on.
   *
   * @throws {AggregateError} of FoldFailed, ProjectionParked (at the last attempt) and database errors, after the read
   *   models that could go on have. What is held back already is no error.
   */
  async tenant(tenantId: number): Promise<CatchUpOutcome> {
    const turn = this.turns.begin();
    const outcomes = new Set<CatchUpOutcome>();
    const errors: unknown[] = [];
    for (const projection of this.projections) {
      try {
        outcomes.add(await this.run(tenantId, projection, turn));
      } catch (error) {
        errors.push(error);
      }
    }
    turn.end();
    await announceProgress(this.database, tenantId);
    if (errors.length > 0)
      throw new AggregateError(errors, `read models of tenant ${tenantId} could not catch up`);
    return LEFT_TO_DO.find((outcome) => outcomes.has(outcome)) ?? 'caught-up';
  }

  private async run(tenantId: number, projection: Projection, turn: Turn): Promise<CatchUpOutcome> {
    let size = PAGE;
    for (let page = 0; page < PAGES_PER_RUN; page++) {
      // Looked at without the checkpoint's lock. Whoever found it locked left an event that was committed before,
      // and this look, after the lock was released, sees it: no wake-up is lost.
      if (!(await this.isBehind(tenantId, projection))) return 'caught-up';
      if (page > 0) await turn.pass();
      try {
        const outcome = await this.applyPage(tenantId, projection, size);
        if (outcome !== 'applied') return outcome;
      } catch (error) {
        if (!(error instanceof PageFailed)) throw error;
        // Halved until only the event that cannot be folded is left: nine times at most.
        if (error.events.length > 1) size = Math.ceil(error.events.length / 2);
        else await this.holdBack(tenantId, projection, error);
      }
    }
    return 'more';
  }

  /** @throws {FoldFailed | ProjectionParked} unless somebody else has told of this attempt. */
  private async holdBack(tenantId: number, projection: Projection, failed: PageFailed): Promise<void> {
    const failure = await this.database.withTenant(projectionScope(tenantId), (db) =>
      recordFailure(db, tenantId, projection, failed),
    );
    if (failure) throw failure;
  }

  private isBehind(tenantId: number, { name, version }: Projection): Promise<boolean> {
    return this.database.withTenant(projectionScope(tenantId), async (db) => {
      const { rows } = await db.query<{ behind: boolean }>(
        // Positions have no gaps, so the next event is looked for and not any later one: one row by its key, whatever the
        // planner believes of the rest. `position > …` was a sequential scan of the whole table where few tenants are.
        `select exists (
           select from zhendi.event e where e.tenant_id = $1 and e.position = 1 + coalesce((
             select c.position from zhendi.checkpoint c where c.tenant_id = $1 and c.projection = $2 and c.version = $3), 0)
         ) as behind`,
        [tenantId, name, version],
      );
      return rows[0]!.behind;
    });
  }

  /** One page: rows and checkpoint in one transaction. `busy` when another process holds the checkpoint. */
  private applyPage(
    tenantId: number,
    projection: Projection,
    size: number,
  ): Promise<'applied' | 'busy' | 'held'> {
    return this.database.withTenant(projectionScope(tenantId), async (db) => {
      const checkpoint = await lockCheckpoint(db, tenantId, projection);
      if (checkpoint === null) return 'busy';
      if (checkpoint.held) return 'held';
      const { position, attempts } = checkpoint;
      // What failed before is tried alone.
      const limit = attempts > 0 ? 1 : size;
      const events = await new EventReader(db).tenant(tenantId, {
        after: position,
        limit,
        // The limit says the same, but not to the planner: without statistics, right after a first import, it sorted all
        // that was left of the tenant for each page (47,000 events: 27 ms a page, and 0.3 ms with this).
        until: position + limit,
      });
      const last = events.at(-1);
      if (!last) return 'applied';
      try {
        await this.project(db, tenantId, projection, events);
      } catch (error) {
        throw isFoldFailure(error) ? new PageFailed(events, attempts, error) : error;
      }
      await moveCheckpoint(db, tenantId, projection, last.position);
      return 'applied';
    });
  }

  private async project(
    db: TenantHandle<unknown>,
    tenantId: number,
    projection: Projection,
    recorded: readonly RecordedEvent[],
  ): Promise<void> {
    const events = upcastAll(projection, recorded, this.upcasters);
    const rows = await loadRows(db, tenantId, projection, [...touchedKeys(projection, events).values()]);
    await saveRows(db, tenantId, projection, foldInto(projection, rows, events));
  }
}

interface Checkpoint {
  readonly position: number;
  /** Failed ones at the next event. */
  readonly attempts: number;
  /** Parked, or before the time of the next attempt. */
  readonly held: boolean;
}

/** Where the read model is, its checkpoint locked until the transaction ends; null when it is locked already. */
async function lockCheckpoint(
  db: TenantHandle<unknown>,
  tenantId: number,
  { name, version }: Projection,
): Promise<Checkpoint | null> {
  const lock = () =>
    db.query<Omit<Checkpoint, 'position'> & { position: string }>(
      `select position, attempts, parked_at is not null or coalesce(next_attempt_at > now(), false) as held
       from zhendi.checkpoint where tenant_id = $1 and projection = $2 and version = $3 for update skip locked`,
      [tenantId, name, version],
    );
  let { rows } = await lock();
  if (rows.length === 0) {
    await db.query(
      'insert into zhendi.checkpoint (tenant_id, projection, version, position) values ($1, $2, $3, 0) on conflict do nothing',
      [tenantId, name, version],
    );
    ({ rows } = await lock());
  }
  return rows[0] ? { ...rows[0], position: Number(rows[0].position) } : null;
}

/** Moves on, and forgets the failures at what is now behind. */
async function moveCheckpoint(
  db: TenantHandle<unknown>,
  tenantId: number,
  { name, version }: Projection,
  position: number,
): Promise<void> {
  await db.query(
    `update zhendi.checkpoint set position = $4, updated_at = now(), attempts = 0, failed_event_id = null, error = null,
       next_attempt_at = null, parked_at = null
     where tenant_id = $1 and projection = $2 and version = $3`,
    [tenantId, name, version, position],
  );
}
