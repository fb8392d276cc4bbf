import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { standardContent } from '../shared/standard.ts';
import {
  amountFen,
  businessDate,
  documentNo,
  line,
  townCode,
  uuid,
  venueId,
  year,
} from '../shared/values.ts';

const campaign = line(60).meta({ title: '专项活动', description: 'name of the campaign' });

export const standardPublished = defineEvent(
  'policy',
  'StandardPublished',
  2,
  z
    .strictObject({
      version: z.int().min(1).max(9999).meta({ title: '版本', description: 'gap-free from 1' }),
      from: businessDate.meta({
        title: '施行日期',
        description: 'projects planned from this day on are pinned to it',
      }),
      documentNo,
      ...standardContent.shape,
    })
    .meta({
      title: '发布建设标准',
      description:
        'The county laid down what venues and their projects must meet. Projects keep the version of their plan.',
    }),
);

export const campaignOpened = defineEvent(
  'policy',
  'CampaignOpened',
  1,
  z
    .strictObject({
      campaign,
      from: businessDate.meta({ title: '开始', description: 'first day' }),
      until: businessDate.meta({ title: '结束', description: 'last day' }),
      documentNo,
    })
    .meta({
      title: '启动专项活动',
      description: 'The county opened a campaign that targets and projects may be part of.',
    }),
);

export const townTargetSet = defineEvent(
  'policy',
  'TownTargetSet',
  1,
  z
    .strictObject({
      townCode,
      year: year.meta({ title: '年度', description: 'year of the target' }),
      venues: z
        .int()
        .min(0)
        .max(10_000)
        .meta({ title: '竣工数', description: 'venues to be complete in that year' }),
      amountFen: amountFen.optional().meta({ title: '资金', description: 'fen to be raised in that year' }),
      campaign: campaign.optional(),
    })
    .meta({
      title: '下达年度目标',
      description: 'The county set a town’s target of a year; a later one takes its place.',
    }),
);

export const waiverGranted = defineEvent(
  'policy',
  'WaiverGranted',
  1,
  z
    .strictObject({
      waiverId: uuid.meta({ title: '豁免编号', description: 'this waiver' }),
      townCode,
      venueId,
      kind: z.enum(['six-haves', 'review-rounds']).meta({
        title: '豁免事项',
        description: 'six-haves 六有, review-rounds 三上三下审议: what the venue may do without',
      }),
      until: businessDate.meta({ title: '有效期至', description: 'last day of the waiver' }),
      reason: line(200).meta({ title: '原因', description: 'why' }),
      documentNo,
    })
    .meta({ title: '批准豁免', description: 'The county lets a venue do without something, until a day.' }),
);

export interface PolicyEvents {
  StandardPublished: DataOf<typeof standardPublished>;
  CampaignOpened: DataOf<typeof campaignOpened>;
  TownTargetSet: DataOf<typeof townTargetSet>;
  WaiverGranted: DataOf<typeof waiverGranted>;
}
