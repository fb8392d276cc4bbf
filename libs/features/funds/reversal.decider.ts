import { z } from 'zod';
import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { requireCoveredOnEachDay } from '../shared/money-by-day.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { reversed, type Allocation, type ProjectMoney } from '../shared/project-money.ts';
import { isPlanned, unknownProject } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { yuan } from '../shared/rounding.ts';
import { projectStream } from '../shared/streams.ts';
import { amountFen, businessDate, uuid, venueId } from '../shared/values.ts';
import { fundsReversed, type FundsEvents } from './funds.events.ts';

const { of, factId, reason } = fundsReversed.data.shape;

/**
 * Takes back a part of an allocation, receipt or payment, or all of it (rule 1): at most what is left of it, and of an allocation
 * or receipt no more than what has not gone on from there, on each day. Possible in whatever state the project is.
 */
export const reverseFunds = defineProjectCommand({
  name: 'ReverseFunds',
  summary: '冲销资金',
  schema: z.strictObject({
    occurredOn: businessDate,
    venueId,
    reversalId: uuid.optional().describe('assigned when left out'),
    of,
    factId,
    amountFen,
    reason,
  }),
  emits: [fundsReversed],
  blockers: (project) => {
    if (!isPlanned(project)) return [unknownProject()];
    return Object.values(project.money.allocations).some(({ allocatedFen }) => allocatedFen > 0)
      ? []
      : [nothingToReverse()];
  },
  decide: (project, { occurredOn, reversalId, ...reversal }, { newId }) => {
    const { money, villageId } = project;
    const { on, leftFen, goneOnFen, allocationId, allocation } = reversible(money, reversal);
    notBefore(occurredOn, { zh: '原资金事项', en: 'what is taken back', on });
    if (reversal.amountFen > leftFen) throw aboveWhatIsLeft(leftFen, reversal.amountFen);
    if (reversal.amountFen > leftFen - goneOnFen) throw goneOn(reversal.of, leftFen - goneOnFen);
    const id = reversalId ?? newId;
    if (money.reversals.includes(id)) throw reversedBefore();
    const { tier, source, kind } = allocation;
    const data = { ...reversal, reversalId: id, allocationId, tier, source, kind, villageId };
    const after = reversed(money, data, occurredOn);
    requireCoveredOnEachDay(money, after, { allocationId, pointer: '/occurredOn' });
    return [happened(fundsReversed, projectStream(reversal.venueId), occurredOn, data)];
  },
});

type Reversal = Pick<FundsEvents['FundsReversed'], 'of' | 'factId'>;

interface Reversible {
  readonly on: string;
  readonly allocationId: string;
  readonly allocation: Allocation;
  /** What is left of the fact itself, net of earlier reversals. Fen. */
  readonly leftFen: number;
  /** How much of that has been received, or paid out, since. Fen. */
  readonly goneOnFen: number;
}

/** @throws {Refusal} funds.unknown-fact */
function reversible(money: ProjectMoney, { of: kind, factId: id }: Reversal): Reversible {
  const movement = kind === 'receipt' ? money.receipts[id] : money.payments[id];
  const allocationId = kind === 'allocation' ? id : (movement?.allocationId ?? '');
  const allocation = money.allocations[allocationId];
  if (!allocation) throw unknownFact();
  const { allocatedFen, receivedFen, disbursedFen } = allocation;
  if (kind === 'allocation') {
    return { on: allocation.on, allocationId, allocation, leftFen: allocatedFen, goneOnFen: receivedFen };
  }
  if (!movement) throw unknownFact();
  const { on, amountFen: leftFen } = movement;
  // Of a receipt, what other receipts of the same allocation do not cover.
  const goneOnFen = kind === 'receipt' ? Math.max(0, disbursedFen - (receivedFen - leftFen)) : 0;
  return { on, allocationId, allocation, leftFen, goneOnFen };
}

function unknownFact(): Refusal {
  return new Refusal(
    'funds.unknown-fact',
    { zh: '这个项目没有这笔安排、到账或支付', en: 'the project has no such allocation, receipt or payment' },
    { zh: '请核对冲销对象和原编号', en: 'check what is to be taken back, and its id' },
    '/factId',
  );
}

function aboveWhatIsLeft(leftFen: number, fen: number): Refusal {
  return new Refusal(
    'funds.reversal-above-rest',
    {
      zh: `冲销不得超过余额：还剩 ${yuan(leftFen)} 元，本次 ${yuan(fen)} 元`,
      en: `no more is taken back than is left: ${yuan(leftFen)} yuan, not ${yuan(fen)}`,
    },
    { zh: '请核对金额', en: 'check the amount' },
    '/amountFen',
  );
}

function goneOn(kind: Reversal['of'], freeFen: number): Refusal {
  const next = kind === 'allocation' ? { zh: '到账', en: 'receipt' } : { zh: '支付', en: 'payment' };
  return new Refusal(
    'funds.reversal-below-next',
    {
      zh: `其中有资金已${next.zh}，只能冲销未${next.zh}的 ${yuan(freeFen)} 元`,
      en: `only ${yuan(freeFen)} yuan of it can be taken back`,
    },
    { zh: `要冲销更多，请先冲销${next.zh}`, en: `to take back more, reverse the ${next.en} first` },
    '/amountFen',
  );
}

function nothingToReverse(): Refusal {
  return new Refusal(
    'funds.nothing-to-reverse',
    { zh: '这个项目没有可冲销的资金', en: 'the project has no money that could be taken back' },
    { zh: '请核对是否选对项目', en: 'check that it is the right project' },
    '/venueId',
  );
}

function reversedBefore(): Refusal {
  return new Refusal(
    'funds.already-recorded',
    { zh: '这笔冲销已登记，不能重复登记', en: 'this reversal is recorded already' },
    { zh: '另一笔冲销请换用新的编号', en: 'give another reversal an id of its own' },
    '/reversalId',
  );
}
