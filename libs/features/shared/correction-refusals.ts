import type { CorrectableValue } from './correctable.ts';
import type { Allocation } from './project-money.ts';
import { Refusal } from './refusal.ts';
import { yuan } from './rounding.ts';

const FROM_ELSEWHERE = {
  zh: '并入本镇以前登记的事项不能更正；资金有误的，请冲销后重新登记',
  en: 'what was recorded before it came to this town can be corrected no more: reverse money, and record it anew',
};

export function nothingToCorrect(cameOn: string | null): Refusal {
  const sentence =
    cameOn === null
      ? { zh: '这个项目还没有可更正的登记', en: 'the project has nothing yet that could be corrected' }
      : FROM_ELSEWHERE;
  return new Refusal('correction.nothing-to-correct', sentence, '/venueId');
}

export function unknownEvent(cameOn: string | null): Refusal {
  const sentence =
    cameOn === null
      ? {
          zh: '这个项目没有这个事件，或者这类事件不能更正，请核对',
          en: 'the project has no such event, or events of its kind are not corrected: check its id',
        }
      : FROM_ELSEWHERE;
  return new Refusal('correction.unknown-event', sentence, '/eventId');
}

export function notCorrectable(fields: readonly string[]): Refusal {
  return new Refusal(
    'correction.not-correctable',
    {
      zh: `这个事件只能更正 ${fields.join('、')}；层级、来源、类型、日期有误的，请冲销或取消后重新登记`,
      en: `of this event only ${fields.join(', ')} can be corrected: where tier, source, type or date are wrong, reverse or cancel it and record it anew`,
    },
    '/field',
  );
}

export function oldDiffers(now: CorrectableValue): Refusal {
  return new Refusal(
    'correction.old-differs',
    {
      zh: `这个字段现在是 ${now}，与填写的原值不符，请刷新后再更正`,
      en: `the field says ${now} now, not what the correction takes it for: look again, and correct that`,
    },
    '/old',
  );
}

export function nothingNew(pointer = '/new'): Refusal {
  return new Refusal(
    'correction.nothing-new',
    { zh: '更正后的值与原值相同', en: 'the new value is the old one' },
    pointer,
  );
}

export function notAllowed(): Refusal {
  return new Refusal(
    'correction.not-allowed',
    {
      zh: '更正后的值不符合这个字段的要求（类型、范围或格式），请核对',
      en: 'the field cannot say this: check the kind, range and form of the value',
    },
    '/new',
  );
}

export function belowReversed(lackingFen: number): Refusal {
  return new Refusal(
    'correction.below-reversed',
    {
      zh: `更正后的金额比已冲销的还少 ${yuan(lackingFen)} 元，请核对金额`,
      en: `more was reversed of it than the new amount, by ${yuan(lackingFen)} yuan: check the amount`,
    },
    '/new',
  );
}

export function moneyOutOfOrder({ allocatedFen, receivedFen, disbursedFen }: Allocation): Refusal {
  const [allocated, received, disbursed] = [allocatedFen, receivedFen, disbursedFen].map(yuan);
  return new Refusal(
    'correction.money-out-of-order',
    {
      zh: `更正后这笔资金安排 ${allocated} 元、到账 ${received} 元、支付 ${disbursed} 元；支付不得超过到账，到账不得超过安排，请先冲销或更正其他登记`,
      en: `then ${allocated} yuan would be allocated, ${received} received, ${disbursed} paid out: no more is paid than received, nor received than allocated; reverse or correct the others first`,
    },
    '/new',
  );
}

export function endBeforeStart(on: string): Refusal {
  return new Refusal(
    'construction.end-before-start',
    {
      zh: `合同竣工日期不能早于开工日期 ${on}，请核对`,
      en: `the contract's end is not before the start of construction (${on}): check the date`,
    },
    '/new',
  );
}

export function nothingLeftOfContract(): Refusal {
  return new Refusal(
    'construction.nothing-left',
    {
      zh: '连同变更的合同总价须大于零，请核对金额',
      en: 'the contract with its variations must be worth something: check the amount',
    },
    '/new',
  );
}

export function auditMissing(aboveFen: number): Refusal {
  return new Refusal(
    'settlement.audit-missing',
    {
      zh: `审定金额超过 ${yuan(aboveFen)} 元，须填写审计文号`,
      en: `above ${yuan(aboveFen)} yuan a settlement needs the number of its audit document`,
    },
    '/documentNo',
  );
}
