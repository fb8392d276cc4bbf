import { allocateFunds } from '../../../libs/features/funds/funds.decider.ts';
import { namedId } from '../../../libs/features/shared/streams.ts';
import type { Tier } from '../../../libs/features/shared/values.ts';
import { addDays } from './calendar.ts';
import type { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';

const FEN_PER_YUAN = 100;
/** What a day of a villager's labour counts for. */
const LABOUR_DAY_YUAN = 150;
/** A smaller sum is not worth a document. */
const LEAST_YUAN = 500;

const SOURCES: Record<Tier, Readonly<Record<string, number>>> = {
  higher: { 中央财政: 3, 省级财政: 4, 市级财政: 2, 县级财政: 5, 党费: 1 },
  town: { 镇级财政: 1 },
  village: { 村集体: 4, 群众自筹: 3, 社会捐赠: 2 },
};

/** Which days after the plan a tier's money comes in. */
const ARRIVAL: Record<Tier, readonly [number, number]> = {
  higher: [15, 200],
  town: [25, 160],
  village: [20, 150],
};

/** What is allocated to a project, in whole yuan. */
export interface FundedProject {
  readonly venueId: string;
  readonly plannedOn: string;
  readonly tiersYuan: Readonly<Record<Tier, number>>;
  /** Days are stretched by it: the money of a laggard comes late. */
  readonly delay: number;
}

/** The allocations of a project: each tier's money from one to three sources, in one or two parts. */
export function fundingFacts(project: FundedProject, dice: Dice): Fact[] {
  const tiers: readonly Tier[] = ['higher', 'town', 'village'];
  return tiers
    .flatMap((tier) => sharesOf(tier, project.tiersYuan[tier], dice))
    .filter(({ yuan }) => yuan >= LEAST_YUAN)
    .map((share, i) => allocation(project, share, i, dice));
}

interface Share {
  readonly tier: Tier;
  readonly source: string;
  readonly yuan: number;
}

function sharesOf(tier: Tier, yuan: number, dice: Dice): Share[] {
  const wanted = Math.min(Object.keys(SOURCES[tier]).length, dice.int(1, 3));
  const sources = new Set(Array.from({ length: wanted }, () => dice.weighted(SOURCES[tier])));
  return split(yuan, sources.size, dice).flatMap((part, i) => {
    const source = [...sources][i]!;
    const parts = part > 20_000 && dice.chance(0.7) ? 2 : 1;
    return split(part, parts, dice).map((half) => ({ tier, source, yuan: half }));
  });
}

/** Splits whole yuan into parts of hundreds of yuan; the last one takes what is left, so that nothing is lost. */
function split(yuan: number, parts: number, dice: Dice): number[] {
  const weights = Array.from({ length: parts }, () => dice.real(1, 3));
  const whole = weights.reduce((a, b) => a + b, 0);
  const first = weights.slice(1).map((weight) => Math.floor((yuan * weight) / whole / 100) * 100);
  return [...first, yuan - first.reduce((a, b) => a + b, 0)];
}

function allocation(project: FundedProject, { tier, source, yuan }: Share, number: number, dice: Dice): Fact {
  const { venueId, plannedOn, delay } = project;
  const occurredOn = addDays(plannedOn, Math.round(dice.int(...ARRIVAL[tier]) * delay));
  return fact(allocateFunds, {
    occurredOn,
    allocationId: namedId(`demo/allocation/${venueId}/${number}`),
    venueId,
    tier,
    source,
    ...contribution(source, yuan, dice),
    documentNo: documentNo(tier, source, occurredOn.slice(0, 4), dice),
  });
}

/** Villagers give labour as well as money, donors goods as well. */
function contribution(source: string, yuan: number, dice: Dice) {
  if (source === '群众自筹' && dice.chance(0.6)) {
    const labourDays = Math.max(1, Math.round(yuan / LABOUR_DAY_YUAN));
    return { kind: 'labour' as const, labourDays, amountFen: labourDays * LABOUR_DAY_YUAN * FEN_PER_YUAN };
  }
  const inKind = source === '社会捐赠' && dice.chance(0.5);
  return { kind: inKind ? ('in-kind' as const) : ('cash' as const), amountFen: yuan * FEN_PER_YUAN };
}

function documentNo(tier: Tier, source: string, year: string, dice: Dice): string {
  const number = dice.int(1, 120);
  if (source === '党费') return `青组通〔${year}〕${number}号`;
  if (tier === 'higher') return `青财行〔${year}〕${number}号`;
  if (tier === 'town') return `镇政发〔${year}〕${number}号`;
  return source === '社会捐赠'
    ? `捐赠协议${year}-${number}`
    : `村民代表会议纪要${year}年第${(number % 12) + 1}次`;
}
