import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatHundredths, formatCount, formatFenAsWan, formatOneDecimal } from '../format/numbers.ts';
import type { Fact } from './event-facts.ts';

/** The facts of one event, each with its name and unit. */
export function FactList({ facts }: { facts: Fact[] }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name} className="fact">
          <dt>{t(`event.fact.${fact.name}`)}</dt>
          <dd>{factText(fact, t)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A fact's value with its unit, as the pages write it. */
export function factText(fact: Fact, t: TFunction): string {
  switch (fact.kind) {
    case 'text':
      return fact.text;
    case 'money':
      return `${formatFenAsWan(fact.fen)} ${t('unit.wan')}`;
    case 'exact-money':
      return `${formatHundredths(fact.fen)} ${t('correction.unit.amount')}`;
    case 'area':
      return `${formatHundredths(fact.dm2)} ${t('unit.squareMetres')}`;
    case 'count':
      return countText(fact, t);
    case 'term':
      return t(`${fact.group}.${fact.term}` as 'tier.town', { defaultValue: fact.term });
    case 'yes-no':
      return t(fact.yes ? 'step.yes' : 'step.no');
    case 'plan':
      return planText(fact, t);
    default:
      return fact satisfies never;
  }
}

function countText({ count, unit }: Extract<Fact, { kind: 'count' }>, t: TFunction): string {
  switch (unit) {
    case 'none':
      return String(count);
    case 'percent':
      return `${count}%`;
    case 'hours':
      return `${formatOneDecimal(count)} ${t('unit.clockHours')}`;
    case 'days':
      return `${formatCount(count)} ${t('unit.days')}`;
    case 'persons':
      return `${formatCount(count)} ${t('unit.persons')}`;
    default:
      return unit satisfies never;
  }
}

function planText(plan: Extract<Fact, { kind: 'plan' }>, t: TFunction): string {
  const parts = [
    `${t('tier.higher')} ${formatFenAsWan(plan.higherFen)}`,
    `${t('tier.town')} ${formatFenAsWan(plan.townFen)}`,
    `${t('tier.village')} ${formatFenAsWan(plan.villageFen)}`,
  ];
  return `${parts.join(' + ')} ${t('unit.wan')}`;
}
