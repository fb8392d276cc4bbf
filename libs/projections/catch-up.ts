import type { Upcasters } from '../event-store/index.ts';
import { projectionScope, type TenantDatabase } from '../tenancy/index.ts';
import type { Projection } from './define-projection.ts';
import { recordFailure } from './parking.ts';
import { Run, type CatchUpOutcome, type Step } from './run.ts';
import { announceProgress } from './signals.ts';
import { lockStandings, readStandings, type Standings } from './standings.ts';
import { foldStretch, StretchFailed } from './stretch.ts';
import { Turns, type Turn } from './turns.ts';

/** Brings read models up to date, one tenant at a time, with the effect of each event exactly once. */
export class CatchUp {
  private readonly turns = new Turns();

  constructor(
    private readonly database: TenantDatabase,
    private readonly projections: readonly Projection[],
    private readonly upcasters: Upcasters = {},
  ) {}

  /**
   * Applies the tenant's new events to all builds that follow the declarations: first to those that readers see, then
   * to those that will take their place. May be called by any number of processes at once.
   *
   * A build that cannot fold an event stops before it, is tried again a bounded number of times, each time later, and
   * is then parked; the others go on.
   *
   * @throws {AggregateError} of FoldFailed, ProjectionParked (at the last attempt) and database errors, after the builds
   *   that could go on have. What is held back already is no error.
   */
  async tenant(tenantId: number): Promise<CatchUpOutcome> {
    const turn = this.turns.begin();
    const run = new Run();
    try {
      for (let steps = 0; ; steps++) {
        // Looked at without the checkpoints' locks. Whoever found one locked left an event that was committed before,
        // and this look, after the lock was released, sees it: no wake-up is lost.
        const step = run.next(await this.look(tenantId));
        if (!step) break;
        if (!isSeen(step)) await this.announce(tenantId, run);
        if (steps > 0 && !step.hasArrived) await turn.pass();
        await this.take(tenantId, step, run, turn);
      }
    } finally {
      turn.end();
    }
    await this.announce(tenantId, run);
    if (run.errors.length > 0)
      throw new AggregateError(run.errors, `read models of tenant ${tenantId} could not catch up`);
    return run.outcome;
  }

  /** Tells readers once, before what they do not see is folded. */
  private async announce(tenantId: number, run: Run): Promise<void> {
    if (run.takeNews()) await announceProgress(this.database, tenantId);
  }

  private look(tenantId: number): Promise<Standings> {
    return this.database.withTenant(projectionScope(tenantId), (db) =>
      readStandings(db, tenantId, this.projections),
    );
  }

  private async take(tenantId: number, step: Step, run: Run, turn: Turn): Promise<void> {
    try {
      const { builds, reached } = await this.fold(tenantId, step, run, turn);
      run.took(step, builds, reached);
    } catch (error) {
      // One of them is to blame: each is tried by itself, and the others go on.
      if (step.builds.length > 1 && isOfOneBuild(error)) return run.separate(step);
      if (!(error instanceof StretchFailed)) return run.fail(step, error);
      // Halved until only the event that cannot be folded is left.
      if (step.upTo - step.after > 1) return run.halve(step);
      const failure = await this.holdBack(tenantId, step, error);
      if (failure) run.fail(step, failure);
    }
  }

  /** One stretch: rows and checkpoints in one transaction. */
  private fold(tenantId: number, step: Step, run: Run, turn: Turn) {
    return this.database.withTenant(projectionScope(tenantId), async (db) => {
      const builds = run.had(step, await lockStandings(db, tenantId, step.builds));
      if (builds.length === 0) return { builds, reached: step.after };
      const stretch = { ...step, tenantId, builds };
      return { builds, reached: await foldStretch(db, stretch, this.upcasters, () => turn.pass()) };
    });
  }

  /** @returns what to tell of; null when somebody else has told of this attempt. */
  private holdBack(
    tenantId: number,
    { builds: [build] }: Step,
    { first, cause }: StretchFailed,
  ): Promise<Error | null> {
    return this.database.withTenant(projectionScope(tenantId), (db) =>
      recordFailure(db, tenantId, build!, first!, cause),
    );
  }
}

/** Whether the others that were folded with it would have got through: not so when a connection was lost. */
function isOfOneBuild(error: unknown): boolean {
  // SQLSTATE class 42: its table is not there, or may not be written.
  return error instanceof StretchFailed || /^42...$/.test(String((error as { code?: unknown } | null)?.code));
}

function isSeen({ builds }: Step): boolean {
  return builds.some(({ isLive }) => isLive);
}
