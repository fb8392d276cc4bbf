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

/** What is done next: a stretch of the history, for builds that stand at the same place. */
export interface Step {
  readonly builds: readonly Standing[];
  /** Positions: `after` not included, `upTo` included. */
  readonly after: number;
  readonly upTo: number;
}

/** What a run knows of a build. */
interface Course {
  /** Events that the run may still take of it. */
  left: number;
  /** Events that are tried at once: fewer and fewer, while the one that fails is searched for. */
  most: number;
  /** Tried by itself, since it or one that it went with has failed. */
  alone: boolean;
  over: 'busy' | 'failed' | null;
}

/** One run over the builds of one tenant: which are folded next, together, and how far; and what came of it. */
export class Run {
  readonly errors: unknown[] = [];
  private readonly courses = new Map<string, Course>();
  private behind: readonly Standing[] = [];
  private hasNews = false;

  /** What to do where the builds stand like this; null when all is done that can be done in this run. */
  next({ head, builds }: Standings): Step | null {
    this.behind = builds.filter(({ position }) => position < head);
    const able = this.behind.filter((build) => !build.held && this.isOn(build));
    // What readers see comes first; then what is furthest, and so done the soonest.
    const [first] = able.sort((a, b) => Number(b.isLive) - Number(a.isLive) || b.position - a.position);
    if (!first) return null;
    const isAlone = (build: Standing) => build.attempts > 0 || this.course(build).alone;
    const together = able.filter((build) => build.position === first.position && !isAlone(build));
    const step = isAlone(first) ? [first] : together;
    // What failed before is tried with one event.
    const most = first.attempts > 0 ? 1 : Math.min(...step.map((build) => this.mostOf(build)));
    return { builds: step, after: first.position, upTo: Math.min(head, first.position + most) };
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

  /** Builds were taken so many events further. */
  took(builds: readonly Standing[], events: number): void {
    for (const build of builds) this.course(build).left -= events;
    if (events > 0 && builds.some(({ isLive }) => isLive)) this.hasNews = true;
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
  }

  /** A build could not be folded so far: it is tried with half of the events. */
  halve({ builds, after, upTo }: Step): void {
    for (const build of builds) this.course(build).most = Math.ceil((upTo - after) / 2);
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
      course = { left: MOST_EVENTS, most: MOST_EVENTS, alone: false, over: null };
      this.courses.set(key, course);
    }
    return course;
  }
}
