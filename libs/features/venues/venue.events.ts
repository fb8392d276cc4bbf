import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import {
  amountFen,
  areaDm2,
  buildType,
  businessDate,
  line,
  paragraph,
  venueId,
  villageId,
  year,
} from '../shared/values.ts';

const fen = z.int().min(0).max(100_000_000_000);
const targetOn = businessDate.meta({ title: '计划完成', description: 'day by which it is to be complete' });

export const venuePlanned = defineEvent(
  'project',
  'VenuePlanned',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      venueName: line(60).meta({ title: '阵地名称', description: 'name of the venue' }),
      year: year.meta({ title: '年度', description: 'year of the plan that it stands in' }),
      batch: z.int().min(1).max(99).meta({ title: '批次', description: 'batch within the year' }).optional(),
      buildType,
      reason: paragraph(500).meta({
        title: '理由',
        description: 'why the village needs it, and in this form',
      }),
      plannedAreaDm2: areaDm2.meta({ title: '计划面积' }),
      budgetFen: amountFen.meta({ title: '预算' }),
      fundingPlan: z
        .strictObject({
          higherFen: fen.meta({ title: '上级', description: 'fen from above the town' }),
          townFen: fen.meta({ title: '镇级', description: 'fen from the town' }),
          villageFen: fen.meta({ title: '村级', description: 'fen from the village' }),
        })
        .meta({ title: '筹资计划', description: 'who is to pay, at most the budget together' }),
      targetOn,
      campaign: line(60)
        .meta({ title: '专项活动', description: 'campaign that it is part of, by name' })
        .optional(),
      standardVersion: z
        .int()
        .min(0)
        .meta({
          title: '标准版本',
          description:
            'version of the county’s standard that the project is pinned to; absent or 0: the shipped one',
        })
        .optional(),
    })
    .meta({ title: '规划阵地', description: 'A venue stands in the town’s plan: a project begins.' }),
);

export const venueCompleted = defineEvent(
  'project',
  'VenueCompleted',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      buildType,
      builtAreaDm2: areaDm2.meta({ title: '建成面积' }),
      finalCostFen: amountFen.meta({ title: '决算' }),
      grade: z
        .enum(['standard', 'high'])
        .meta({ title: '等次', description: 'grade of the acceptance. standard 标准, high 高标准' }),
    })
    .meta({
      title: '阵地竣工',
      description: 'The venue was accepted and is complete. Commissioning is another event.',
    }),
);

export const projectStatusChanged = defineEvent(
  'project',
  'ProjectStatusChanged',
  1,
  z
    .strictObject({
      venueId,
      villageId,
      buildType,
      targetOn,
      status: z.enum(['suspended', 'resumed', 'cancelled']).meta({
        title: '状态',
        description: 'suspended 暂停, resumed 恢复, cancelled 取消: what happened to it',
      }),
      reason: paragraph(500).meta({ title: '理由', description: 'why' }),
    })
    .meta({
      title: '项目状态变更',
      // Repeated, so that a read model of months or build types can take a cancelled plan back by itself.
      description: 'The project was suspended, resumed or cancelled. What its plan had counted is repeated.',
    }),
);

export interface VenueEvents {
  VenuePlanned: DataOf<typeof venuePlanned>;
  VenueCompleted: DataOf<typeof venueCompleted>;
  ProjectStatusChanged: DataOf<typeof projectStatusChanged>;
}
