import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import { corrects, differenceOf } from '../shared/changes.ts';

const accountOf = ({ tier, source, kind }: { tier: string; source: string; kind: string }) => ({
  tier,
  source,
  kind,
});

/** A town's allocations by tier, source and kind, net of what was reversed. */
export const townFunds = defineProjection<FundsEvents & CorrectionEvents>()({
  name: 'town_funds',
  version: 2,
  key: { tier: text(), source: text(), kind: text() },
  row: { amountFen: bigint(), allocations: integer() },
  on: {
    FundsAllocated: {
      key: ({ data }) => accountOf(data),
      fold: (row, { data }) => ({
        ...row,
        amountFen: row.amountFen + data.amountFen,
        allocations: row.allocations + 1,
      }),
    },
    FundsReversed: {
      key: ({ data }) => (data.of === 'allocation' ? accountOf(data) : null),
      fold: (row, { data }) => ({ ...row, amountFen: row.amountFen - data.amountFen }),
    },
    FactCorrected: {
      key: ({ data }) =>
        corrects(data, 'FundsAllocated', 'amountFen')
          ? accountOf(data.fact as Required<typeof data.fact>)
          : null,
      fold: (row, { data }) => ({ ...row, amountFen: row.amountFen + differenceOf(data) }),
    },
  },
});
