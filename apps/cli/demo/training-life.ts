import { namedId, villageIdOf } from '../../../libs/features/shared/streams.ts';
import { holdTraining } from '../../../libs/features/trainings/training.decider.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { addDays, monthIndex, monthsOf, type Period } from './calendar.ts';
import type { Character } from './character.ts';
import { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { TOPICS } from './vocabulary.ts';

/** Trainings of an ordinary village in an ordinary month. */
const A_MONTH = 18.4;
/** People have time in winter and none in the wheat harvest of June and the autumn harvest. */
const SEASON = [1.7, 1.15, 1.15, 0.85, 0.7, 0.4, 0.75, 0.9, 0.5, 0.5, 1.3, 1.8];
const GROWING_MONTHS = [2, 3, 4, 5, 6, 7, 8];
/** Without a place to meet there is less of everything. */
const WITHOUT_VENUE = 0.8;

const PLATFORM = { 1: 22, 2: 24, 3: 11, 4: 13, 5: 15, 6: 10, 7: 5 };
const HOSTS = {
  1: 'remote',
  2: 'school',
  3: 'association',
  4: 'other',
  5: 'other',
  6: 'other',
  7: 'other',
} as const;
const TIMES = ['08:30', '09:00', '09:30', '10:00', '14:30', '15:00', '15:30', '16:00', '19:00', '19:30'];
const HOURS = [1, 1.5, 2, 2, 2.5, 3, 4];

/** A venue and the day it can be used from. */
export interface UsableVenue {
  readonly venueId: string;
  readonly completedOn: string;
}

/** The trainings of one village, month by month. */
export function trainingFacts(
  village: Division,
  venues: readonly UsableVenue[],
  { vigour }: Character,
  period: Period,
): Fact[] {
  const dice = new Dice(`trainings/${village.code}`);
  return monthsOf(period).flatMap((month) => {
    const usable = venues.filter(({ completedOn }) => completedOn < month);
    const mean = A_MONTH * SEASON[monthIndex(month)]! * vigour * (usable.length > 0 ? 1 : WITHOUT_VENUE);
    const taken = new Set<string>();
    return Array.from({ length: dice.poisson(mean) }, (_, i) => {
      const training = aTraining(village, month, i, usable, dice);
      // Two at the same time and place do not happen (rule 13).
      const slot = `${training.venueId ?? ''} ${training.occurredOn} ${training.startTime}`;
      if (taken.has(slot)) return null;
      taken.add(slot);
      return fact(holdTraining, training);
    }).filter((training) => training !== null);
  });
}

function aTraining(
  village: Division,
  month: string,
  number: number,
  venues: readonly UsableVenue[],
  dice: Dice,
) {
  const platform = Number(dice.weighted(PLATFORM)) as keyof typeof HOSTS;
  const venueId = venues.length > 0 && dice.chance(0.92) ? dice.pick(venues).venueId : undefined;
  return {
    occurredOn: addDays(month, dice.int(0, daysIn(month) - 1)),
    trainingId: namedId(`demo/training/${village.code}/${month}/${number}`),
    villageId: villageIdOf(village.code),
    ...(venueId && { venueId }),
    platform,
    topic: topicOf(platform, month, dice),
    host: HOSTS[platform],
    startTime: dice.pick(TIMES),
    hours: dice.pick(HOURS),
    members: dice.int(3, 22),
    public: dice.int(4, 48),
  };
}

function topicOf(platform: number, month: string, dice: Dice): string {
  const season = GROWING_MONTHS.includes(monthIndex(month)) ? 'growing' : 'winter';
  const topics = TOPICS[platform - 1]!.filter(
    (topic) => topic.season === undefined || topic.season === season,
  );
  return dice.pick(topics).topic;
}

function daysIn(month: string): number {
  return Number(addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1).slice(8));
}
