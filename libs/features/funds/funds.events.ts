import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { amountFen, line, tier, uuid } from '../shared/values.ts';

/** Money, goods or labour were allocated to a project. */
export const fundsAllocated = defineEvent(
  'FundsAllocated',
  1,
  z.strictObject({
    allocationId: uuid,
    venueId: uuid,
    villageId: uuid,
    tier,
    source: line(60),
    amountFen,
    kind: z.enum(['cash', 'in-kind', 'labour']),
    labourDays: z.int().min(1).max(100_000).optional(),
    documentNo: line(100),
  }),
);

export interface FundsEvents {
  FundsAllocated: DataOf<typeof fundsAllocated>;
}
