import type { TFunction } from 'i18next';

/** The parts of a year that are reported on, the widest first. */
const partsOfYear = [
  '',
  ...['-H1', '-H2'],
  ...['-Q1', '-Q2', '-Q3', '-Q4'],
  ...Array.from({ length: 12 }, (_, index) => `-${String(index + 1).padStart(2, '0')}`),
];

/** First and last month of each part that is no month. */
const monthsOf: Readonly<Record<string, readonly [first: string, last: string]>> = {
  '': ['01', '12'],
  H1: ['01', '06'],
  H2: ['07', '12'],
  Q1: ['01', '03'],
  Q2: ['04', '06'],
  Q3: ['07', '09'],
  Q4: ['10', '12'],
};

/** A period as people say it: `2024-Q3` is 2024 年第 3 季度. */
export function periodName(period: string, t: TFunction): string {
  const [year = '', part = ''] = period.split('-');
  if (part === '') return t('policy.periodName.year', { year });
  if (part === 'H1' || part === 'H2') return t(`policy.periodName.${part}`, { year });
  return part.startsWith('Q')
    ? t('policy.periodName.quarter', { year, part: part.slice(1) })
    : t('policy.periodName.month', { year, part: String(Number(part)) });
}

/** The periods of a year that are over on a day, the widest first. */
export function periodsOver(year: number, on: string): string[] {
  return periodsOf(year).filter((period) => spanOf(period)[1] < on.slice(0, 7));
}

/** A period and all that lies in it. */
export function periodsWithin(period: string): string[] {
  const [first, last] = spanOf(period);
  return periodsOf(Number(period.slice(0, 4))).filter((one) => {
    const [from, until] = spanOf(one);
    return first <= from && until <= last;
  });
}

function periodsOf(year: number): string[] {
  return partsOfYear.map((part) => `${String(year)}${part}`);
}

function spanOf(period: string): readonly [first: string, last: string] {
  const [year = '', part = ''] = period.split('-');
  const [first, last] = monthsOf[part] ?? [part, part];
  return [`${year}-${first}`, `${year}-${last}`];
}
