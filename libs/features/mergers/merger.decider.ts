import type { JsonObject, RecordedEvent } from '../../event-store/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import { notInFuture } from '../shared/dates.ts';
import { eventIn, happened, type DataOf, type DecidedEvent } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream, villageStream } from '../shared/streams.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';
import {
  projectMovedIn,
  projectMovedOut,
  villageMovedIn,
  villageMovedOut,
  type MergerEvents,
} from './merger.events.ts';

type Events = Pick<VillageEvents, 'VillageRegistered'> &
  VenueEvents &
  Pick<FundsEvents, 'FundsAllocated'> &
  TrainingEvents &
  Omit<MergerEvents, 'VenueMovedOut' | 'VenueMovedIn'>;
type VillageData = DataOf<typeof villageMovedIn>;
type ProjectData = DataOf<typeof projectMovedIn>;

type MovingVillage = Omit<VillageData, 'villageId' | 'from'>;
type MovingProject = Omit<ProjectData, 'from'>;

/** What a merger is to the catalogue of events: nobody sends it as a command of one town. */
export const mergeTowns = {
  name: 'MergeTowns',
  summary: '撤并乡镇',
  emits: [villageMovedOut, villageMovedIn, projectMovedOut, projectMovedIn],
} as const;

/** All that would move, were the town merged into another one now. */
export interface MovingTown {
  readonly villages: ReadonlyMap<string, MovingVillage>;
  /** Without those that were cancelled: they stay. */
  readonly projects: ReadonlyMap<string, MovingProject>;
  /** The latest day of a fact; empty before the first. */
  readonly lastOn: string;
}

export const emptyTown: MovingTown = { villages: new Map(), projects: new Map(), lastOn: '' };

/** What moves after more events of the town's history, in order. */
export function evolveTown(town: MovingTown, events: readonly (RecordedEvent | DecidedEvent)[]): MovingTown {
  const villages = new Map(town.villages);
  const projects = new Map(town.projects);
  let { lastOn } = town;
  for (const recorded of events) {
    if (recorded.occurredOn > lastOn) lastOn = recorded.occurredOn;
    const event = eventIn<Events>(recorded);
    switch (event.type) {
      case 'VillageRegistered':
        villages.set(event.data.villageId, newVillage(event.data));
        break;
      case 'VillageMovedIn':
        villages.set(event.data.villageId, withoutKeys(event.data, ['villageId', 'from']));
        break;
      case 'VillageMovedOut':
        villages.delete(event.data.villageId);
        break;
      case 'TrainingHeld':
        change(villages, event.data.villageId, (village) => trained(village, event.data, event.occurredOn));
        break;
      case 'VenuePlanned':
        projects.set(event.data.venueId, newProject(event.data, event.occurredOn));
        break;
      case 'ProjectMovedIn':
        projects.set(event.data.venueId, withoutKeys(event.data, ['from']));
        break;
      case 'ProjectMovedOut':
        projects.delete(event.data.venueId);
        break;
      case 'ProjectStatusChanged':
        projects.delete(event.data.venueId);
        change(villages, event.data.villageId, ({ before, ...village }) => ({
          ...village,
          before: { ...before, venuesCancelled: before.venuesCancelled + 1 },
        }));
        break;
      case 'FundsAllocated':
        change(projects, event.data.venueId, (project) => paid(project, event.data));
        change(villages, event.data.villageId, ({ before, ...village }) => ({
          ...village,
          before: { ...before, amountFen: before.amountFen + event.data.amountFen },
        }));
        break;
      case 'VenueCompleted':
        change(projects, event.data.venueId, (project) => completed(project, event.data, event.occurredOn));
        break;
      default:
        // Other features' events move nothing.
        event satisfies never;
    }
  }
  return { villages, projects, lastOn };
}

/** A town as events name it. */
export interface NamedTown {
  readonly code: string;
  readonly name: string;
}

/** A merger that is to be. */
export interface Merger {
  /** The day from which the villages are the other town's. */
  readonly occurredOn: string;
  readonly from: NamedTown;
  readonly into: NamedTown;
}

/** A merger's facts: those of the town that ends, and those of the town that it goes into. */
export interface DecidedMerger {
  readonly left: readonly DecidedEvent[];
  readonly arrived: readonly DecidedEvent[];
}

/**
 * Decides a merger: all villages move, each with its projects as they stand. What has happened stays in the town where
 * it happened.
 *
 * @throws {Refusal} date.in-future, merger.before-last-fact
 */
