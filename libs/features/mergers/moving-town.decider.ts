import type { StreamFact } from '../../event-store/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import {
  correctedAllocation,
  reversedAllocation,
  withAllocated,
  type AllocatedChange,
} from '../shared/changes.ts';
import { eventIn, type DataOf, type DecidedEvent } from '../shared/event.ts';
import { evolveProject, unplanned, type Project } from '../shared/project-state.ts';
import { evolveVenue, noVenue, type RegisteredVenue } from '../shared/venue-state.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';
import type { MergerEvents, projectMovedIn, villageMovedIn } from './merger.events.ts';

type VillageData = DataOf<typeof villageMovedIn>;
type ProjectData = DataOf<typeof projectMovedIn>;

export type MovingVillage = Omit<VillageData, 'villageId' | 'from'>;

/** A project as it would be carried over. */
export interface MovingProject {
  /** As it was planned first; null while only its need is known. */
  readonly plan: (VenueEvents['VenuePlanned'] & Pick<ProjectData, 'plannedOn'>) | null;
  readonly standing: Project;
  readonly allocated: ProjectData['allocated'];
  readonly allocationIds: ProjectData['allocationIds'];
}

/** All that would move, were the town merged into another one now. */
export interface MovingTown {
  readonly villages: ReadonlyMap<string, MovingVillage>;
  /** Without those that were cancelled: they stay. */
  readonly projects: ReadonlyMap<string, MovingProject>;
  /** The registered ones, in use, retired or neither. */
  readonly venues: ReadonlyMap<string, RegisteredVenue>;
  /** The latest day of a fact; empty before the first. */
  readonly lastOn: string;
}

export const emptyTown: MovingTown = {
  villages: new Map(),
  projects: new Map(),
  venues: new Map(),
  lastOn: '',
};

/** What moves after more events of the town's history, in order. */
export function evolveTown(town: MovingTown, events: readonly (StreamFact | DecidedEvent)[]): MovingTown {
  const villages = new Map(town.villages);
  const projects = new Map(town.projects);
  const venues = new Map(town.venues);
  let { lastOn } = town;
  for (const event of events) {
    if (event.occurredOn > lastOn) lastOn = event.occurredOn;
    evolveVillages(villages, event);
    const { type } = event.stream;
    if (type === 'project') evolveProjects(projects, event);
    // A correction of a project's completion is one of its venue's area.
    if (type === 'project' || type === 'venue') evolveVenues(venues, event);
  }
  return { villages, projects, venues, lastOn };
}

type OfVillages = VillageEvents &
  TrainingEvents &
  Pick<MergerEvents, 'VillageMovedIn' | 'VillageMovedOut'> &
  Pick<VenueEvents, 'ProjectStatusChanged'> &
  Pick<FundsEvents, 'FundsAllocated' | 'FundsReversed'> &
  CorrectionEvents;

function evolveVillages(villages: Map<string, MovingVillage>, recorded: StreamFact | DecidedEvent): void {
  const event = eventIn<OfVillages>(recorded);
  switch (event.type) {
    case 'VillageRegistered':
      villages.set(event.data.villageId, newVillage(event.data));
      break;
    case 'VillageMovedIn':
      villages.set(event.data.villageId, arrived(event.data));
      break;
    case 'VillageMerged':
      change(villages, event.data.villageId, (village) => mergedInto(village, event.data, event.occurredOn));
      break;
    case 'VillageAbsorbed':
      change(villages, event.data.villageId, (village) => absorbing(village, event.data));
      break;
    case 'VillageMovedOut':
      villages.delete(event.data.villageId);
      break;
    case 'VillageProfileUpdated':
      change(villages, event.data.villageId, (village) => profiled(village, event.data));
      break;
    case 'TrainingHeld':
      change(villages, event.data.villageId, (village) => trained(village, event.data, event.occurredOn));
      break;
    case 'ProjectStatusChanged':
      if (event.data.status === 'cancelled') change(villages, event.data.villageId, withCancelled);
      break;
    case 'FundsAllocated':
      change(villages, event.data.villageId, (village) => withMoney(village, event.data.amountFen));
      break;
    case 'FundsReversed':
      change(villages, event.data.villageId, (village) =>
        withMoney(village, reversedAllocation(event.data)?.byFen),
      );
      break;
    case 'FactCorrected':
      change(villages, event.data.villageId, (village) =>
        withMoney(village, correctedAllocation(event.data)?.byFen),
      );
      break;
    default:
      // Other events change nothing of what a village's own card goes on from.
      event satisfies never;
  }
}

