import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';

/** A town's allocations by tier, source and kind. */
export const townFunds = defineProjection<FundsEvents>()({
  name: 'town_funds',
  version: 1,
  key: { tier: text(), source: text(), kind: text() },
  row: { amountFen: bigint(), allocations: integer() },
  on: {
    FundsAllocated: {
      key: ({ data }) => ({ tier: data.tier, source: data.source, kind: data.kind }),
      fold: (row, { data }) => ({
        ...row,
        amountFen: row.amountFen + data.amountFen,
        allocations: row.allocations + 1,
      }),
    },
  },
});
