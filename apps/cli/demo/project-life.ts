import { namedId, villageIdOf } from '../../../libs/features/shared/streams.ts';
import type { BuildType } from '../../../libs/features/shared/values.ts';
import { completeVenue } from '../../../libs/features/construction/completion.decider.ts';
import { cancelProject } from '../../../libs/features/venues/status.decider.ts';
import { planVenue } from '../../../libs/features/venues/venue.decider.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { addDays, monthIndex } from './calendar.ts';
import type { Character } from './character.ts';
import type { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { fundingFacts } from './funding.ts';
import { CAMPAIGN, CANCELLATIONS, VENUES } from './vocabulary.ts';

const FEN_PER_YUAN = 100;
const DM2_PER_M2 = 100;

/** Floor area in m², cost in yuan per m², and days of work at full speed, from and to. */
const BUILDING: Record<
  BuildType,
  { area: [number, number]; cost: [number, number]; days: [number, number] }
> = {
  new: { area: [200, 600], cost: [1_600, 2_500], days: [150, 210] },
  rebuild: { area: [150, 420], cost: [1_400, 2_200], days: [130, 190] },
  extend: { area: [80, 220], cost: [1_200, 1_800], days: [90, 140] },
  repair: { area: [100, 360], cost: [300, 800], days: [45, 100] },
  equip: { area: [80, 300], cost: [150, 400], days: [20, 60] },
  shared: { area: [300, 600], cost: [1_700, 2_400], days: [150, 210] },
};

/** How much of a day's work gets done, January to December: frost, then rain, then harvest. */
const WORK = [0.3, 0.4, 0.85, 1, 1, 0.85, 0.9, 0.9, 0.95, 0.95, 0.9, 0.5];

/** A project as the town's yearly plan names it. */
export interface PlannedProject {
  readonly village: Division;
  /** Which one of the village it is, from 1. */
  readonly number: number;
  readonly plannedOn: string;
  readonly year: number;
  readonly batch: 1 | 2;
  readonly buildType: BuildType;
}

/** The life of one project, and the day its venue can be used from, if it ever can. */
export interface ProjectLife {
  readonly facts: readonly Fact[];
  readonly venueId: string;
  readonly completedOn: string | null;
}

/** Plan, money, and completion or cancellation; dates may lie in the future. */
export function projectLife(project: PlannedProject, character: Character, dice: Dice): ProjectLife {
  const { village, number, plannedOn, buildType } = project;
  const { area, cost, days } = BUILDING[buildType];
  const venueId = namedId(`demo/venue/${village.code}/${number}`);
  const areaM2 = dice.int(...area);
  const budgetYuan = Math.round((areaM2 * dice.int(...cost)) / 1_000) * 1_000;
  const shares = tierShares(budgetYuan, dice);
  const plan = planFact(project, venueId, areaM2, budgetYuan, shares, dice);

  const doneOn = workDone(addDays(plannedOn, dice.int(20, 60)), dice.int(...days) / character.pace);
  const cancelledOn = dice.chance(character.cancelled) ? addDays(plannedOn, dice.int(40, 120)) : null;
  const tiersYuan = { ...shares, village: Math.round(shares.village * character.reliability) };
  const delay = Math.min(1.6, 1 / character.pace);
  const money = fundingFacts({ venueId, plannedOn, tiersYuan, delay }, dice);
  if (cancelledOn && cancelledOn < doneOn) {
    const spent = money.filter(({ occurredOn }) => occurredOn < cancelledOn);
    const reason = dice.pick(CANCELLATIONS);
    const cancelled = fact(cancelProject, { occurredOn: cancelledOn, venueId, reason });
    return { facts: [plan, ...spent, cancelled], venueId, completedOn: null };
  }
  const completedOn = addDays(doneOn, dice.int(5, 20));
  const completed = completionFact(venueId, completedOn, areaM2, budgetYuan, character, dice);
  return { facts: [plan, ...money, completed], venueId, completedOn };
}

function completionFact(
  venueId: string,
  occurredOn: string,
  areaM2: number,
  budgetYuan: number,
  { pace }: Character,
  dice: Dice,
): Fact {
  return fact(completeVenue, {
    occurredOn,
    venueId,
    builtAreaDm2: Math.round(areaM2 * dice.real(0.96, 1.05)) * DM2_PER_M2,
    finalCostFen: Math.round((budgetYuan * dice.real(0.94, 1.06)) / 100) * 100 * FEN_PER_YUAN,
    grade: dice.chance(0.25 * pace) ? 'high' : 'standard',
  });
}

interface TierYuan {
  readonly higher: number;
  readonly town: number;
  readonly village: number;
}

/** 上级扶一点、镇上拿一点、村上筹一点, in thousands of yuan. */
function tierShares(budgetYuan: number, dice: Dice): TierYuan {
  const thousands = (share: number) => Math.floor((budgetYuan * share) / 1_000) * 1_000;
  const higher = thousands(dice.real(0.45, 0.62));
  const town = thousands(dice.real(0.1, 0.22));
  return { higher, town, village: budgetYuan - higher - town };
}

function planFact(
  { village, number, plannedOn, year, batch, buildType }: PlannedProject,
  venueId: string,
  areaM2: number,
  budgetYuan: number,
  shares: TierYuan,
  dice: Dice,
): Fact {
  const { name, reasons } = VENUES[buildType];
  return fact(planVenue, {
    occurredOn: plannedOn,
    venueId,
    villageId: villageIdOf(village.code),
    venueName: `${village.name}${name}${number > 1 ? `(${number}期)` : ''}`,
    year,
    batch,
    buildType,
    reason: dice.pick(reasons),
    plannedAreaDm2: areaM2 * DM2_PER_M2,
    budgetFen: budgetYuan * FEN_PER_YUAN,
    fundingPlan: {
      higherFen: shares.higher * FEN_PER_YUAN,
      townFen: shares.town * FEN_PER_YUAN,
      villageFen: shares.village * FEN_PER_YUAN,
    },
    targetOn: targetOf(year, batch, buildType),
    ...(batch === 1 && buildType !== 'equip' && dice.chance(0.3) && { campaign: CAMPAIGN }),
  });
}

/** 年底全面完工: by the end of the year, what begins late and takes long by the middle of the next. */
function targetOf(year: number, batch: 1 | 2, buildType: BuildType): string {
  const isLong = buildType === 'new' || buildType === 'rebuild' || buildType === 'shared';
  if (isLong) return batch === 1 ? `${year}-12-31` : `${year + 1}-06-30`;
  return batch === 1 ? `${year}-10-31` : `${year}-12-20`;
}

/** The day on which so many full days of work are done that begin on `start`. */
function workDone(start: string, fullDays: number): string {
  let day = start;
  for (let done = 0; done < fullDays; day = addDays(day, 1)) done += WORK[monthIndex(day)]!;
  return day;
}
