import type { FundsEvents } from '../funds/funds.events.ts';
import type { Tier } from './values.ts';

/** Money of one allocation, net of what was reversed. Fen. */
export interface Allocation {
  readonly tier: Tier;
  readonly source: string;
  readonly kind: FundsEvents['FundsAllocated']['kind'];
  readonly on: string;
  readonly allocatedFen: number;
  readonly receivedFen: number;
  readonly disbursedFen: number;
}

/** A receipt or payment, net of what was reversed. Fen. */
export interface Movement {
  readonly allocationId: string;
  readonly on: string;
  readonly amountFen: number;
}

/** A part of an allocation, receipt or payment that was taken back. Fen. */
export interface TakenBack {
  readonly of: FundsEvents['FundsReversed']['of'];
  readonly factId: string;
  readonly on: string;
  readonly amountFen: number;
}

/** The money of a project, by the ids of its facts. */
export interface ProjectMoney {
  readonly allocations: Readonly<Record<string, Allocation>>;
  readonly receipts: Readonly<Record<string, Movement>>;
  readonly payments: Readonly<Record<string, Movement>>;
  readonly reversals: readonly string[];
  /** What each reversal took back, and when: none of those before a merger of earlier days, which carried sums alone. */
  readonly takenBack: readonly TakenBack[];
  /** What was allocated in a town that was merged before states went along whole: sums and ids are all that is known of it. */
  readonly brought: { readonly allocatedFen: number; readonly allocationIds: readonly string[] };
}

export const noMoney: ProjectMoney = {
  allocations: {},
  receipts: {},
  payments: {},
  reversals: [],
  takenBack: [],
  brought: { allocatedFen: 0, allocationIds: [] },
};

type Data = FundsEvents;

export function allocated(money: ProjectMoney, data: Data['FundsAllocated'], on: string): ProjectMoney {
  const { allocationId, tier, source, kind, amountFen } = data;
  const allocation = { tier, source, kind, on, allocatedFen: amountFen, receivedFen: 0, disbursedFen: 0 };
  return { ...money, allocations: { ...money.allocations, [allocationId]: allocation } };
}

export function received(
  money: ProjectMoney,
  { receiptId, allocationId, amountFen }: Data['FundsReceived'],
  on: string,
): ProjectMoney {
  const receipts = { ...money.receipts, [receiptId]: { allocationId, on, amountFen } };
  return changed({ ...money, receipts }, allocationId, { receivedFen: amountFen });
}

export function disbursed(
  money: ProjectMoney,
  { paymentId, allocationId, amountFen }: Data['FundsDisbursed'],
  on: string,
): ProjectMoney {
  const payments = { ...money.payments, [paymentId]: { allocationId, on, amountFen } };
  return changed({ ...money, payments }, allocationId, { disbursedFen: amountFen });
}

export function reversed(money: ProjectMoney, data: Data['FundsReversed'], on: string): ProjectMoney {
  const { reversalId, of, factId, amountFen } = data;
  const reversals = [...money.reversals, reversalId];
  const takenBack = [...money.takenBack, { of, factId, on, amountFen }];
  return moved({ ...money, reversals, takenBack }, of, factId, -amountFen);
}

/** Changes an allocation, receipt or payment by so much: by a reversal, or by a correction. */
export function moved(
  money: ProjectMoney,
  of: Data['FundsReversed']['of'],
  factId: string,
  byFen: number,
): ProjectMoney {
  switch (of) {
    case 'allocation':
      return changed(money, factId, { allocatedFen: byFen });
    case 'receipt': {
      const receipt = money.receipts[factId];
      if (!receipt) return money;
      const receipts = { ...money.receipts, [factId]: { ...receipt, amountFen: receipt.amountFen + byFen } };
      return changed({ ...money, receipts }, receipt.allocationId, { receivedFen: byFen });
    }
    case 'payment': {
      const payment = money.payments[factId];
      if (!payment) return money;
      const payments = { ...money.payments, [factId]: { ...payment, amountFen: payment.amountFen + byFen } };
      return changed({ ...money, payments }, payment.allocationId, { disbursedFen: byFen });
    }
    default:
      return of satisfies never;
  }
}

/** Sums over all allocations, net of reversals. Fen. */
export function moneyTotals({ allocations, brought }: ProjectMoney) {
  const all = Object.values(allocations);
  const sum = (of: (allocation: Allocation) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    allocatedFen: brought.allocatedFen + sum((one) => one.allocatedFen),
    receivedFen: sum((one) => one.receivedFen),
    disbursedFen: sum((one) => one.disbursedFen),
  };
}

/** What was allocated by a day, net of all reversals. Fen. */
export function securedFen({ allocations, brought }: ProjectMoney, by = '9999-12-31'): number {
  const made = Object.values(allocations).filter(({ on }) => on <= by);
  return made.reduce((total, { allocatedFen }) => total + allocatedFen, brought.allocatedFen);
}

/** What has arrived in money, goods and labour aside. Fen. */
export function receivedCashFen({ allocations }: ProjectMoney): number {
  const cash = Object.values(allocations).filter(({ kind }) => kind === 'cash');
  return cash.reduce((total, { receivedFen }) => total + receivedFen, 0);
}

function changed(
  money: ProjectMoney,
  allocationId: string,
  by: Partial<Pick<Allocation, 'allocatedFen' | 'receivedFen' | 'disbursedFen'>>,
): ProjectMoney {
  const before = money.allocations[allocationId];
  if (!before) return money;
  const allocation = {
    ...before,
    allocatedFen: before.allocatedFen + (by.allocatedFen ?? 0),
    receivedFen: before.receivedFen + (by.receivedFen ?? 0),
    disbursedFen: before.disbursedFen + (by.disbursedFen ?? 0),
  };
  return { ...money, allocations: { ...money.allocations, [allocationId]: allocation } };
}
