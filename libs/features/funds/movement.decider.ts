import { z } from 'zod';
import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { requireCoveredOnEachDay } from '../shared/money-by-day.ts';
import { projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { disbursed, received, type Allocation, type ProjectMoney } from '../shared/project-money.ts';
import { Refusal } from '../shared/refusal.ts';
import { yuan } from '../shared/rounding.ts';
import { projectStream } from '../shared/streams.ts';
import { amountFen, businessDate, uuid, venueId } from '../shared/values.ts';
import { fundsDisbursed, fundsReceived } from './funds.events.ts';

const about = {
  occurredOn: businessDate,
  venueId,
  allocationId: fundsReceived.data.shape.allocationId,
  amountFen,
};
const assigned = uuid.optional().describe('assigned when left out');

/** Records that allocated money, goods or labour arrived (rule 1: on no day more than was allocated). */
export const receiveFunds = defineProjectCommand({
  name: 'ReceiveFunds',
  summary: '登记资金到账',
  schema: z.strictObject({
    ...about,
    receiptId: assigned,
    voucherNo: fundsReceived.data.shape.voucherNo,
  }),
  emits: [fundsReceived],
  blockers: (project) => {
    const blockers = projectBlockers(project, { before: 'settlement', whileSuspended: true });
    return blockers.length > 0 || somethingToReceive(project.money) ? blockers : [nothingToReceive()];
  },
  decide: (project, { occurredOn, receiptId, ...receipt }, { newId }) => {
    notBeforeStage(occurredOn, project, 'plan');
    const allocation = allocationOf(project.money, receipt.allocationId);
    notBefore(occurredOn, { zh: '安排这笔资金', en: 'the allocation', on: allocation.on });
    requireAtMost(receipt.amountFen, allocation.allocatedFen - allocation.receivedFen, {
      code: 'funds.above-allocated',
      zh: '到账不得超过安排金额',
      en: 'no more arrives than was allocated',
    });
    const id = receiptId ?? newId;
    if (project.money.receipts[id]) throw recordedBefore('/receiptId');
    const data = { ...receipt, ...booked(allocation), receiptId: id, villageId: project.villageId };
    requireCoveredOnEachDay(project.money, received(project.money, data, occurredOn), {
      allocationId: receipt.allocationId,
      pointer: '/occurredOn',
    });
    return [happened(fundsReceived, projectStream(receipt.venueId), occurredOn, data)];
  },
});

/** Records a payment from what has arrived (rule 1: on no day more than that). Goods and labour are not paid out. */
export const disburseFunds = defineProjectCommand({
  name: 'DisburseFunds',
  summary: '登记资金支付',
  schema: z.strictObject({
    ...about,
    paymentId: assigned,
    payee: fundsDisbursed.data.shape.payee,
    milestone: fundsDisbursed.data.shape.milestone,
    voucherNo: fundsDisbursed.data.shape.voucherNo,
  }),
  emits: [fundsDisbursed],
  blockers: (project) => {
    const blockers = projectBlockers(project, { before: 'settlement' });
    return blockers.length > 0 || somethingToDisburse(project.money) ? blockers : [nothingToDisburse()];
  },
  decide: (project, { occurredOn, paymentId, ...payment }, { newId }) => {
    notBeforeStage(occurredOn, project, 'plan');
    const allocation = allocationOf(project.money, payment.allocationId);
    if (allocation.kind !== 'cash') throw notCash();
    requireAtMost(payment.amountFen, allocation.receivedFen - allocation.disbursedFen, {
      code: 'funds.above-received',
      zh: '支付不得超过到账金额',
      en: 'no more is paid out than has arrived',
    });
    notBefore(occurredOn, {
      zh: '这笔资金首次到账',
      en: 'the first arrival of this money',
      on: firstArrivalOn(project.money, payment.allocationId),
    });
    const id = paymentId ?? newId;
    if (project.money.payments[id]) throw recordedBefore('/paymentId');
    const data = { ...payment, ...booked(allocation), paymentId: id, villageId: project.villageId };
    requireCoveredOnEachDay(project.money, disbursed(project.money, data, occurredOn), {
      allocationId: payment.allocationId,
      pointer: '/occurredOn',
    });
    return [happened(fundsDisbursed, projectStream(payment.venueId), occurredOn, data)];
  },
});

/** @throws {Refusal} funds.unknown-allocation */
function allocationOf({ allocations }: ProjectMoney, allocationId: string): Allocation {
  const allocation = allocations[allocationId];
  if (allocation) return allocation;
  throw new Refusal(
    'funds.unknown-allocation',
    { zh: '这个项目没有这笔资金安排', en: 'the project has no such allocation' },
    { zh: '请先安排资金，或核对拨付编号', en: 'allocate the money first, or check its id' },
    '/allocationId',
  );
}

/** What a movement repeats of its allocation. */
function booked({ tier, source, kind }: Allocation) {
  return { tier, source, kind };
}

function requireAtMost(fen: number, leftFen: number, rule: { code: string; zh: string; en: string }): void {
  if (fen <= leftFen) return;
  throw new Refusal(
    rule.code,
    {
      zh: `${rule.zh}：还剩 ${yuan(leftFen)} 元，本次 ${yuan(fen)} 元`,
      en: `${rule.en}: ${yuan(leftFen)} yuan are left of it, not ${yuan(fen)}`,
    },
    { zh: '请核对金额', en: 'check the amount' },
    '/amountFen',
  );
}

function firstArrivalOn({ receipts }: ProjectMoney, allocationId: string): string {
  const days = Object.values(receipts).flatMap((receipt) =>
    receipt.allocationId === allocationId && receipt.amountFen > 0 ? [receipt.on] : [],
  );
  return days.toSorted()[0] ?? '';
}

function somethingToReceive({ allocations }: ProjectMoney): boolean {
  return Object.values(allocations).some((one) => one.receivedFen < one.allocatedFen);
}

function somethingToDisburse({ allocations }: ProjectMoney): boolean {
  return Object.values(allocations).some((one) => one.kind === 'cash' && one.disbursedFen < one.receivedFen);
}

function nothingToReceive(): Refusal {
  return new Refusal(
    'funds.nothing-to-receive',
    { zh: '没有尚未到账的资金安排', en: 'nothing that was allocated is still to arrive' },
    { zh: '请先安排资金', en: 'allocate money first' },
    '/venueId',
  );
}

function nothingToDisburse(): Refusal {
  return new Refusal(
    'funds.nothing-to-disburse',
    {
      zh: '没有已到账而未支付的资金（实物和投工不支付）',
      en: 'no money has arrived that is not paid out (goods and labour are not paid out)',
    },
    { zh: '请先登记到账', en: 'record its arrival first' },
    '/venueId',
  );
}

function notCash(): Refusal {
  return new Refusal(
    'funds.not-cash',
    { zh: '实物和投工折资不能支付', en: 'goods and labour are not paid out' },
    { zh: '请选择资金形式的安排', en: 'choose an allocation of money' },
    '/allocationId',
  );
}

function recordedBefore(pointer: string): Refusal {
  return new Refusal(
    'funds.already-recorded',
    { zh: '这笔资金已登记，不能重复登记', en: 'this movement of money is recorded already' },
    { zh: '另一笔资金请换用新的编号', en: 'give another one an id of its own' },
    pointer,
  );
}
