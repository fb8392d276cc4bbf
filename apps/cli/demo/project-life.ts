import { correctFact } from '../../../libs/features/corrections/correction.decider.ts';
import { reverseFunds } from '../../../libs/features/funds/reversal.decider.ts';
import { assessNeeds } from '../../../libs/features/preparation/need.decider.ts';
import { standardInForce, type CountyPolicy } from '../../../libs/features/shared/county-policy.ts';
import { namedId, projectStream, villageIdOf } from '../../../libs/features/shared/streams.ts';
import type { BuildType } from '../../../libs/features/shared/values.ts';
import {
  cancelProject,
  resumeProject,
  suspendProject,
} from '../../../libs/features/venues/status.decider.ts';
import { planVenue } from '../../../libs/features/venues/venue.decider.ts';
import type { Division } from '../../../libs/tenancy/index.ts';
import { addDays, monthIndex } from './calendar.ts';
import type { Character } from './character.ts';
import { constructionFacts } from './construction-life.ts';
import type { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { fundingFacts, type FundedAllocation } from './funding.ts';
import { paymentFacts } from './payments.ts';
import { preparationFacts } from './preparation-life.ts';
import { CAMPAIGN, CANCELLATIONS, GAPS, REVERSALS, SUSPENSIONS, VENUES } from './vocabulary.ts';

const FEN_PER_YUAN = 100;
const DM2_PER_M2 = 100;

/** Floor area in m², cost in yuan per m², and days of work at full speed, from and to. */
const BUILDING: Record<
  BuildType,
  { area: [number, number]; cost: [number, number]; days: [number, number] }
> = {
  new: { area: [200, 600], cost: [1_600, 2_500], days: [105, 150] },
  rebuild: { area: [150, 420], cost: [1_400, 2_200], days: [90, 135] },
  extend: { area: [80, 220], cost: [1_200, 1_800], days: [65, 105] },
  repair: { area: [100, 360], cost: [300, 800], days: [35, 80] },
  equip: { area: [80, 300], cost: [150, 400], days: [20, 60] },
  shared: { area: [300, 600], cost: [1_700, 2_400], days: [120, 170] },
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

/** Need, plan, preparation, money, construction and opening, or cancellation on the way; dates may lie in the future. */
export function projectLife(
  project: PlannedProject,
  character: Character,
  { dice, policy }: { dice: Dice; policy: CountyPolicy },
): ProjectLife {
  const { village, number, plannedOn, buildType } = project;
  const { area, cost, days } = BUILDING[buildType];
  const venueId = namedId(`demo/venue/${village.code}/${number}`);
  const areaM2 = dice.int(...area);
  const budgetYuan = Math.round((areaM2 * dice.int(...cost)) / 1_000) * 1_000;
  const shares = tierShares(budgetYuan, dice);
  const areaDm2 = areaM2 * DM2_PER_M2;
  const delay = Math.min(1.6, 1 / character.pace);
  const { procedures } = standardInForce(policy, plannedOn);
  const prepared = preparationFacts(
    {
      venueId,
      plannedOn,
      procedure: procedures[buildType],
      areaDm2,
      budgetFen: budgetYuan * FEN_PER_YUAN,
      delay,
    },
    dice,
  );
  const halt = suspension(venueId, prepared.readyOn, dice);
  const startsOn = addDays(halt.until ?? prepared.readyOn, dice.int(8, 30));
  const doneOn = workDone(startsOn, dice.int(...days) / character.pace);
  const construction = constructionFacts(
    { venueId, startsOn, doneOn, budgetYuan, areaDm2, pace: character.pace },
    dice,
  );
  const tiersYuan = { ...shares, village: Math.round(shares.village * character.reliability) };
  const suspended = halt.until ? { from: prepared.readyOn, to: halt.until } : null;
  const money = fundingFacts({ venueId, plannedOn, tiersYuan, startsOn, doneOn, delay, suspended }, dice);
  const payments = paymentFacts(
    {
      venueId,
      startsOn,
      completedOn: construction.completedOn,
      settledOn: construction.settledOn,
      contractFen: construction.contractYuan * FEN_PER_YUAN,
      allocations: money.allocations,
    },
    dice,
  );
  const facts = [
    ...needFacts(project, venueId, budgetYuan, dice),
    planFact(project, venueId, areaM2, budgetYuan, shares, dice),
    ...prepared.facts,
    ...halt.facts,
    ...money.facts,
    ...construction.facts,
    ...payments,
  ].filter(({ occurredOn }) => occurredOn <= construction.settledOn);
  const cancelledOn = dice.chance(character.cancelled) ? addDays(plannedOn, dice.int(40, 120)) : null;
  if (cancelledOn && cancelledOn < construction.completedOn)
    return cancelled(facts, { venueId, cancelledOn, allocations: money.allocations }, dice);
  const slip = correctionFacts(venueId, construction.completedOn, dice);
  return { facts: [...facts, ...slip], venueId, completedOn: construction.completedOn };
}

/** Given up: what was allocated and has not arrived is taken back. */
function cancelled(
  facts: readonly Fact[],
  {
    venueId,
    cancelledOn,
    allocations,
  }: { venueId: string; cancelledOn: string; allocations: readonly FundedAllocation[] },
  dice: Dice,
): ProjectLife {
  const reversals = allocations
    .filter(({ occurredOn }) => occurredOn < cancelledOn)
    .flatMap(({ allocationId, amountFen, receipts }) => {
      const arrivedFen = receipts
        .filter(({ occurredOn }) => occurredOn < cancelledOn)
        .reduce((sum, receipt) => sum + receipt.amountFen, 0);
      if (arrivedFen >= amountFen) return [];
      return [
        fact(reverseFunds, {
          occurredOn: addDays(cancelledOn, 15),
          venueId,
          reversalId: namedId(`demo/reversal/${allocationId}`),
          of: 'allocation',
          factId: allocationId,
          amountFen: amountFen - arrivedFen,
          reason: REVERSALS[2]!,
        }),
      ];
    });
  const end = fact(cancelProject, { occurredOn: cancelledOn, venueId, reason: dice.pick(CANCELLATIONS) });
  const before = facts.filter(({ occurredOn }) => occurredOn < cancelledOn);
  return { facts: [...before, end, ...reversals], venueId, completedOn: null };
}

/** What stood there before, for those who build anew. */
function needFacts(
  { village, plannedOn, buildType, number }: PlannedProject,
  venueId: string,
  budgetYuan: number,
  dice: Dice,
): Fact[] {
  if (number > 1 || !dice.chance(0.7)) return [];
  const isBad = buildType === 'rebuild' || buildType === 'new';
  return [
    fact(assessNeeds, {
      occurredOn: addDays(plannedOn, -dice.int(10, 60)),
      venueId,
      villageId: villageIdOf(village.code),
      condition: isBad ? dice.pick(['C', 'D'] as const) : dice.pick(['B', 'C'] as const),
      areaDm2: dice.int(0, 150) * DM2_PER_M2,
      gaps: dice.shuffled(GAPS).slice(0, dice.int(1, 4)),
      costFen: Math.round((budgetYuan * dice.real(0.85, 1.2)) / 1_000) * 1_000 * FEN_PER_YUAN,
    }),
  ];
}

/** Some projects rest before they are built. */
function suspension(venueId: string, readyOn: string, dice: Dice): { facts: Fact[]; until: string | null } {
  if (!dice.chance(0.06)) return { facts: [], until: null };
  const from = addDays(readyOn, 1);
  const until = addDays(from, dice.int(20, 70));
  const reason = dice.pick(SUSPENSIONS);
  return {
    facts: [
      fact(suspendProject, { occurredOn: from, venueId, reason }),
      fact(resumeProject, { occurredOn: until, venueId, reason: '条件已具备，恢复建设' }),
    ],
    until,
  };
}

/** A slip of the pen in the completion, found some weeks later. */
function correctionFacts(venueId: string, completedOn: string, dice: Dice): Fact[] {
  if (!dice.chance(0.04)) return [];
  const occurredOn = addDays(completedOn, dice.int(4, 40));
  return [
    {
      occurredOn,
      decide: (decider) => {
        const completion = decider.lastOf(projectStream(venueId), 'VenueCompleted');
        if (!completion) return [];
        const old = completion.data['builtAreaDm2'] as number;
        return decider.carryOut(correctFact, {
          occurredOn,
          venueId,
          eventId: completion.id,
          field: 'builtAreaDm2',
          old,
          new: old + 1_200,
          reason: '竣工登记漏计门厅面积，按测绘报告更正',
        });
      },
    },
  ];
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
    venueName: `${village.name}${name}${number > 1 ? `（${number}期）` : ''}`,
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
