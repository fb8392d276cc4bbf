import { daysBetween } from './days.ts';

/** Money that came in on a day and was not paid out. Fen. */
export interface IdleLot {
  readonly since: string;
  readonly amountFen: number;
}

/** What came in of one allocation on one day, net of what was taken back, or what was paid out of it (no day). Fen. */
export interface CashFlow {
  readonly allocationId: string;
  readonly step: string;
  readonly occurredOn: string | null;
  readonly amountFen: number;
}

/** What is known of a project's cash beside its movements. */
export interface CashOf {
  readonly receivedCashFen: number;
  readonly disbursedFen: number;
  /** The day on which it came from another town, where the movements before stay. */
  readonly cameOn: string | null;
}

/**
 * The money of a project that lies idle, the oldest first: of each allocation, what came in first is paid out first. Money
 * that came along from another town has lain in this one since that day.
 */
export function idleLots(
  flows: readonly CashFlow[],
  { receivedCashFen, disbursedFen, cameOn }: CashOf,
): IdleLot[] {
  const allocations = new Map<string, CashFlow[]>();
  for (const flow of flows)
    allocations.set(flow.allocationId, [...(allocations.get(flow.allocationId) ?? []), flow]);
  const lots = [...allocations.values()].flatMap(unspent);
  const carriedFen = receivedCashFen - disbursedFen - sumOf(lots);
  const carried = cameOn !== null && carriedFen > 0 ? [{ since: cameOn, amountFen: carriedFen }] : [];
  return [...carried, ...lots].sort((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)));
}

/** The part of it that has lain for more days than the county allows. */
export function idleBeyond(lots: readonly IdleLot[], today: string, days: number): readonly IdleLot[] {
  return lots.filter(({ since }) => daysBetween(since, today) > days);
}

export function sumOf(lots: readonly { readonly amountFen: number }[]): number {
  return lots.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function unspent(flows: readonly CashFlow[]): IdleLot[] {
  const received = flows.filter(({ step, amountFen }) => step === 'receipt' && amountFen > 0);
  // A receipt may be taken back that came in elsewhere: less is left of those that came in here.
  let gone = sumOf(flows.filter(({ step }) => step === 'payment')) - sumOf(takenBack(flows));
  return received
    .map(({ occurredOn, amountFen }) => ({ since: occurredOn ?? '', amountFen }))
    .sort((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)))
    .flatMap(({ since, amountFen }) => {
      const paid = Math.min(Math.max(gone, 0), amountFen);
      gone -= paid;
      return paid < amountFen ? [{ since, amountFen: amountFen - paid }] : [];
    });
}

const takenBack = (flows: readonly CashFlow[]) =>
  flows.filter(({ step, amountFen }) => step === 'receipt' && amountFen < 0);
