import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { correctableFields } from '../shared/correctable.ts';
import {
  businessDate,
  documentNo,
  line,
  paragraph,
  tier,
  uuid,
  venueId,
  villageId,
} from '../shared/values.ts';

const value = z.union([line(200), z.number()]);

export const factCorrected = defineEvent(
  'project',
  'FactCorrected',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      eventId: uuid.meta({ title: '原事件', description: 'the event whose slip is corrected' }),
      eventType: z
        .enum(Object.keys(correctableFields) as [string, ...string[]])
        .meta({ title: '原事件类型', description: 'type of that event' }),
      field: z.string().max(40).meta({ title: '字段', description: 'field of its data' }),
      old: value.meta({ title: '原值', description: 'what it said until now' }),
      new: value.meta({ title: '更正为', description: 'what it should have said' }),
      reason: paragraph(500).meta({ title: '理由', description: 'what went wrong' }),
      documentNo: documentNo.optional(),
      // Repeated of the corrected fact, so that a read model can book the difference by itself.
      fact: z
        .strictObject({
          occurredOn: businessDate.meta({ title: '原日期', description: 'day of the corrected fact' }),
          factId: uuid
            .optional()
            .meta({ title: '原编号', description: 'of an allocation, receipt, payment or work' }),
          allocationId: uuid.optional().meta({ title: '拨付编号', description: 'of money' }),
          tier: tier.optional(),
          source: z.string().max(60).optional().meta({ title: '来源', description: 'of money' }),
          kind: z
            .string()
            .max(40)
            .optional()
            .meta({ title: '形式', description: 'of money or environment works' }),
          buildType: z
            .string()
            .max(20)
            .optional()
            .meta({ title: '类型', description: 'build type of the project' }),
        })
        .meta({ title: '原事项', description: 'what the corrected fact was about' }),
    })
    .meta({
      title: '更正',
      description:
        'A slip in an earlier event is put right by this new one; the earlier event stays as it is.',
    }),
);

export interface CorrectionEvents {
  FactCorrected: DataOf<typeof factCorrected>;
}
