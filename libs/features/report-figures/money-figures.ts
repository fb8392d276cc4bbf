import type { ReadModels } from '../read-models.ts';
import { isWithin, ratioOf, summed, type ReportFigure, type ReportPeriod } from './figure-declarations.ts';

type Movement = ReadModels['money_movement'];

/** The money of one step in the period, net of what was reversed in it. */
const net = (step: string) => (row: Movement, period: ReportPeriod) =>
  row.step === step && isWithin(row.occurredOn, period) ? row.amountFen : 0;

const bySource = {
  parts: ['tier', 'source', 'kind'],
  partOf: ({ tier, source, kind }: Movement) => ({ tier, source, kind }),
} as const;
const byTier = { parts: ['tier'], partOf: ({ tier }: Movement) => ({ tier }) } as const;

/** 资金: raised from three tiers, arrived, paid out and taken back. */
export const moneyFigures: Readonly<Record<string, ReportFigure>> = {
  'funds.raised': summed('money_movement', 'wan', ['筹集资金', 'funds raised'], {
    measure: net('allocation'),
    ...byTier,
  }),
  'funds.bySource': summed('money_movement', 'wan', ['筹集资金（按来源）', 'funds raised, by source'], {
    measure: net('allocation'),
    ...bySource,
  }),
  'funds.received': summed('money_movement', 'wan', ['到账资金', 'funds received'], {
    measure: net('receipt'),
    ...byTier,
  }),
  'funds.receivedBySource': summed(
    'money_movement',
    'wan',
    ['到账资金（按来源）', 'funds received, by source'],
    { measure: net('receipt'), ...bySource },
  ),
  'funds.receivedCash': summed('money_movement', 'wan', ['到账货币资金', 'cash received'], {
    measure: (row, period) => (row.kind === 'cash' ? net('receipt')(row, period) : 0),
    ...byTier,
  }),
  'funds.disbursed': summed('money_movement', 'wan', ['支付资金', 'funds disbursed'], {
    measure: net('payment'),
    ...byTier,
  }),
  'funds.disbursedBySource': summed(
    'money_movement',
    'wan',
    ['支付资金（按来源）', 'funds disbursed, by source'],
    { measure: net('payment'), ...bySource },
  ),
  'funds.reversed': summed('money_movement', 'wan', ['冲销资金', 'funds reversed'], {
    measure: (row, period) => (row.amountFen < 0 && isWithin(row.occurredOn, period) ? -row.amountFen : 0),
    parts: ['of'],
    partOf: ({ step }) => ({ of: step }),
  }),
  'funds.receivedRate': ratioOf(
    'percent',
    ['资金到账率', 'received of what was raised'],
    'funds.received',
    'funds.raised',
  ),
  'funds.disbursedRate': ratioOf(
    'percent',
    ['资金支付率', 'disbursed of the cash received'],
    'funds.disbursed',
    'funds.receivedCash',
    {
      remark: {
        zh: '只计货币资金：实物和投工不支付',
        en: 'of money alone: goods and labour are not paid out',
      },
    },
  ),
  'funds.average': ratioOf(
    'wan',
    ['每个项目平均筹资', 'funds raised per planned project'],
    'funds.raised',
    'projects.planned',
  ),
};
