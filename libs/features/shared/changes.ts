import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { CorrectableType } from './correctable.ts';
import type { Tier } from './values.ts';

type Correction = CorrectionEvents['FactCorrected'];

/** Whether a correction puts right this field of an event of this type. */
export function corrects({ eventType, field }: Correction, type: CorrectableType, name: string): boolean {
  return eventType === type && field === name;
}

/** By how much a correction changes a number. */
export function differenceOf(correction: Correction): number {
  return Number(correction.new) - Number(correction.old);
}

/** Whether the project is given up: its plan counts no more. A suspended one goes on some day. */
export function isCancellation({ status }: VenueEvents['ProjectStatusChanged']): boolean {
  return status === 'cancelled';
}

/** What an event does to the allocated money of a tier. Fen; null for an event that leaves it as it is. */
export interface AllocatedChange {
  readonly tier: Tier;
  readonly byFen: number;
}

/** A reversal takes back what was allocated, unless it takes back a receipt or a payment. */
export function reversedAllocation(data: FundsEvents['FundsReversed']): AllocatedChange | null {
  return data.of === 'allocation' ? { tier: data.tier, byFen: -data.amountFen } : null;
}

/** A correction of an allocation's amount changes it by the difference. */
export function correctedAllocation(data: Correction): AllocatedChange | null {
  return corrects(data, 'FundsAllocated', 'amountFen')
    ? { tier: data.fact.tier!, byFen: differenceOf(data) }
    : null;
}

/** A row with one more change of its allocated money, which it keeps by tier. */
export function withAllocated<Row extends Readonly<Record<`${Tier}Fen`, number>>>(
  row: Row,
  change: AllocatedChange | null,
): Row {
  if (!change) return row;
  const column = `${change.tier}Fen` as const;
  return { ...row, [column]: row[column] + change.byFen };
}
