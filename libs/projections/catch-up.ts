import { EventReader, type Upcasters } from '../event-store/index.ts';
import { projectionScope, type TenantDatabase, type TenantHandle } from '../tenancy/index.ts';
import type { Projection } from './define-projection.ts';
import { announceProgress } from './signals.ts';
import { foldInto, touchedKeys } from './fold.ts';
import { loadRows, saveRows } from './rows.ts';

// A page of 500 events folds in some 10 ms; larger pages gain little and hold the checkpoint longer.
const PAGE = 500;
// Bounds one job to some seconds, so that a large import takes turns with the other tenants of its queue.
const PAGES_PER_RUN = 20;

/** `caught-up`: at the head when looked at last. `more`: work is left. `busy`: somebody else is at it. */
export type CatchUpOutcome = 'caught-up' | 'more' | 'busy';

/** Brings read models up to date, one tenant at a time, with the effect of each event exactly once. */
export class CatchUp {
  constructor(
    private readonly database: TenantDatabase,
    private readonly projections: readonly Projection[],
    private readonly upcasters: Upcasters = {},
  ) {}

  /**
   * Applies the tenant's new events to all read models. May be called by any number of processes at once.
   *
   * @throws {AggregateError} of FoldFailed and database errors, after the read models that could go on have.
   */
  async tenant(tenantId: number): Promise<CatchUpOutcome> {
    const outcomes = new Set<CatchUpOutcome>();
    const errors: unknown[] = [];
    for (const projection of this.projections) {
      try {
        outcomes.add(await this.run(tenantId, projection));
      } catch (error) {
        errors.push(error);
      }
    }
    await announceProgress(this.database, tenantId);
    if (errors.length > 0)
      throw new AggregateError(errors, `read models of tenant ${tenantId} could not catch up`);
    if (outcomes.has('more')) return 'more';
    return outcomes.has('busy') ? 'busy' : 'caught-up';
  }

  private async run(tenantId: number, projection: Projection): Promise<CatchUpOutcome> {
    for (let page = 0; page < PAGES_PER_RUN; page++) {
      // Looked at without the checkpoint's lock. Whoever found it locked left an event that was committed before,
      // and this look, after the lock was released, sees it: no wake-up is lost.
      if (!(await this.isBehind(tenantId, projection))) return 'caught-up';
      if (!(await this.applyPage(tenantId, projection))) return 'busy';
    }
    return 'more';
  }

  private isBehind(tenantId: number, { name, version }: Projection): Promise<boolean> {
    return this.database.withTenant(projectionScope(tenantId), async (db) => {
      const { rows } = await db.query<{ behind: boolean }>(
        `select exists (
           select from zhendi.event e where e.tenant_id = $1 and e.position > coalesce((
             select c.position from zhendi.checkpoint c where c.tenant_id = $1 and c.projection = $2 and c.version = $3), 0)
         ) as behind`,
        [tenantId, name, version],
      );
      return rows[0]!.behind;
    });
  }

  /** One page: rows and checkpoint in one transaction. False when another process holds the checkpoint. */
  private applyPage(tenantId: number, projection: Projection): Promise<boolean> {
    return this.database.withTenant(projectionScope(tenantId), async (db) => {
      const position = await lockCheckpoint(db, tenantId, projection);
      if (position === null) return false;
      const events = await new EventReader(db, this.upcasters).tenant(tenantId, {
        after: position,
        limit: PAGE,
      });
      const last = events.at(-1);
      if (!last) return true;
      const rows = await loadRows(db, tenantId, projection, [...touchedKeys(projection, events).values()]);
      await saveRows(db, tenantId, projection, foldInto(projection, rows, events));
      await db.query(
        'update zhendi.checkpoint set position = $4, updated_at = now() where tenant_id = $1 and projection = $2 and version = $3',
        [tenantId, projection.name, projection.version, last.position],
      );
      return true;
    });
  }
}

/** The position the read model is at, its checkpoint locked until the transaction ends; null when it is locked already. */
async function lockCheckpoint(
  db: TenantHandle<unknown>,
  tenantId: number,
  { name, version }: Projection,
): Promise<number | null> {
  const lock = () =>
    db.query<{ position: string }>(
      `select position from zhendi.checkpoint
       where tenant_id = $1 and projection = $2 and version = $3 for update skip locked`,
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
  return rows[0] ? Number(rows[0].position) : null;
}