export function mergeTown(
  { villages, projects, lastOn }: MovingTown,
  { occurredOn, from, into }: Merger,
  { today }: { readonly today: string },
): DecidedMerger {
  notInFuture(occurredOn, today);
  if (occurredOn < lastOn) throw beforeLastFact(from, lastOn);
  const left: DecidedEvent[] = [];
  const arrived: DecidedEvent[] = [];
  for (const [villageId, village] of villages) {
    const stream = villageStream(villageId);
    left.push(happened(villageMovedOut, stream, occurredOn, { villageId, into }));
    arrived.push(
      happened(villageMovedIn, stream, occurredOn, { villageId, from, ...onDay(village, occurredOn) }),
    );
  }
  for (const project of projects.values()) {
    const { venueId, villageId, buildType, targetOn, completion } = project;
    const stream = projectStream(venueId);
    const counted = completion && { builtAreaDm2: completion.builtAreaDm2 };
    left.push(
      happened(projectMovedOut, stream, occurredOn, {
        venueId,
        villageId,
        buildType,
        targetOn,
        ...counted,
        into,
      }),
    );
    arrived.push(happened(projectMovedIn, stream, occurredOn, { ...project, from }));
  }
  return { left, arrived };
}

function newVillage({ code, name }: VillageEvents['VillageRegistered']): MovingVillage {
  const before = { venuesCancelled: 0, amountFen: 0, trainings: 0, people: 0 };
  return { code, name, before, trainingsThatDay: [] };
}

function trained(
  { before, trainingsThatDay, ...village }: MovingVillage,
  { trainingId, venueId, startTime, members, public: others }: TrainingEvents['TrainingHeld'],
  occurredOn: string,
): MovingVillage {
  const { lastTrainingOn = '' } = before;
  const training = { trainingId, ...(venueId && { venueId }), startTime };
  // Of the latest day only: the merger's day is no earlier one.
  const sameDay = occurredOn === lastTrainingOn ? trainingsThatDay : [];
  return {
    ...village,
    before: {
      ...before,
      trainings: before.trainings + 1,
      people: before.people + members + others,
      lastTrainingOn: occurredOn > lastTrainingOn ? occurredOn : lastTrainingOn,
    },
    trainingsThatDay: occurredOn < lastTrainingOn ? trainingsThatDay : [...sameDay, training],
  };
}

function newProject(plan: VenueEvents['VenuePlanned'], plannedOn: string): MovingProject {
  return { ...plan, plannedOn, allocated: { higherFen: 0, townFen: 0, villageFen: 0 }, allocationIds: [] };
}

function paid(
  { allocated, allocationIds, ...project }: MovingProject,
  { tier, amountFen, allocationId }: FundsEvents['FundsAllocated'],
): MovingProject {
  const name = `${tier}Fen` as const;
  return {
    ...project,
    allocated: { ...allocated, [name]: allocated[name] + amountFen },
    allocationIds: [...allocationIds, allocationId],
  };
}

function completed(
  project: MovingProject,
  { builtAreaDm2, finalCostFen, grade }: VenueEvents['VenueCompleted'],
  completedOn: string,
): MovingProject {
  return { ...project, completion: { completedOn, builtAreaDm2, finalCostFen, grade } };
}

/** What was held on an earlier day than the merger's cannot be recorded in the other town anyway. */
function onDay(village: MovingVillage, occurredOn: string): MovingVillage {
  return village.before.lastTrainingOn === occurredOn ? village : { ...village, trainingsThatDay: [] };
}

/** A change of what is there; facts of a cancelled project's money, say, find no project to change. */
function change<Value>(all: Map<string, Value>, id: string, by: (value: Value) => Value): void {
  const value = all.get(id);
  if (value !== undefined) all.set(id, by(value));
}

function withoutKeys<Data extends object, Key extends keyof Data>(
  data: Data,
  keys: readonly Key[],
): Omit<Data, Key> {
  return Object.fromEntries(
    Object.entries(data as JsonObject).filter(([key]) => !(keys as readonly PropertyKey[]).includes(key)),
  ) as Omit<Data, Key>;
}

function beforeLastFact({ name }: NamedTown, lastOn: string): Refusal {
  return new Refusal(
    'merger.before-last-fact',
    {
      zh: `${name}在 ${lastOn} 还有登记的事项,合并日期不能早于这一天`,
      en: `${name} has a fact of ${lastOn}: the merger cannot be dated before it`,
    },
    '/occurredOn',
  );
}
