import type { ProjectMoney } from './project-money.ts';
import { Refusal } from './refusal.ts';
import { yuan } from './rounding.ts';

/** An allocation at the end of a day. Fen. */
interface MoneyOnDay {
  readonly allocatedFen: number;
  readonly receivedFen: number;
  readonly disbursedFen: number;
}

interface Entry extends Partial<MoneyOnDay> {
  readonly on: string;
}

/**
 * Rule 1 on each day: at no day's end is more of the allocation paid out than had arrived, or had more arrived than was
 * allocated. What stood against it before does not hinder what makes it no worse.
 *
 * @param before the money without the movement, `after` with it.
 * @param pointer the field that would put it right.
 * @throws {Refusal} funds.not-covered-on-day, naming the first such day.
 */
export function requireCoveredOnEachDay(
  before: ProjectMoney,
  after: ProjectMoney,
  { allocationId, pointer }: { readonly allocationId: string; readonly pointer: string },
): void {
  const [had, has] = [entriesOf(before, allocationId), entriesOf(after, allocationId)];
  const days = [...new Set([...had, ...has].map(({ on }) => on))].sort();
  for (const day of days) {
    const [was, is] = [standAt(had, day), standAt(has, day)];
    if (worse(was.disbursedFen - was.receivedFen, is.disbursedFen - is.receivedFen))
      throw notCovered(PAYMENT, day, is.receivedFen, is.disbursedFen, pointer);
    if (worse(was.receivedFen - was.allocatedFen, is.receivedFen - is.allocatedFen))
      throw notCovered(RECEIPT, day, is.allocatedFen, is.receivedFen, pointer);
  }
}

const worse = (wasOverFen: number, isOverFen: number) => isOverFen > 0 && isOverFen > wasOverFen;

/** Everything that was entered of one allocation, each on its day: facts as corrected, and what was taken back of them. */
function entriesOf({ allocations, receipts, payments, takenBack }: ProjectMoney, id: string): Entry[] {
  const allocation = allocations[id];
  if (!allocation) return [];
  const entered = (
    of: (typeof takenBack)[number]['of'],
    factId: string,
    fact: { readonly on: string; readonly netFen: number },
    name: keyof MoneyOnDay,
  ): Entry[] => {
    const back = takenBack.filter((one) => one.of === of && one.factId === factId);
    const wholeFen = back.reduce((sum, { amountFen }) => sum + amountFen, fact.netFen);
    return [
      { on: fact.on, [name]: wholeFen },
      ...back.map(({ on, amountFen }) => ({ on, [name]: -amountFen })),
    ];
  };
  const moved = (of: 'receipt' | 'payment', all: typeof receipts, name: keyof MoneyOnDay) =>
    Object.entries(all)
      .filter(([, { allocationId }]) => allocationId === id)
      .flatMap(([factId, { on, amountFen }]) => entered(of, factId, { on, netFen: amountFen }, name));
  const { on, allocatedFen } = allocation;
  return [
    ...entered('allocation', id, { on, netFen: allocatedFen }, 'allocatedFen'),
    ...moved('receipt', receipts, 'receivedFen'),
    ...moved('payment', payments, 'disbursedFen'),
  ];
}

function standAt(entries: readonly Entry[], day: string): MoneyOnDay {
  const sum = (name: keyof MoneyOnDay) =>
    entries.reduce((total, entry) => total + (entry.on <= day ? (entry[name] ?? 0) : 0), 0);
  return {
    allocatedFen: sum('allocatedFen'),
    receivedFen: sum('receivedFen'),
    disbursedFen: sum('disbursedFen'),
  };
}

const PAYMENT = {
  zh: { rule: '支付不得超过到账', covering: '到账', covered: '支付' },
  en: { rule: 'no more is paid out than has arrived', covering: 'had arrived', covered: 'paid out' },
};
const RECEIPT = {
  zh: { rule: '到账不得超过安排', covering: '安排', covered: '到账' },
  en: { rule: 'no more arrives than was allocated', covering: 'was allocated', covered: 'received' },
};

function notCovered(
  { zh, en }: typeof PAYMENT,
  day: string,
  coveringFen: number,
  coveredFen: number,
  pointer: string,
): Refusal {
  const [covering, covered] = [yuan(coveringFen), yuan(coveredFen)];
  return new Refusal(
    'funds.not-covered-on-day',
    {
      zh: `${zh.rule}：截至 ${day}，这笔资金${zh.covering} ${covering} 元、${zh.covered}将达 ${covered} 元`,
      en: `${en.rule}: by ${day} ${covering} yuan of this money ${en.covering}, and ${covered} would be ${en.covered}`,
    },
    {
      zh: `请核对日期和金额，或先补登此前的${zh.covering}`,
      en: 'check day and amount, or record first what came before',
    },
    pointer,
  );
}
