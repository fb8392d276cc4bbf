import type { RecordedEvent } from '../../event-store/index.ts';
import { eventIn, type DecidedEvent } from './event.ts';
import { Refusal } from './refusal.ts';
import type { BuildType } from './values.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

interface Plan {
  readonly villageId: string;
  readonly buildType: BuildType;
  readonly plannedOn: string;
  readonly targetOn: string;
  /** The day on which it came from another town; null for one of the town's own. */
  readonly cameOn: string | null;
}

/** Where a project stands. */
export type Project =
  | { readonly stage: 'unplanned' }
  | ({ readonly stage: 'planned' } & Plan)
  | ({ readonly stage: 'completed'; readonly completedOn: string } & Plan)
  | ({ readonly stage: 'cancelled' } & Plan);

export type PlannedProject = Exclude<Project, { stage: 'unplanned' }>;

export const unplanned: Project = { stage: 'unplanned' };

/** The project after one more event of its stream; other events leave it as it is. */
export function evolveProject(project: Project, recorded: RecordedEvent | DecidedEvent): Project {
  const event = eventIn<VenueEvents & Pick<MergerEvents, 'ProjectMovedIn' | 'ProjectMovedOut'>>(recorded);
  switch (event.type) {
    case 'VenuePlanned': {
      const { villageId, buildType, targetOn } = event.data;
      return { stage: 'planned', villageId, buildType, targetOn, plannedOn: event.occurredOn, cameOn: null };
    }
    case 'VenueCompleted':
      return project.stage === 'planned'
        ? { ...project, stage: 'completed', completedOn: event.occurredOn }
        : project;
    case 'ProjectStatusChanged':
      return project.stage === 'planned' ? { ...project, stage: 'cancelled' } : project;
    case 'ProjectMovedIn': {
      const { villageId, buildType, targetOn, plannedOn, completion } = event.data;
      const plan = { villageId, buildType, targetOn, plannedOn, cameOn: event.occurredOn };
      return completion
        ? { ...plan, stage: 'completed', completedOn: completion.completedOn }
        : { ...plan, stage: 'planned' };
    }
    case 'ProjectMovedOut':
      return unplanned;
    default:
      // Streams hold events of other features too.
      event satisfies never;
      return project;
  }
}

/**
 * The plan of a project.
 *
 * @throws {Refusal} project.unknown when nothing was planned under this id in this town.
 */
export function requirePlan(project: Project): PlannedProject {
  if (project.stage === 'unplanned') {
    throw new Refusal(
      'project.unknown',
      { zh: '本镇没有这个阵地项目,请先编制计划', en: 'the town has no such project: plan the venue first' },
      '/venueId',
    );
  }
  return project;
}
