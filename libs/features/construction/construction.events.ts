import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import {
  amountFen,
  attachments,
  businessDate,
  documentNo,
  line,
  paragraph,
  uuid,
  venueId,
  villageId,
} from '../shared/values.ts';

const ids = { venueId, villageId };

export const constructionStarted = defineEvent(
  'project',
  'ConstructionStarted',
  1,
  z
    .strictObject({
      ...ids,
      contractor: line(100).meta({ title: '施工单位', description: 'firm or body that builds or delivers' }),
      contractFen: amountFen.meta({ title: '合同价' }),
      plannedEndOn: businessDate.meta({ title: '合同竣工', description: 'day by which it is to be built' }),
      documentNo: documentNo.optional(),
      attachments,
    })
    .meta({ title: '开工', description: 'The contract is made and the work has begun.' }),
);

export const progressReported = defineEvent(
  'project',
  'ProgressReported',
  1,
  z
    .strictObject({
      ...ids,
      percent: z.int().min(0).max(100).meta({ title: '形象进度', description: 'percent of the work done' }),
      note: paragraph(500).meta({ title: '说明', description: 'what was done' }).optional(),
      attachments,
    })
    .meta({ title: '报告进度', description: 'How far the work is.' }),
);

export const contractVaried = defineEvent(
  'project',
  'ContractVaried',
  1,
  z
    .strictObject({
      ...ids,
      variationId: uuid.meta({ title: '变更编号', description: 'this variation' }),
      amountFen: z
        .int()
        .min(-100_000_000_000)
        .max(100_000_000_000)
        .refine((fen) => fen !== 0, { params: { fault: 'zero' } })
        .meta({ title: '变更金额', description: 'fen; below zero where it gets cheaper', not: { const: 0 } }),
      reason: paragraph(500).meta({ title: '理由', description: 'why' }),
      documentNo,
      attachments,
    })
    .meta({ title: '合同变更', description: 'The contract’s price changed by a variation.' }),
);

export const acceptanceInspected = defineEvent(
  'project',
  'AcceptanceInspected',
  1,
  z
    .strictObject({
      ...ids,
      acceptors: z.int().min(1).max(50).meta({ title: '验收人数', description: 'people who inspected' }),
      passed: z.boolean().meta({ title: '合格', description: 'whether they accept it' }),
      defects: z
        .array(
          z.strictObject({
            defectId: uuid.meta({ title: '缺陷编号', description: 'this defect' }),
            description: line(200).meta({ title: '缺陷', description: 'what is wrong' }),
            blocking: z
              .boolean()
              .meta({ title: '须先整改', description: 'whether it must be gone before completion' }),
          }),
        )
        .max(50)
        .meta({ title: '缺陷', description: 'what the inspectors found' }),
      documentNo: documentNo.optional(),
      attachments,
    })
    .meta({ title: '验收', description: 'The work was inspected; what was found wrong is listed.' }),
);

export const defectRectified = defineEvent(
  'project',
  'DefectRectified',
  1,
  z
    .strictObject({
      ...ids,
      defectId: uuid.meta({ title: '缺陷编号', description: 'the defect' }),
      note: paragraph(500).meta({ title: '整改情况', description: 'what was done' }),
      attachments,
    })
    .meta({ title: '缺陷整改', description: 'A defect of an inspection is gone.' }),
);

export const environmentWorkCompleted = defineEvent(
  'project',
  'EnvironmentWorkCompleted',
  1,
  z
    .strictObject({
      ...ids,
      workId: uuid.meta({ title: '工程编号', description: 'this piece of work' }),
      kind: z.enum(['hardening', 'greening', 'lighting', 'beautifying']).meta({
        title: '四化',
        description: 'hardening 硬化, greening 绿化, lighting 亮化, beautifying 美化',
      }),
      quantity: z.int().min(1).max(1_000_000).meta({ title: '数量', description: 'in its unit' }),
      unit: z
        .enum(['m2', 'm', 'piece', 'tree'])
        .meta({ title: '单位', description: 'm2 平方米, m 米, piece 个, tree 株' }),
      attachments,
    })
    .meta({
      title: '环境工程',
      description: 'The surroundings were hardened, greened, lighted or beautified.',
    }),
);

export const projectSettled = defineEvent(
  'project',
  'ProjectSettled',
  1,
  z
    .strictObject({
      ...ids,
      auditedFen: amountFen.meta({ title: '审定金额' }),
      toReturnFen: z
        .int()
        .min(0)
        .meta({ title: '结余应退', description: 'fen of received money that is above the audited amount' }),
      documentNo: documentNo.optional(),
      attachments,
    })
    .meta({
      title: '项目结算',
      description: 'The final account is settled; received money above it is to be returned.',
    }),
);

export interface ConstructionEvents {
  ConstructionStarted: DataOf<typeof constructionStarted>;
  ProgressReported: DataOf<typeof progressReported>;
  ContractVaried: DataOf<typeof contractVaried>;
  AcceptanceInspected: DataOf<typeof acceptanceInspected>;
  DefectRectified: DataOf<typeof defectRectified>;
  EnvironmentWorkCompleted: DataOf<typeof environmentWorkCompleted>;
  ProjectSettled: DataOf<typeof projectSettled>;
}
