import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { amountFen, line, paragraph, tier, uuid, venueId, villageId } from '../shared/values.ts';

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
      source: line(60).meta({
        title: '来源',
        description: 'what it is given from: an authority, a fund, an enterprise; no private person',
      }),
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

const { allocationId, kind } = fundsAllocated.data.shape;

/** What every movement of an allocation's money repeats of it, so that a read model can book it by itself. */
const booked = {
  venueId,
  villageId,
  allocationId,
  tier,
  source: line(60).meta({
    title: '来源',
    description: 'what it is given from: an authority, a fund, an enterprise; no private person',
  }),
  kind,
};

export const fundsReceived = defineEvent(
  'project',
  'FundsReceived',
  1,
  z
    .strictObject({
      receiptId: uuid.meta({ title: '到账编号', description: 'this receipt' }),
      ...booked,
      amountFen,
      voucherNo: line(100).meta({ title: '凭证号', description: 'number of the voucher' }),
    })
    .meta({ title: '资金到账', description: 'Allocated money, goods or labour arrived.' }),
);

export const fundsDisbursed = defineEvent(
  'project',
  'FundsDisbursed',
  1,
  z
    .strictObject({
      paymentId: uuid.meta({ title: '支付编号', description: 'this payment' }),
      ...booked,
      payee: line(100).meta({
        title: '收款单位',
        description: 'firm or body that was paid; no private person',
      }),
      amountFen,
      milestone: z.enum(['advance', 'progress', 'completion', 'settlement', 'warranty', 'other']).meta({
        title: '付款节点',
        description:
          'advance 预付款, progress 进度款, completion 竣工款, settlement 结算款, warranty 质保金, other 其他',
      }),
      voucherNo: line(100).meta({ title: '凭证号', description: 'number of the voucher' }),
    })
    .meta({ title: '支付资金', description: 'Received money was paid out for the project.' }),
);

export const fundsReversed = defineEvent(
  'project',
  'FundsReversed',
  1,
  z
    .strictObject({
      reversalId: uuid.meta({ title: '冲销编号', description: 'this reversal' }),
      ...booked,
      of: z.enum(['allocation', 'receipt', 'payment']).meta({
        title: '冲销对象',
        description: 'allocation 安排, receipt 到账, payment 支付: what is taken back',
      }),
      factId: uuid.meta({
        title: '原编号',
        description: 'the allocation, receipt or payment that is taken back',
      }),
      amountFen,
      reason: paragraph(500).meta({ title: '理由', description: 'why' }),
    })
    .meta({
      title: '资金冲销',
      description: 'A part of an allocation, receipt or payment was taken back, or all of it.',
    }),
);

export interface FundsEvents {
  FundsAllocated: DataOf<typeof fundsAllocated>;
  FundsReceived: DataOf<typeof fundsReceived>;
  FundsDisbursed: DataOf<typeof fundsDisbursed>;
  FundsReversed: DataOf<typeof fundsReversed>;
}
