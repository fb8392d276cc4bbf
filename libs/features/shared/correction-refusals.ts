import { correctableFields, type CorrectableType, type CorrectableValue } from './correctable.ts';
import type { Allocation } from './project-money.ts';
import type { Project } from './project-state.ts';
import { Refusal, type Sentence } from './refusal.ts';
import { yuan } from './rounding.ts';

export function nothingToCorrect(project: Project): Refusal {
  return project.cameOn === null
    ? new Refusal(
        'correction.nothing-to-correct',
        { zh: '这个项目还没有可更正的登记', en: 'the project has nothing yet that could be corrected' },
        { zh: '请核对是否选对项目', en: 'check that it is the right project' },
        '/venueId',
      )
    : new Refusal('correction.nothing-to-correct', FROM_ELSEWHERE, wayOfMoney(project), '/venueId');
}

export function unknownEvent(project: Project): Refusal {
  return project.cameOn === null
    ? new Refusal(
        'correction.unknown-event',
        {
          zh: '这个项目没有这个事件，或者这类事件不能更正',
          en: 'the project has no such event, or events of its kind are not corrected',
        },
        { zh: '请在项目全部记录中核对', en: 'check its id among the events of the project' },
        '/eventId',
      )
    : new Refusal('correction.unknown-event', FROM_ELSEWHERE, wayOfMoney(project), '/eventId');
}

const FROM_ELSEWHERE = {
  zh: '并入本镇以前登记的事项不能更正',
  en: 'what was recorded before it came to this town can be corrected no more',
};

export function notCorrectable(type: CorrectableType, project: Project): Refusal {
  const fields = correctableFields[type];
  return new Refusal(
    'correction.not-correctable',
    {
      zh: `这个事件只能更正 ${fields.join('、')}`,
      en: `of this event only ${fields.join(', ')} can be corrected`,
    },
    otherWay(type, project),
    '/field',
  );
}

/** What else may be done about a fact, as far as its project has come: a way that the deciders leave open. */
function otherWay(type: CorrectableType, project: Project): Sentence {
  const { cancelledOn, work } = project;
  const goesOn = cancelledOn === null && work.completion === null;
  switch (type) {
    case 'FundsAllocated':
    case 'FundsReceived':
    case 'FundsDisbursed':
      return wayOfMoney(project);
    case 'VenuePlanned':
      return goesOn
        ? {
            zh: '预算请调整，其他内容有误的请取消项目后重新规划',
            en: 'adjust the budget; where something else is wrong, cancel the project and plan it anew',
          }
        : NO_OTHER_WAY;
    case 'NeedsAssessed':
    case 'SiteSelected':
      return goesOn && work.contract === null
        ? { zh: '其他内容有误的请重新登记', en: 'where something else is wrong, record it again' }
        : NO_OTHER_WAY;
    default:
      return NO_OTHER_WAY;
  }
}

/** Money can be taken back at any time, and be recorded anew until the project is settled or given up. */
function wayOfMoney({ cancelledOn, work }: Project): Sentence {
  return cancelledOn === null && work.settlement === null
    ? {
        zh: '资金的层级、来源、类型、日期有误的请冲销后重新登记',
        en: 'where tier, source, type or date of money are wrong, reverse it and record it anew',
      }
    : { zh: '资金有误的请冲销', en: 'where money is wrong, reverse it' };
}

const NO_OTHER_WAY: Sentence = {
  zh: '其他内容以登记时的原始材料为准，请核对',
  en: 'for the rest the papers of that day hold: check them',
};

export function oldDiffers(now: CorrectableValue): Refusal {
  return new Refusal(
    'correction.old-differs',
    {
      zh: `这个字段现在是 ${now}，与填写的原值不符`,
      en: `the field says ${now} now, not what the correction takes it for`,
    },
    { zh: '请刷新后再更正', en: 'look again, and correct that' },
    '/old',
  );
}

export function nothingNew(pointer = '/new'): Refusal {
  return new Refusal(
    'correction.nothing-new',
    { zh: '更正后的值与原值相同', en: 'the new value is the old one' },
    { zh: '无需更正，有误的请填写正确的值', en: 'leave it, or enter what is right' },
    pointer,
  );
}

export function notAllowed(): Refusal {
  return new Refusal(
    'correction.not-allowed',
    { zh: '更正后的值不符合这个字段的要求（类型、范围或格式）', en: 'the field cannot say this' },
    { zh: '请核对后重新填写', en: 'check the kind, range and form of the value' },
    '/new',
  );
}

export function belowReversed(lackingFen: number): Refusal {
  return new Refusal(
    'correction.below-reversed',
    {
      zh: `更正后的金额比已冲销的还少 ${yuan(lackingFen)} 元`,
      en: `more was reversed of it than the new amount, by ${yuan(lackingFen)} yuan`,
    },
    { zh: '请核对金额', en: 'check the amount' },
    '/new',
  );
}

export function moneyOutOfOrder({ allocatedFen, receivedFen, disbursedFen }: Allocation): Refusal {
  const [allocated, received, disbursed] = [allocatedFen, receivedFen, disbursedFen].map(yuan);
  return new Refusal(
    'correction.money-out-of-order',
    {
      zh: `更正后这笔资金安排 ${allocated} 元、到账 ${received} 元、支付 ${disbursed} 元，支付不得超过到账，到账不得超过安排`,
      en: `then ${allocated} yuan would be allocated, ${received} received, ${disbursed} paid out: no more is paid than received, nor received than allocated`,
    },
    { zh: '请先冲销或更正其他登记', en: 'reverse or correct the others first' },
    '/new',
  );
}

export function endBeforeStart(on: string): Refusal {
  return new Refusal(
    'construction.end-before-start',
    {
      zh: `合同竣工日期不能早于开工日期 ${on}`,
      en: `the contract's end is not before the start of construction (${on})`,
    },
    { zh: '请核对日期', en: 'check the date' },
    '/new',
  );
}

export function nothingLeftOfContract(): Refusal {
  return new Refusal(
    'construction.nothing-left',
    { zh: '连同变更的合同总价须大于零', en: 'the contract with its variations must be worth something' },
    { zh: '请核对金额', en: 'check the amount' },
    '/new',
  );
}

export function auditMissing(aboveFen: number): Refusal {
  return new Refusal(
    'settlement.audit-missing',
    {
      zh: `审定金额超过 ${yuan(aboveFen)} 元的结算须有审计文号`,
      en: `above ${yuan(aboveFen)} yuan a settlement needs the number of its audit document`,
    },
    { zh: '请填写审计文号', en: 'fill it in' },
    '/documentNo',
  );
}
