import type { BuildType } from '../../../libs/features/shared/values.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { addDays, isWithin, yearsOf, type Period } from './calendar.ts';
import type { Character } from './character.ts';
import { Dice } from './dice.ts';
import type { PlannedProject } from './project-life.ts';

/** Which share of its villages an ordinary town takes into each batch of a year's plan. */
const BATCHES = [
  { batch: 1, begins: '03-01', days: 24, share: 0.22 },
  { batch: 2, begins: '07-01', days: 18, share: 0.13 },
] as const;

const FIRST: Record<BuildType, number> = {
  new: 18,
  rebuild: 17,
  extend: 14,
  repair: 29,
  equip: 12,
  shared: 10,
};
/** A village that has a venue gets no other one; it gets more room, or what is missing. */
const LATER: Record<BuildType, number> = { new: 0, rebuild: 0, extend: 30, repair: 30, equip: 40, shared: 0 };

/** The town's projects over the years, in the order it plans them; each batch is adopted on one day. */
export function programme(
  townCode: string,
  villages: readonly Division[],
  { ambition }: Character,
  period: Period,
): PlannedProject[] {
  const dice = new Dice(`programme/${townCode}`);
  const queue = dice.shuffled(villages);
  const planned = new Map<string, number>();
  const projects: PlannedProject[] = [];
  for (const year of yearsOf(period)) {
    for (const { batch, begins, days, share } of BATCHES) {
      const plannedOn = addDays(`${year}-${begins}`, dice.int(0, days));
      const wanted = Math.round(villages.length * share * ambition * dice.real(0.8, 1.2));
      if (!isWithin(period, plannedOn)) continue;
      for (const village of queue.splice(0, wanted)) {
        const number = (planned.get(village.code) ?? 0) + 1;
        planned.set(village.code, number);
        const buildType = dice.weighted(number === 1 ? FIRST : LATER);
        projects.push({ village, number, plannedOn, year, batch, buildType });
        queue.push(village);
      }
    }
  }
  return projects;
}
