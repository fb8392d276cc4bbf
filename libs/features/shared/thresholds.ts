import { z } from 'zod';
import { wholePercent } from './values.ts';

/** The stages of a project that may take too long. */
export const timedStage = z.enum(['planned', 'started', 'finalised', 'building', 'completed']);
export type TimedStage = z.infer<typeof timedStage>;

const days = z.int().min(1).max(3650);
const villages = z.int().min(1).max(2000);

const STAGES: Readonly<Record<TimedStage, { readonly title: string; readonly description: string }>> = {
  planned: { title: '已规划', description: 'days from planning to start' },
  started: { title: '已启动', description: 'days from the start to the final design' },
  finalised: { title: '已定稿', description: 'days from the final design to construction' },
  building: { title: '建设中', description: 'days from the start of construction to completion' },
  completed: { title: '已竣工', description: 'days from completion to settlement' },
};

/** When an alert is raised, a thing is due, and a town is large. What a county's earlier standards lack has a default. */
export const thresholds = z
  .strictObject({
    stageDays: z
      .strictObject(
        Object.fromEntries(timedStage.options.map((stage) => [stage, days.meta(STAGES[stage])])) as Record<
          TimedStage,
          typeof days
        >,
      )
      .meta({ title: '阶段时限', description: 'days after which a stage is overdue' }),
    idleMoneyDays: days.meta({ title: '资金闲置', description: 'days after which received money is idle' }),
    roundStuckDays: days.meta({
      title: '审议停滞',
      description: 'days after which a review round is stuck',
    }),
    defectDays: days.meta({ title: '整改时限', description: 'days after which an open defect is late' }),
    aheadPct: wholePercent.meta({
      title: '支付超前',
      description: 'percentage points by which spending may be ahead of progress',
    }),
    yearEndRiskPct: wholePercent.meta({
      title: '年底风险',
      description: 'percent of progress below which a project due this year is at risk late in the year',
    }),
    yearEndRiskMonth: z
      .int()
      .min(1)
      .max(12)
      .default(10)
      .meta({ title: '年底风险起始月', description: 'month from whose first day on that is asked' }),
    timeShortPct: z.int().min(1).max(100).default(80).meta({
      title: '时限将至',
      description: 'percent of a stage’s days after which time is short',
    }),
    dueWithinDays: days
      .default(60)
      .meta({ title: '待办期限', description: 'days ahead that a list of what is to be done looks' }),
    mediumTownFrom: villages
      .default(10)
      .meta({ title: '中镇起点', description: 'villages from which a town is ranked among medium ones' }),
    largeTownFrom: villages
      .default(20)
      .meta({ title: '大镇起点', description: 'villages from which a town is ranked among large ones' }),
  })
  .meta({ title: '预警阈值', description: 'when an alert is raised, a thing is due, a town is large' });
