import type { Upcasters } from '../event-store/index.ts';
import {
  projectionScope,
  projectionScopeOf,
  type TenantDatabase,
  type TenantScope,
} from '../tenancy/index.ts';
import type { Projection } from './define-projection.ts';
import { recordFailure } from './parking.ts';
import { Run, type CatchUpOutcome, type Step } from './run.ts';
import { announceProgress } from './signals.ts';
import { lockStandings, readStandings } from './standings.ts';
import { foldStretches, StretchFailed } from './stretch.ts';
import { Turns, type Turn } from './turns.ts';

// A step of so many events is a short one, and is taken together with those of other tenants.
const SHORT = 50;
// Tenants in one transaction.
const MOST_TOGETHER = 50;

/** A tenant while it is caught up. */
interface Course {
  readonly tenantId: number;
  readonly run: Run;
  /** What it is due next; null when all is done that can be done in this run. */
  step: Step | null;
}

/** A tenant that is due a step. */
type Due = Course & { step: Step };

/** Brings read models up to date, with the effect of each event exactly once. */
export class CatchUp {
  private readonly turns = new Turns();

  constructor(
    private readonly database: TenantDatabase,
    private readonly projections: readonly Projection[],
    private readonly upcasters: Upcasters = {},
  ) {}

  /** Brings one tenant's read models up to date, as {@link tenants} does. */
  async tenant(tenantId: number): Promise<CatchUpOutcome> {
    return (await this.tenants([tenantId])).get(tenantId)!;
  }

  /**
   * Applies the tenants' new events to all builds that follow the declarations: first to those that readers see, then
   * to those that will take their place. May be called by any number of processes at once.
   *
   * A few new events each are taken together, in one transaction; of whom more is left, after that and by itself. A build
   * that cannot fold an event stops before it, is tried again a bounded number of times, each time later, and is then
   * parked; the others go on.
   *
   * @throws {AggregateError} of FoldFailed, ProjectionParked (at the last attempt) and database errors, after the builds
   *   that could go on have. What is held back already is no error.
   */
  async tenants(tenantIds: readonly number[]): Promise<Map<number, CatchUpOutcome>> {
    const courses = [...new Set(tenantIds)].map((tenantId) => ({ tenantId, run: new Run(), step: null }));
    for (let i = 0; i < courses.length; i += MOST_TOGETHER)
      await this.catchUp(courses.slice(i, i + MOST_TOGETHER));
    const failed = courses.filter(({ run }) => run.errors.length > 0);
    if (failed.length > 0) {
      const errors = new Set(failed.flatMap(({ run }) => run.errors));
      const whose = failed.map(({ tenantId }) => tenantId).join(', ');
      throw new AggregateError(errors, `read models of tenant ${whose} could not catch up`);
    }
    return new Map(courses.map(({ tenantId, run }) => [tenantId, run.outcome]));
  }

  private async catchUp(courses: readonly Course[]): Promise<void> {
    const turn = this.turns.begin();
    try {
      await this.takeShort(courses);
      await this.announce(courses);
      for (const course of courses.filter(isDue)) {
        await this.takeAll(course, turn);
        await this.announce([course]);
      }
    } finally {
      turn.end();
    }
  }

  /** Takes the short steps of all together, as long as there are any. */
  private async takeShort(courses: readonly Course[]): Promise<void> {
    for (let looked = courses; looked.length > 0;) {
      await this.look(looked);
      const short = looked.filter(isDue).filter(({ step }) => isShort(step));
      if (short.length > 0) await this.take(short, atOnce);
      looked = short;
    }
  }

  private async takeAll(course: Due, turn: Turn): Promise<void> {
    for (let first = true; isDue(course); first = false) {
      if (!isSeen(course.step)) await this.announce([course]);
      if (!first && !course.step.hasArrived) await turn.pass();
      await this.take([course], () => turn.pass());
      await this.look([course]);
    }
  }

  /** Tells readers, mostly once, and before what they do not see is folded. */
  private async announce(courses: readonly Course[]): Promise<void> {
    const moved = courses.filter(({ run }) => run.takeNews()).map(({ tenantId }) => tenantId);
    if (moved.length > 0) await announceProgress(this.database, moved);
  }

  /**
   * Looks without the checkpoints' locks. Whoever found one locked left an event that was committed before, and this
   * look, after the lock was released, sees it: no wake-up is lost.
   */
  private async look(courses: readonly Course[]): Promise<void> {
    const standings = await this.database.withTenant(scopeOf(courses), (db) =>
      readStandings(
        db,
        courses.map(({ tenantId }) => tenantId),
        this.projections,
      ),
    );
    for (const course of courses) course.step = course.run.next(standings.get(course.tenantId)!);
  }

  private async take(due: readonly Due[], pause: () => Promise<void>): Promise<void> {
    try {
      await this.fold(due, pause);
    } catch (error) {
      if (due.length === 1) return this.isolate(due[0]!, error);
      // One of them is to blame: each is tried by itself, and the others go on.
      if (isOfOneBuild(error)) for (const course of due) await this.take([course], pause);
      else for (const { run, step } of due) run.fail(step, error);
    }
  }

  /** One stretch of each: rows and checkpoints in one transaction. */
  private async fold(due: readonly Due[], pause: () => Promise<void>): Promise<void> {
    const taken = await this.database.withTenant(scopeOf(due), async (db) => {
      const wanted = due.map(({ tenantId, step }) => ({ tenantId, builds: step.builds }));
      const locked = await lockStandings(db, wanted);
      const had = due.map((course) => {
        const { tenantId, run, step } = course;
        return { course, stretch: { ...step, tenantId, builds: run.had(step, locked.get(tenantId) ?? []) } };
      });
      const some = had.filter(({ stretch }) => stretch.builds.length > 0);
      if (some.length === 0) return [];
      const stretches = some.map(({ stretch }) => stretch);
      const reached = await foldStretches(db, stretches, this.upcasters, pause);
      return some.map(({ course, stretch }, i) => ({
        course,
        builds: stretch.builds,
        reached: reached[i]!,
      }));
    });
    for (const { course, builds, reached } of taken) course.run.took(course.step, builds, reached);
  }

  /** Searches for the build, and for the event, that could not be folded. */
  private async isolate({ tenantId, run, step }: Due, error: unknown): Promise<void> {
    // One of them is to blame: each is tried by itself, and the others go on.
    if (step.builds.length > 1 && isOfOneBuild(error)) return run.separate(step);
    if (!(error instanceof StretchFailed)) return run.fail(step, error);
    // Halved until only the event that cannot be folded is left.
    if (step.upTo - step.after > 1) return run.halve(step);
    const failure = await this.holdBack(tenantId, step, error);
    if (failure) run.fail(step, failure);
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

/** A short step rests for nobody. */
const atOnce = () => Promise.resolve();

function scopeOf([first, ...others]: readonly Course[]): TenantScope {
  return projectionScopeOf([first!.tenantId, ...others.map(({ tenantId }) => tenantId)]);
}

/** Whether the others that were folded with it would have got through: not so when a connection was lost. */
function isOfOneBuild(error: unknown): boolean {
  // SQLSTATE class 42: its table is not there, or may not be written.
  return error instanceof StretchFailed || /^42...$/.test(String((error as { code?: unknown } | null)?.code));
}

function isDue(course: Course): course is Due {
  return course.step !== null;
}

function isShort({ after, upTo }: Step): boolean {
  return upTo - after <= SHORT;
}

function isSeen({ builds }: Step): boolean {
  return builds.some(({ isLive }) => isLive);
}
