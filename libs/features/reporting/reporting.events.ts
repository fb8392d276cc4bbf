import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { period } from '../shared/periods.ts';
import { businessDate, line, townCode } from '../shared/values.ts';

const reason = line(200).meta({ title: '原因', description: 'why' });

export const periodClosed = defineEvent(
  'reporting',
  'PeriodClosed',
  1,
  z
    .strictObject({
      level: z
        .enum(['county', 'town'])
        .meta({ title: '层级', description: 'who closed it. county 县级, town 镇级' }),
      period,
      change: z
        .enum(['closed', 'reopened'])
        .meta({ title: '变更', description: 'closed 关账, reopened 重新开放' }),
      reason,
    })
    .meta({
      title: '期间关账',
      description: 'Facts dated in the period are refused from below that level from now on, or taken again.',
    }),
);

export const periodExceptionGranted = defineEvent(
  'reporting',
  'PeriodExceptionGranted',
  1,
  z
    .strictObject({
      townCode,
      period,
      until: businessDate.meta({
        title: '有效期至',
        description: 'last day on which such facts may be recorded',
      }),
      reason,
    })
    .meta({
      title: '批准补登',
      description: 'The county lets one town date facts in a closed period, until a day.',
    }),
);

export interface ReportingEvents {
  PeriodClosed: DataOf<typeof periodClosed>;
  PeriodExceptionGranted: DataOf<typeof periodExceptionGranted>;
}
