import { bigint, date, defineProjection, integer, nullable, text, uuid } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from './funds.events.ts';

/** A step of money on its way to a venue. */
export type MoneyStep = 'allocation' | 'receipt' | 'payment';

type Booked = Pick<FundsEvents['FundsAllocated'], 'villageId' | 'allocationId' | 'tier' | 'source' | 'kind'>;

const booked = ({ villageId, allocationId, tier, source, kind }: Booked): Booked => ({
  villageId,
  allocationId,
  tier,
  source,
  kind,
});

const STEPS: Readonly<Record<string, MoneyStep>> = {
  FundsAllocated: 'allocation',
  FundsReceived: 'receipt',
  FundsDisbursed: 'payment',
};

/**
 * Each movement of money, goods or labour: `entry` is an allocation, receipt, payment or reversal, `step` which of the three sums
 * it changes, by an amount that is below zero for a reversal. Every figure of money in a period is a sum over these.
 */
export const moneyMovement = defineProjection<FundsEvents & CorrectionEvents>()({
  name: 'money_movement',
  version: 1,
  // Callers may choose the ids: only within its project, and among facts of its kind, does one mean one movement.
  key: { venueId: uuid(), entry: text(), movementId: uuid() },
  row: {
    villageId: uuid(),
    allocationId: uuid(),
    step: text(),
    tier: text(),
    source: text(),
    kind: text(),
    amountFen: bigint(),
    occurredOn: date(),
    /** Of a reversal: what is taken back. */
    reversedId: nullable(uuid()),
    labourDays: nullable(integer()),
    payee: nullable(text()),
    milestone: nullable(text()),
    documentNo: nullable(text()),
    voucherNo: nullable(text()),
  },
  on: {
    FundsAllocated: {
      key: ({ data }) => ({ venueId: data.venueId, entry: 'allocation', movementId: data.allocationId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        ...booked(data),
        step: 'allocation',
        amountFen: data.amountFen,
        occurredOn,
        labourDays: data.labourDays ?? null,
        documentNo: data.documentNo,
      }),
    },
    FundsReceived: {
      key: ({ data }) => ({ venueId: data.venueId, entry: 'receipt', movementId: data.receiptId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        ...booked(data),
        step: 'receipt',
        amountFen: data.amountFen,
        occurredOn,
        voucherNo: data.voucherNo,
      }),
    },
    FundsDisbursed: {
      key: ({ data }) => ({ venueId: data.venueId, entry: 'payment', movementId: data.paymentId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        ...booked(data),
        step: 'payment',
        amountFen: data.amountFen,
        occurredOn,
        payee: data.payee,
        milestone: data.milestone,
        voucherNo: data.voucherNo,
      }),
    },
    FundsReversed: {
      key: ({ data }) => ({ venueId: data.venueId, entry: 'reversal', movementId: data.reversalId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        ...booked(data),
        step: data.of,
        amountFen: -data.amountFen,
        occurredOn,
        reversedId: data.factId,
      }),
    },
    FactCorrected: {
      key: ({ data: { venueId, eventType, fact } }) => {
        const entry = STEPS[eventType];
        return entry ? { venueId, entry, movementId: fact.factId! } : null;
      },
      // The fields that may be corrected bear the names of their columns.
      fold: (row, { data }) => ({ ...row, [data.field]: data.new }),
    },
  },
});