type OfProjects = Pick<VenueEvents, 'VenuePlanned'> &
  Pick<FundsEvents, 'FundsAllocated' | 'FundsReversed'> &
  CorrectionEvents &
  Pick<MergerEvents, 'ProjectMovedIn'>;

function evolveProjects(projects: Map<string, MovingProject>, recorded: StreamFact | DecidedEvent): void {
  const { id } = recorded.stream;
  const before = projects.get(id) ?? newProject;
  const standing = evolveProject(before.standing, recorded);
  // What stays: it was given up, went to another town, or never came back from there.
  if (standing.stage === 'cancelled' || standing.villageId === null) {
    projects.delete(id);
    return;
  }
  // Corrections are made where a fact was recorded: what may be corrected does not move.
  projects.set(id, { ...withPlanAndMoney(before, recorded), standing: { ...standing, facts: {} } });
}

function withPlanAndMoney(project: MovingProject, recorded: StreamFact | DecidedEvent): MovingProject {
  const event = eventIn<OfProjects>(recorded);
  switch (event.type) {
    case 'VenuePlanned':
      return { ...project, plan: { ...event.data, plannedOn: event.occurredOn } };
    case 'ProjectMovedIn': {
      const {
        allocated,
        allocationIds,
        completion: _,
        standing: _standing,
        from: _from,
        ...plan
      } = event.data;
      return { ...project, plan, allocated, allocationIds };
    }
    case 'FundsAllocated': {
      const { tier, amountFen, allocationId } = event.data;
      const allocationIds = [...project.allocationIds, allocationId];
      return { ...allocatedTo(project, { tier, byFen: amountFen }), allocationIds };
    }
    case 'FundsReversed':
      return allocatedTo(project, reversedAllocation(event.data));
    case 'FactCorrected':
      return allocatedTo(project, correctedAllocation(event.data));
    default:
      event satisfies never;
      return project;
  }
}

function evolveVenues(venues: Map<string, RegisteredVenue>, recorded: StreamFact | DecidedEvent): void {
  const { id } = recorded.stream;
  const venue = evolveVenue(venues.get(id) ?? noVenue, recorded);
  if (venue.registered) venues.set(id, { ...venue, registered: venue.registered });
  else venues.delete(id);
}

function newVillage({ code, name }: VillageEvents['VillageRegistered']): MovingVillage {
  const before = { venuesCancelled: 0, amountFen: 0, trainings: 0, people: 0 };
  return { code, name, before, trainingsThatDay: [] };
}

function arrived({ villageId: _, from: _from, ...village }: VillageData): MovingVillage {
  return village;
}

function mergedInto(
  village: MovingVillage,
  { intoVillageId: into, intoName: name }: VillageEvents['VillageMerged'],
  on: string,
): MovingVillage {
  return { ...village, merged: { into, name, on } };
}

function absorbing(village: MovingVillage, { absorbed }: VillageEvents['VillageAbsorbed']): MovingVillage {
  return { ...village, absorbed: [...(village.absorbed ?? []), ...absorbed] };
}

const newProject: MovingProject = {
  plan: null,
  standing: unplanned,
  allocated: { higherFen: 0, townFen: 0, villageFen: 0 },
  allocationIds: [],
};

function profiled(
  village: MovingVillage,
  { villageId: _, ...profile }: VillageEvents['VillageProfileUpdated'],
): MovingVillage {
  return profile.year < (village.profile?.year ?? profile.year) ? village : { ...village, profile };
}

function withCancelled({ before, ...village }: MovingVillage): MovingVillage {
  return { ...village, before: { ...before, venuesCancelled: before.venuesCancelled + 1 } };
}

function withMoney({ before, ...village }: MovingVillage, byFen = 0): MovingVillage {
  return { ...village, before: { ...before, amountFen: before.amountFen + byFen } };
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

function allocatedTo(project: MovingProject, by: AllocatedChange | null): MovingProject {
  return { ...project, allocated: withAllocated(project.allocated, by) };
}

/** A change of what is there. */
function change<Value>(all: Map<string, Value>, id: string, by: (value: Value) => Value): void {
  const value = all.get(id);
  if (value !== undefined) all.set(id, by(value));
}
