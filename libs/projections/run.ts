import type { Standing, Standings } from './standings.ts';
import { tableName } from './tables.ts';

/**
 * `caught-up`: at the head when looked at last. `more`: work is left. `rebuilding`: work is left only for builds that
 * readers do not see yet. `busy`: somebody else is at it. `held`: all that is left stands before an event that could not
 * be folded, and waits for its next attempt or is parked.
 */
export type CatchUpOutcome = 'caught-up' | 'more' | 'rebuilding' | 'busy' | 'held';

// Bounds what one run takes of a build, to a part of a second, so that a large import or a rebuild takes turns with the
// other tenants of its queue.
const MOST_EVENTS = 10_000;
// Times that a build reaches the end of the history in one run. What arrives while it gets there is taken with it; a town
// where facts keep arriving goes to the end of the queue then: a few such towns would hold all places of a worker. Where 64
// callers recorded 1,700 facts a second in one town after the other, a fact took 555 ms in the median and 880 at the 99th percentile;
// with this 77 and 267. Where they are spread over 100 towns it makes no difference that could be measured.
const MOST_ENDS = 2;

/** What is done next: a stretch of the history, for builds that stand at the same place. */
export interface Step {
  readonly builds: readonly Standing[];
  /** Positions: `after` not included, `upTo` included. */
  readonly after: number;
  readonly upTo: number;
  /** Whether all of it arrived while the run was at work. */
  readonly hasArrived: boolean;
}

/** What a run knows of a build. */
interface Course {
  /** Events that the run may still take of it. */
  left: number;
  /** Events that are tried at once: fewer and fewer, while the one that fails is searched for. */
  most: number;
  /** Times that it held the whole history, as it was when looked at. */
  ends: number;
  /** Tried by itself, since it or one that it went with has failed. */
  alone: boolean;
  over: 'busy' | 'failed' | null;
}

/** One run over the builds of one tenant: which are folded next, together, and how far; and what came of it. */
export class Run {
  readonly errors: unknown[] = [];
  private readonly courses = new Map<string, Course>();
  private behind: readonly Standing[] = [];
  private head = 0;
  private hasNews = false;
  private isLast = false;

  /** What to do where the builds stand like this; null when all is done that can be done in this run. */
  next({ head, builds }: Standings): Step | null {
    this.head = head;
    this.behind = builds.filter(({ position }) => position < head);
    if (this.isLast) return null;
    const able = this.behind.filter((build) => !build.held && this.isOn(build));
    const due = able.filter((build) => this.course(build).ends < MOST_ENDS);
    // Facts keep arriving. What is behind for another reason, as a rebuild is, would wait for as long: it goes one step.
    this.isLast = due.length < able.length;
    // What readers see comes first; then what is furthest, and so done the soonest.
    const [first] = due.sort((a, b) => Number(b.isLive) - Number(a.isLive) || b.position - a.position);
    if (!first) return null;
    const isAlone = (build: Standing) => build.attempts > 0 || this.course(build).alone;
    const together = due.filter((build) => build.position === first.position && !isAlone(build));
    const step = isAlone(first) ? [first] : together;
    // What failed before is tried with one event.
    const most = first.attempts > 0 ? 1 : Math.min(...step.map((build) => this.mostOf(build)));
    const upTo = Math.min(head, first.position + most);
    return {
      builds: step,
      after: first.position,
      upTo,
      hasArrived: step.every((build) => this.course(build).ends > 0),
    };
  }

  /** The builds of a step whose checkpoints were had, and that still stand where they did. */
  had(step: Step, locked: readonly Standing[]): Standing[] {
    const now = new Map(locked.map((build) => [tableName(build), build]));
    return step.builds.filter((build) => {
      const found = now.get(tableName(build));
      if (!found) this.course(build).over = 'busy';
      return found?.position === build.position && found.attempts === build.attempts && !found.held;
    });
  }

  /** Builds of a step were taken up to a position. */
  took({ after }: Step, builds: readonly Standing[], reached: number): void {
    for (const build of builds) {
      this.course(build).left -= reached - after;
      if (reached === this.head) this.course(build).ends += 1;
    }
    if (reached > after && builds.some(({ isLive }) => isLive)) this.hasNews = true;
  }

  /** Whether what readers see has moved since this was asked last. */
  takeNews(): boolean {
    const hadNews = this.hasNews;
    this.hasNews = false;
    return hadNews;
  }

  /** Not all builds of a step could be folded: from now on each goes by itself. */
  separate({ builds }: Step): void {
    for (const build of builds) this.course(build).alone = true;
    this.isLast = false;
  }

  /** A build could not be folded so far: it is tried with half of the events. */
  halve({ builds, after, upTo }: Step): void {
    for (const build of builds) this.course(build).most = Math.ceil((upTo - after) / 2);
    this.isLast = false;
  }

  /** Nothing more is tried of these builds. */
  fail({ builds }: Step, error: unknown): void {
    for (const build of builds) this.course(build).over = 'failed';
    this.errors.push(error);
  }

  /** What is left after the last step. */
  get outcome(): CatchUpOutcome {
    const free = this.behind.filter((build) => !build.held && this.course(build).over === null);
    if (free.some(({ isLive }) => isLive)) return 'more';
    if (free.length > 0) return 'rebuilding';
    if (this.behind.some((build) => this.course(build).over === 'busy')) return 'busy';
    return this.behind.length > 0 ? 'held' : 'caught-up';
  }

  private isOn(build: Standing): boolean {
    const { over, left } = this.course(build);
    return over === null && left > 0;
  }

  private mostOf(build: Standing): number {
    const { left, most } = this.course(build);
    return Math.min(left, most);
  }

  private course(build: Standing): Course {
    const key = tableName(build);
    let course = this.courses.get(key);
    if (!course) {
      course = { left: MOST_EVENTS, most: MOST_EVENTS, ends: 0, alone: false, over: null };
      this.courses.set(key, course);
    }
    return course;
  }
}
