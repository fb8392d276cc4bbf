import type { TFunction } from 'i18next';

/** A period as people say it: `2024-Q3` is the third quarter of 2024. */
export function periodText(name: string, t: TFunction): string {
  const [year = '', part] = name.split('-');
  if (part === undefined) return t('period.year', { year });
  if (part === 'H1' || part === 'H2') return t(`period.half.${part}`, { year });
  if (part.startsWith('Q')) return t('period.quarter', { year, quarter: part.slice(1) });
  return t('period.month', { year, month: Number(part) });
}

/** How many years back a period is offered. */
const yearsBack = 3;

/** Years, halves, quarters and months that are over on a day, the latest first, and of those that end together the longest. */
export function periodsOver(today: string): string[] {
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: yearsBack + 1 }, (_, back) => String(thisYear - back));
  return years
    .flatMap((year) => partsOfYear.map(([part, lastMonth]) => [year + part, `${year}-${lastMonth}`] as const))
    .filter(([, lastMonth]) => lastMonth < today.slice(0, 7))
    .toSorted(([, one], [, other]) => (one === other ? 0 : one < other ? 1 : -1))
    .map(([name]) => name);
}

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Each part of a year with its last month, the longer first. */
const partsOfYear: readonly (readonly [part: string, lastMonth: string])[] = [
  ['', '12'],
  ['-H1', '06'],
  ['-H2', '12'],
  ['-Q1', '03'],
  ['-Q2', '06'],
  ['-Q3', '09'],
  ['-Q4', '12'],
  ...months.map((month) => [`-${month}`, month] as const),
];
