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
import { Turns } from './turns.ts';

// Events of a tenant that are taken together with those of others, at most.
const FEW = 50;
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

/** What came of catching several tenants up together. */
export interface CaughtUpTogether {
  /** Of each tenant that the run is over for. */
  readonly outcomes: ReadonlyMap<number, CatchUpOutcome>;
  /** Who has more to do than goes with others, or could not be folded: each is to be caught up by itself. */
  readonly alone: readonly number[];
  /** What the database could not do, for whom the run is over. */
  readonly error: AggregateError | null;
}

/** Brings read models up to date, with the effect of each event exactly once. */
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
    const course = begun(tenantId);
    const { run } = course;
    try {
      await this.look([course]);
      for (let first = true; isDue(course); first = false) {
        if (!isSeen(course.step)) await this.announce([course]);
        if (!first && !course.step.hasArrived) await turn.pass();
        await this.take(course, () => turn.pass());
        await this.look([course]);
      }
    } finally {
      turn.end();
    }
    await this.announce([course]);
    if (run.errors.length > 0) throw failureOf([course]);
    return run.outcome;
  }

  /**
   * Applies a few new events of each of these tenants, in one transaction for many: each statement is of all of them. Nobody
   * waits for who has much to do, and nobody is touched by who cannot be folded.
   */
  async tenants(tenantIds: readonly number[]): Promise<CaughtUpTogether> {
    const courses = [...new Set(tenantIds)].map(begun);
    for (let i = 0; i < courses.length; i += MOST_TOGETHER)
      await this.takeFew(courses.slice(i, i + MOST_TOGETHER));
    const failed = courses.filter(({ run }) => run.errors.length > 0);
    const over = courses.filter((course) => !failed.includes(course));
    const alone = over.filter((course) => isDue(course) && course.run.outcome === 'more');
    const ended = over.filter((course) => !alone.includes(course));
    return {
      outcomes: new Map(ended.map(({ tenantId, run }) => [tenantId, run.outcome])),
      alone: alone.map(({ tenantId }) => tenantId),
      error: failed.length > 0 ? failureOf(failed) : null,
    };
  }

  private async takeFew(courses: readonly Course[]): Promise<void> {
    const turn = this.turns.begin();
    try {
      for (let looked = courses; looked.length > 0;) {
        await this.look(looked);
        looked = await this.takeTogether(looked.filter(isDue).filter(({ step }) => isShort(step)));
        await this.announce(looked);
      }
    } catch (error) {
      for (const { run } of courses) run.errors.push(error);
    } finally {
      turn.end();
    }
  }

  /** @returns whose step was taken. */
  private async takeTogether(due: readonly Due[]): Promise<readonly Due[]> {
    if (due.length === 0) return [];
    try {
      await this.fold(due, atOnce);
      return due;
    } catch (error) {
      if (!isOfOneTenant(error)) throw error;
      // One of them is to blame: each is tried by itself, and the others go on.
      const taken: Due[] = [];
      if (due.length > 1) for (const course of due) taken.push(...(await this.takeTogether([course])));
      return taken;
    }
  }

  /** Tells readers, mostly once, and before a rebuild is gone on with, which they do not see. */
  private async announce(courses: readonly Course[]): Promise<void> {
    const moved = courses.filter(({ run }) => run.takeNews()).map(({ tenantId }) => tenantId);
    if (moved.length > 0) await announceProgress(this.database, moved);
  }

  /**
   * Looks without the checkpoints' locks. Whoever found one locked left an event that was committed before, and this
   * look, after the lock was released, sees it: no wake-up is lost.
   */
  private async look(courses: readonly Course[]): Promise<void> {
    const tenantIds = courses.map(({ tenantId }) => tenantId);
    const standings = await this.database.withTenant(scopeOf(courses), (db) =>
      readStandings(db, tenantIds, this.projections),
    );
    for (const course of courses) course.step = course.run.next(standings.get(course.tenantId)!);
  }

  private async take(course: Due, pause: () => Promise<void>): Promise<void> {
    try {
      await this.fold([course], pause);
    } catch (error) {
      await this.isolate(course, error);
    }
  }

  /** One stretch of each: rows and checkpoints in one transaction. */
  private async fold(due: readonly Due[], pause: () => Promise<void>): Promise<void> {
    const taken = await this.database.withTenant(scopeOf(due), async (db) => {
      const wanted = due.map(({ tenantId, step }) => ({ tenantId, builds: step.builds }));
      const locked = await lockStandings(db, wanted);
      const had = due
        .map((course) => ({ course, builds: course.run.had(course.step, locked.get(course.tenantId) ?? []) }))
        .filter(({ builds }) => builds.length > 0);
      if (had.length === 0) return [];
      const stretches = had.map(({ course, builds }) => ({
        ...course.step,
        tenantId: course.tenantId,
        builds,
      }));
      const reached = await foldStretches(db, stretches, this.upcasters, pause);
      return had.map((one, i) => ({ ...one, reached: reached[i]! }));
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
    const failure = await this.holdBack(tenantId, step, error).catch((cause: Error) => cause);
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

/** A few events rest for nobody. */
const atOnce = () => Promise.resolve();

function begun(tenantId: number): Course {
  return { tenantId, run: new Run(), step: null };
}

function failureOf(courses: readonly Course[]): AggregateError {
  const errors = new Set(courses.flatMap(({ run }) => run.errors));
  const whose = courses.map(({ tenantId }) => tenantId).join(', ');
  return new AggregateError(errors, `read models of tenant ${whose} could not catch up`);
}

function scopeOf([first, ...others]: readonly Course[]): TenantScope {
  return projectionScopeOf([first!.tenantId, ...others.map(({ tenantId }) => tenantId)]);
}

/** Whether the others that were folded with it would have got through: not so when a connection was lost. */
function isOfOneBuild(error: unknown): boolean {
  // SQLSTATE class 42: its table is not there, or may not be written.
  return error instanceof StretchFailed || /^42/.test(sqlState(error));
}

/** The same of tenants: what the database answered, unless it said that it cannot work at all. */
function isOfOneTenant(error: unknown): boolean {
  if (error instanceof StretchFailed || error instanceof TypeError) return true;
  const state = sqlState(error);
  // SQLSTATE classes: 08 connection, 53 resources, 57P shutting down.
  return state !== '' && !/^(08|53|57P)/.test(state);
}

function sqlState(error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code);
  // Not the codes of the system, as EPIPE is one.
  return /^(\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/.test(code) ? code : '';
}

function isDue(course: Course): course is Due {
  return course.step !== null;
}

function isShort({ after, upTo }: Step): boolean {
  return upTo - after <= FEW;
}

function isSeen({ builds }: Step): boolean {
  return builds.some(({ isLive }) => isLive);
}
