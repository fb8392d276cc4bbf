import { defineCommand } from '../shared/command.ts';
import { notBefore, notInFuture } from '../shared/dates.ts';
import { eventIn, happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { projectStream, useStream, venueStream, villageStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { evolveProject, unplanned, type Project } from '../shared/project-state.ts';
import { evolveVenue, noVenue, type Venue } from '../shared/venue-state.ts';
import { evolveVillage, noVillage, requireInTown, type Village } from '../shared/village-state.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { trainingHeld, type TrainingEvents } from './training.events.ts';

/** More people than this in one training of a village is taken for a slip of the pen (rule 13). */
export const MOST_PEOPLE = 2_000;

interface TrainingState {
  readonly village: Village;
  /** The venue that the command names. */
  readonly venue: Venue;
  /** The project that builds it; nothing for a venue that was there before. */
  readonly project: Project;
  /** Place, day and time of the trainings in the village that month. */
  readonly taken: ReadonlySet<string>;
  readonly trainings: ReadonlySet<string>;
}

const initial: TrainingState = {
  village: noVillage,
  venue: noVenue,
  project: unplanned,
  taken: new Set(),
  trainings: new Set(),
};

/** Records a training (rule 13: it has people, a plausible number; the same venue and time only once). */
export const holdTraining = defineCommand({
  name: 'HoldTraining',
  summary: '登记培训',
  schema: trainingHeld.data.extend({
    occurredOn: businessDate,
    trainingId: uuid.optional().describe('assigned when left out'),
  }),
  emits: [trainingHeld],
  streams: ({ villageId, venueId, occurredOn }) => [
    useStream(villageId, occurredOn.slice(0, 7)),
    villageStream(villageId),
    ...(venueId ? [projectStream(venueId), venueStream(venueId)] : []),
  ],
  initial,
  evolve: (state, recorded) => {
    const event = eventIn<TrainingEvents & Pick<MergerEvents, 'VillageMovedIn'>>(recorded);
    if (event.type === 'TrainingHeld') return withTrainings(state, [event.data], event.occurredOn);
    const known = {
      ...state,
      village: evolveVillage(state.village, recorded),
      venue: evolveVenue(state.venue, recorded),
      project: evolveProject(state.project, recorded),
    };
    return event.type === 'VillageMovedIn'
      ? withTrainings(known, event.data.trainingsThatDay, event.occurredOn)
      : known;
  },
  decide: (state, { occurredOn, trainingId, ...training }, { today, newId }) => {
    notInFuture(occurredOn, today);
    requireInTown(state.village, occurredOn);
    if (training.venueId) requireUsable(state, training.villageId, occurredOn);
    requirePlausible(training.members + training.public);
    const id = trainingId ?? newId;
    if (state.trainings.has(id)) {
      throw new Refusal(
        'training.already-recorded',
        { zh: '这次培训已登记，不能重复登记', en: 'this training is recorded already' },
        { zh: '另一次培训请换用新的编号', en: 'give another training an id of its own' },
        '/trainingId',
      );
    }
    if (state.taken.has(slot(training, occurredOn))) {
      throw new Refusal(
        'training.same-time-and-venue',
        {
          zh: `同一阵地 ${occurredOn} ${training.startTime} 已登记过一次培训`,
          en: `a training at this venue on ${occurredOn} at ${training.startTime} is recorded already`,
        },
        {
          zh: '同一次培训无需再登记，另一次请核对时间和阵地',
          en: 'leave it, or check time and venue if it is another one',
        },
        '/startTime',
      );
    }
    const stream = useStream(training.villageId, occurredOn.slice(0, 7));
    return [happened(trainingHeld, stream, occurredOn, { ...training, trainingId: id })];
  },
});

type HeldTraining = Pick<TrainingEvents['TrainingHeld'], 'trainingId' | 'venueId' | 'startTime'>;

function withTrainings(
  state: TrainingState,
  held: readonly HeldTraining[],
  occurredOn: string,
): TrainingState {
  return {
    ...state,
    taken: new Set([...state.taken, ...held.map((training) => slot(training, occurredOn))]),
    trainings: new Set([...state.trainings, ...held.map(({ trainingId }) => trainingId)]),
  };
}

function slot(training: { venueId?: string | undefined; startTime: string }, occurredOn: string): string {
  return `${training.venueId ?? ''} ${occurredOn} ${training.startTime}`;
}

/**
 * A venue can be used from the day it was completed, or was registered where no project built it, to the day on which it
 * is retired: by its own village, by those that it is shared with, and by the one that any of these has gone into, from that
 * day on.
 */
function requireUsable(state: TrainingState, villageId: string, occurredOn: string): void {
  const { venue, project, village } = state;
  const { registered, retiredOn } = venue;
  const { completion } = project.work;
  const since = completion
    ? { zh: '阵地竣工', en: 'the completion of the venue', on: completion.completedOn }
    : registered && { zh: '登记阵地', en: 'the registration of the venue', on: registered.on };
  const serves = [project.villageId, registered?.villageId, ...(registered?.sharedWith ?? [])];
  const absorbedOn = serves.flatMap((id) => village.absorbed[id ?? ''] ?? []);
  const isOwn = serves.includes(villageId) || absorbedOn.some((on) => on <= occurredOn);
  if (!since || !isOwn) {
    throw new Refusal(
      'training.venue-not-usable',
      {
        zh: '该村没有这个已竣工或已登记的阵地',
        en: 'the village has no such venue that is completed or registered',
      },
      {
        zh: '请先登记竣工或登记阵地，或选择其他阵地',
        en: 'complete or register it first, or choose another one',
      },
      '/venueId',
    );
  }
  notBefore(occurredOn, since);
  if (retiredOn !== null && occurredOn > retiredOn) {
    throw new Refusal(
      'training.venue-retired',
      { zh: `这个阵地已于 ${retiredOn} 停用`, en: `this venue was retired on ${retiredOn}` },
      { zh: '请选择其他阵地', en: 'choose another one' },
      '/venueId',
    );
  }
}

function requirePlausible(people: number): void {
  if (people === 0) {
    throw new Refusal(
      'training.nobody',
      { zh: '参训人数不能为零', en: 'a training has people' },
      { zh: '请填写参训人数', en: 'say how many' },
      '/public',
    );
  }
  if (people > MOST_PEOPLE) {
    throw new Refusal(
      'training.implausible-number',
      {
        zh: `一次培训 ${people} 人，超过 ${MOST_PEOPLE} 人`,
        en: `${people} people in one training are more than ${MOST_PEOPLE}`,
      },
      { zh: '请核对人数，分场举办的请分次登记', en: 'check the number, or record each session by itself' },
      '/public',
    );
  }
}
