import { daysBetween } from '../shared/days.ts';
import type { StandardContent } from '../shared/standard.ts';
import type { TimedStage } from '../shared/thresholds.ts';
import type { BoardStage } from './board-stage.ts';

/** What tells how long a project has been at what it is at. */
export interface ClockedProject {
  readonly stage: string;
  readonly plannedOn: string | null;
  readonly startedOn: string | null;
  readonly finalisedOn: string | null;
  readonly constructionOn: string | null;
  readonly completedOn: string | null;
  readonly settledOn: string | null;
  readonly suspendedOn: string | null;
  readonly restedDays: number;
}

/** The time that a project has taken for a stage that may take only so long. Days in which it was suspended do not count. */
export interface StageClock {
  readonly timed: TimedStage;
  readonly since: string;
  readonly days: number;
  readonly limit: number;
}

/** The clock that runs for a project; null at a stage without a limit, and while it is suspended. */
export function stageClock(
  project: ClockedProject,
  { thresholds }: StandardContent,
  today: string,
): StageClock | null {
  const running = runningSince(project);
  if (!running || project.suspendedOn !== null) return null;
  const [timed, since] = running;
  const days = daysBetween(since, today) - project.restedDays;
  return { timed, since, days, limit: thresholds.stageDays[timed] };
}

function runningSince(project: ClockedProject): readonly [TimedStage, string] | null {
  const at = (timed: TimedStage, since: string | null) => (since === null ? null : ([timed, since] as const));
  const stage = project.stage as BoardStage;
  switch (stage) {
    case 'planned':
      return at('planned', project.plannedOn);
    case 'preparing':
      return at('finalised', project.finalisedOn) ?? at('started', project.startedOn);
    case 'building':
    case 'accepting':
      return at('building', project.constructionOn);
    case 'completed':
    case 'in-use':
    case 'retired':
      // The account is to be settled, whatever has become of the venue by then.
      return project.settledOn === null ? at('completed', project.completedOn) : null;
    case 'needed':
    case 'cancelled':
    case 'moved':
      return null;
    default:
      stage satisfies never;
      return null;
  }
}

/** Whether so much of the limit is gone that it is time to hurry. */
export function isNearLimit({ days, limit }: StageClock, { thresholds }: StandardContent): boolean {
  return days * 100 > limit * thresholds.timeShortPct;
}
