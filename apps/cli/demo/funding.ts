import { allocateFunds } from '../../../libs/features/funds/funds.decider.ts';
import { receiveFunds } from '../../../libs/features/funds/movement.decider.ts';
import { namedId } from '../../../libs/features/shared/streams.ts';
import type { Tier } from '../../../libs/features/shared/values.ts';
import { addDays, daysBetween } from './calendar.ts';
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

/** A project's money and the days that it goes by. Money in whole yuan. */
export interface FundedProject {
  readonly venueId: string;
  readonly plannedOn: string;
  readonly tiersYuan: Readonly<Record<Tier, number>>;
  /** The day before which the higher tiers' money must be allocated. */
  readonly startsOn: string;
  /** The last day on which money is allocated. */
  readonly doneOn: string;
  /** Days are stretched by it: the money of a laggard comes late. */
  readonly delay: number;
  /** No money is allocated in between. */
  readonly suspended: { readonly from: string; readonly to: string } | null;
}

/** What is allocated to a project and has arrived; how much of it was paid is the construction's affair. Fen. */
export interface FundedAllocation {
  readonly allocationId: string;
  readonly occurredOn: string;
  readonly source: string;
  readonly kind: 'cash' | 'in-kind' | 'labour';
  readonly amountFen: number;
  readonly receipts: readonly { readonly occurredOn: string; readonly amountFen: number }[];
}

/** The allocations of a project, each tier's money from one to three sources, in one or two parts, and their receipts. */
export function fundingFacts(
  project: FundedProject,
  dice: Dice,
): { facts: Fact[]; allocations: FundedAllocation[] } {
  const tiers: readonly Tier[] = ['higher', 'town', 'village'];
  const funded = tiers
    .flatMap((tier) => sharesOf(tier, project.tiersYuan[tier], dice))
    .filter(({ yuan }) => yuan >= LEAST_YUAN)
    .map((share, i) => allocation(project, share, i, dice));
  return {
    facts: funded.flatMap(({ facts }) => facts),
    allocations: funded.map(({ allocation: one }) => one),
  };
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

function allocation(project: FundedProject, { tier, source, yuan }: Share, number: number, dice: Dice) {
  const { venueId } = project;
  const occurredOn = allocationDay(project, tier, dice);
  const allocationId = namedId(`demo/allocation/${venueId}/${number}`);
  const money = contribution(source, yuan, dice);
  const receipts = receiptsOf(money.amountFen, occurredOn, project.delay, dice);
  const facts = [
    fact(allocateFunds, {
      occurredOn,
      allocationId,
      venueId,
      tier,
      source,
      ...money,
      documentNo: documentNo(tier, source, occurredOn.slice(0, 4), dice),
    }),
    ...receipts.map((receipt, i) =>
      fact(receiveFunds, {
        ...receipt,
        venueId,
        receiptId: namedId(`demo/receipt/${venueId}/${number}/${i}`),
        allocationId,
        voucherNo: `记账凭证${receipt.occurredOn.slice(0, 7)}-${dice.int(1, 300)}`,
      }),
    ),
  ];
  const { kind, amountFen } = money;
  return { facts, allocation: { allocationId, occurredOn, source, kind, amountFen, receipts } };
}

/** Before construction the higher tiers' money is there; the village goes on collecting. */
function allocationDay(
  { plannedOn, startsOn, doneOn, suspended }: FundedProject,
  tier: Tier,
  dice: Dice,
): string {
  const first = addDays(plannedOn, 10);
  const last = tier === 'village' ? doneOn : addDays(startsOn, -1);
  const day = addDays(first, dice.int(0, Math.max(0, daysBetween(first, last))));
  const isAway = suspended && suspended.from <= day && day <= suspended.to;
  return isAway ? addDays(suspended.from, -1) : day;
}

/** In one or two parts, some weeks later; of a slow payer the last part may not come at all. */
function receiptsOf(amountFen: number, allocatedOn: string, delay: number, dice: Dice) {
  const first = dice.chance(0.6)
    ? amountFen
    : Math.floor((amountFen * dice.real(0.3, 0.7)) / 10_000) * 10_000;
  const parts = [first, amountFen - first].filter((fen) => fen > 0);
  let day = allocatedOn;
  return parts.flatMap((part, i) => {
    day = addDays(day, Math.round(dice.int(4, 40) * delay));
    const isLate = i === 1 && delay > 1.2 && dice.chance(0.3);
    return isLate ? [] : [{ occurredOn: day, amountFen: part }];
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
