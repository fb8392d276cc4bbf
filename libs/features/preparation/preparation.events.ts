import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { decisionStep } from '../shared/standard.ts';
import {
  amountFen,
  areaDm2,
  attachments,
  buildingCondition,
  countedVote,
  documentNo,
  line,
  paragraph,
  venueId,
  villageId,
} from '../shared/values.ts';

const ids = { venueId, villageId };
const round = z.int().min(1).max(9).meta({ title: '轮次', description: 'round of reviews and discussions' });
const designVersion = z.int().min(1).max(999).meta({ title: '方案版本', description: 'gap-free from 1' });
const carried = z
  .boolean()
  .meta({ title: '通过', description: 'with the quorum and majority of the standard' });

export const needsAssessed = defineEvent(
  'project',
  'NeedsAssessed',
  1,
  z
    .strictObject({
      ...ids,
      condition: buildingCondition.optional(),
      areaDm2: z
        .int()
        .min(0)
        .max(10_000_000)
        .meta({ title: '现有面积', description: 'dm² there are now; 0: none' }),
      gaps: z
        .array(line(100).meta({ title: '缺口', description: 'what is missing' }))
        .max(30)
        .meta({ title: '设施缺口', description: 'equipment and rooms that are missing' }),
      costFen: amountFen.meta({ title: '估算', description: 'fen that it would cost' }),
      attachments,
    })
    .meta({ title: '需求评估', description: 'What a village’s venue lacks was assessed on the spot.' }),
);

export const projectStarted = defineEvent(
  'project',
  'ProjectStarted',
  1,
  z.strictObject({ ...ids, documentNo }).meta({
    title: '启动项目',
    description: 'Site, design, decisions and money of a planned project are under way.',
  }),
);

export const siteSelected = defineEvent(
  'project',
  'SiteSelected',
  1,
  z
    .strictObject({
      ...ids,
      lat: z.number().min(3).max(54).meta({ title: '纬度', description: 'degrees north, WGS 84' }),
      lng: z.number().min(73).max(136).meta({ title: '经度', description: 'degrees east, WGS 84' }),
      documentNo,
      attachments,
    })
    .meta({ title: '确定选址', description: 'The site was chosen, and the right to use it is documented.' }),
);

export const designSubmitted = defineEvent(
  'project',
  'DesignSubmitted',
  1,
  z
    .strictObject({
      ...ids,
      designVersion,
      areaDm2: areaDm2.meta({ title: '设计面积' }),
      estimateFen: amountFen.meta({ title: '概算', description: 'fen that the design would cost' }),
      note: paragraph(500).meta({ title: '说明', description: 'what changed' }).optional(),
      attachments,
    })
    .meta({
      title: '提交设计方案',
      description: 'A version of the design was handed in for the next review.',
    }),
);

export const designReviewed = defineEvent(
  'project',
  'DesignReviewed',
  1,
  z
    .strictObject({
      ...ids,
      round,
      designVersion,
      level: z
        .enum(['town', 'county', 'department'])
        .meta({ title: '审查层级', description: 'town 镇级, county 县级, department 主管部门' }),
      outcome: z
        .enum(['passed', 'returned'])
        .meta({ title: '结果', description: 'passed 通过, returned 退回' }),
      comments: paragraph(1000).meta({ title: '意见', description: 'what the reviewers said' }).optional(),
      documentNo: documentNo.optional(),
      attachments,
    })
    .meta({ title: '上审', description: 'A round’s review above: a returned one repeats its round.' }),
);

export const villagerDiscussionHeld = defineEvent(
  'project',
  'VillagerDiscussionHeld',
  1,
  z
    .strictObject({
      ...ids,
      round,
      ...countedVote,
      carried,
      changesAsked: paragraph(1000)
        .meta({ title: '修改意见', description: 'what the villagers asked for' })
        .optional(),
      attachments,
    })
    .meta({
      title: '下议',
      description: 'A round’s discussion with the villagers: only a carried one completes the round.',
    }),
);

export const designFinalised = defineEvent(
  'project',
  'DesignFinalised',
  1,
  z
    .strictObject({
      ...ids,
      designVersion,
      areaDm2: areaDm2.meta({ title: '设计面积' }),
      estimateFen: amountFen.meta({ title: '概算', description: 'fen that the design costs' }),
      waiverId: z.uuid().meta({ title: '豁免', description: 'of the rounds that were not held' }).optional(),
    })
    .meta({ title: '方案定稿', description: 'All rounds are done, or waived: this is what will be built.' }),
);

export const decisionRecorded = defineEvent(
  'project',
  'DecisionRecorded',
  1,
  z
    .strictObject({
      ...ids,
      step: decisionStep,
      ...countedVote,
      carried,
      documentNo,
      attachments,
    })
    .meta({
      title: '四议决策',
      description: 'A body of the village voted on the project: one step of 四议两公开.',
    }),
);

export const budgetAdjusted = defineEvent(
  'project',
  'BudgetAdjusted',
  1,
  z
    .strictObject({
      ...ids,
      beforeFen: amountFen.meta({ title: '原预算' }),
      budgetFen: amountFen.meta({ title: '新预算' }),
      ...countedVote,
      reason: paragraph(500).meta({ title: '理由', description: 'why' }),
      documentNo,
    })
    .meta({
      title: '调整预算',
      description: 'A decision of the villagers’ representatives changed the project’s budget.',
    }),
);

export interface PreparationEvents {
  NeedsAssessed: DataOf<typeof needsAssessed>;
  ProjectStarted: DataOf<typeof projectStarted>;
  SiteSelected: DataOf<typeof siteSelected>;
  DesignSubmitted: DataOf<typeof designSubmitted>;
  DesignReviewed: DataOf<typeof designReviewed>;
  VillagerDiscussionHeld: DataOf<typeof villagerDiscussionHeld>;
  DesignFinalised: DataOf<typeof designFinalised>;
  DecisionRecorded: DataOf<typeof decisionRecorded>;
  BudgetAdjusted: DataOf<typeof budgetAdjusted>;
}
