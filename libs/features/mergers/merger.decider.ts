import { notInFuture } from '../shared/dates.ts';
import { happened, type DataOf, type DecidedEvent } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream, venueStream, villageStream } from '../shared/streams.ts';
import type { RegisteredVenue } from '../shared/venue-state.ts';
import {
  projectMovedIn,
  projectMovedOut,
  venueMovedIn,
  venueMovedOut,
  villageMovedIn,
  villageMovedOut,
} from './merger.events.ts';
import type { MovingProject, MovingTown, MovingVillage } from './moving-town.decider.ts';

/** What a merger is to the catalogue of events: nobody sends it as a command of one town. */
export const mergeTowns = {
  name: 'MergeTowns',
  summary: '撤并乡镇',
  emits: [villageMovedOut, villageMovedIn, projectMovedOut, projectMovedIn, venueMovedOut, venueMovedIn],
} as const;

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
 * Decides a merger: all villages move, each with its projects and venues as they stand. What has happened stays in the town
 * where it happened; so does a need for which nothing was planned yet.
 *
 * @throws {Refusal} date.in-future, merger.before-last-fact
 */
export function mergeTown(
  { villages, projects, venues, lastOn }: MovingTown,
  merger: Merger,
  { today }: { readonly today: string },
): DecidedMerger {
  const { occurredOn, from } = merger;
  notInFuture(occurredOn, today);
  if (occurredOn < lastOn) throw beforeLastFact(from, lastOn);
  const moved = [
    ...[...villages].map(([villageId, village]) => movedVillage(villageId, village, merger)),
    ...[...projects.values()].flatMap((project) => movedProject(project, merger)),
    ...[...venues].map(([venueId, venue]) => movedVenue(venueId, venue, merger)),
  ];
  return { left: moved.map(({ left }) => left), arrived: moved.map(({ arrived }) => arrived) };
}

/** One thing that moves, as both towns record it. */
interface Moved {
  readonly left: DecidedEvent;
  readonly arrived: DecidedEvent;
}

function movedVillage(villageId: string, village: MovingVillage, { occurredOn, from, into }: Merger): Moved {
  const stream = villageStream(villageId);
  return {
    left: happened(villageMovedOut, stream, occurredOn, {
      villageId,
      into,
      ...(village.merged && { merged: true as const }),
    }),
    arrived: happened(villageMovedIn, stream, occurredOn, {
      villageId,
      from,
      ...onDay(village, occurredOn),
    }),
  };
}

function movedProject({ plan, standing, ...money }: MovingProject, merger: Merger): Moved[] {
  const { facts: _, cameOn: _cameOn, ...stood } = standing;
  if (!plan || !stood.plan) return [];
  const { occurredOn, from, into } = merger;
  const { venueId, villageId, buildType, targetOn } = plan;
  const { venueName, plannedAreaDm2, budgetFen } = stood.plan;
  const { completion } = stood.work;
  const stream = projectStream(venueId);
  const counted = completion && { builtAreaDm2: completion.builtAreaDm2 };
  const out = { venueId, villageId, buildType, targetOn, ...counted, into };
  return [
    {
      left: happened(projectMovedOut, stream, occurredOn, out),
      arrived: happened(projectMovedIn, stream, occurredOn, {
        ...plan,
        // As corrected and adjusted since.
        venueName,
        plannedAreaDm2,
        budgetFen,
        ...(completion && { completion }),
        ...money,
        standing: stood,
        from,
      }),
    },
  ];
}

function movedVenue(venueId: string, venue: RegisteredVenue, { occurredOn, from, into }: Merger): Moved {
  const { villageId } = venue.registered;
  const stream = venueStream(venueId);
  const { cameOn: _, ...stood } = venue;
  // People do not move with a village.
  const standing = { ...stood, responsibilities: {} } as unknown as Standing;
  return {
    left: happened(venueMovedOut, stream, occurredOn, { venueId, villageId, into }),
    arrived: happened(venueMovedIn, stream, occurredOn, { venueId, villageId, standing, from }),
  };
}

/** A state as events hold it. */
type Standing = DataOf<typeof venueMovedIn>['standing'];

/** What was held on an earlier day than the merger's cannot be recorded in the other town anyway. */
function onDay(village: MovingVillage, occurredOn: string): MovingVillage {
  return village.before.lastTrainingOn === occurredOn ? village : { ...village, trainingsThatDay: [] };
}

function beforeLastFact({ name }: NamedTown, lastOn: string): Refusal {
  return new Refusal(
    'merger.before-last-fact',
    {
      zh: `${name}在 ${lastOn} 还有登记的事项，合并日期不能早于这一天`,
      en: `${name} has a fact of ${lastOn}: the merger cannot be dated before it`,
    },
    { zh: '请改用这一天或以后的日期', en: 'date it on that day or later' },
    '/occurredOn',
  );
}
