import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { amountFen, line, tier, uuid, venueId, villageId } from '../shared/values.ts';

export const fundsAllocated = defineEvent(
  'project',
  'FundsAllocated',
  1,
  z
    .strictObject({
      allocationId: uuid.meta({ title: '拨付编号', description: 'this allocation' }),
      venueId,
      villageId,
      tier,
      source: line(60).meta({ title: '来源', description: 'who gives it, by name' }),
      amountFen,
      kind: z.enum(['cash', 'in-kind', 'labour']).meta({
        title: '形式',
        description:
          'money, goods, or labour; `amountFen` is what goods and labour are worth. cash 资金, in-kind 实物, labour 投工投劳',
      }),
      labourDays: z
        .int()
        .min(1)
        .max(100_000)
        .meta({ title: '用工', description: 'working days; with labour, and only then' })
        .optional(),
      documentNo: line(100).meta({ title: '文号', description: 'number of the document that allocates it' }),
    })
    .meta({ title: '安排资金', description: 'Money, goods or labour were allocated to a project.' }),
);

export interface FundsEvents {
  FundsAllocated: DataOf<typeof fundsAllocated>;
}
