import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import {
  amountFen,
  attachments,
  buildType,
  countedVote,
  documentNo,
  line,
  personId,
  villageId,
  year,
} from '../shared/values.ts';

export const programmeAdopted = defineEvent(
  'programme',
  'ProgrammeAdopted',
  1,
  z
    .strictObject({
      firstYear: year.meta({ title: '起始年度', description: 'first year of the programme' }),
      lastYear: year.meta({ title: '截止年度', description: 'last year of the programme' }),
      villages: z
        .array(villageId)
        .min(1)
        .max(2000)
        .meta({ title: '覆盖村', description: 'villages that it covers' }),
      leadGroup: z
        .array(personId.meta({ title: '人员', description: 'a person of the town' }))
        .min(1)
        .max(30)
        .meta({ title: '领导小组', description: 'who leads it, the head first' }),
      ...countedVote,
      documentNo,
      attachments,
    })
    .meta({
      title: '通过建设规划',
      description:
        'The town’s committee adopted its programme of several years; a later one takes its place.',
    }),
);

export const annualTargetSet = defineEvent(
  'programme',
  'AnnualTargetSet',
  1,
  z
    .strictObject({
      year: year.meta({ title: '年度', description: 'year of the target' }),
      buildType,
      venues: z
        .int()
        .min(0)
        .max(10_000)
        .meta({ title: '数量', description: 'venues of this type to be planned' }),
      amountFen: amountFen.optional().meta({ title: '资金', description: 'fen to be raised' }),
      campaign: line(60)
        .meta({ title: '专项活动', description: 'campaign that it is part of, by name' })
        .optional(),
    })
    .meta({
      title: '确定年度目标',
      description: 'The town set its target of a year and build type; a later one takes its place.',
    }),
);

export const committeeDecided = defineEvent(
  'programme',
  'CommitteeDecided',
  1,
  z
    .strictObject({
      body: z.enum(['party-committee', 'government', 'peoples-congress']).meta({
        title: '决策机构',
        description: 'party-committee 党委会, government 镇政府会议, peoples-congress 人大',
      }),
      subject: line(200).meta({ title: '议题', description: 'what was decided' }),
      ...countedVote,
      carried: z
        .boolean()
        .meta({ title: '通过', description: 'whether it was carried, by the standard in force on its day' }),
      documentNo,
      attachments,
    })
    .meta({
      title: '镇级决策',
      description: 'A committee of the town put the venues on its agenda and decided.',
    }),
);

export interface ProgrammeEvents {
  ProgrammeAdopted: DataOf<typeof programmeAdopted>;
  AnnualTargetSet: DataOf<typeof annualTargetSet>;
  CommitteeDecided: DataOf<typeof committeeDecided>;
}
