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
    .flatMap((year) =>
      partsOfYear.map(([part, , lastMonth]) => [year + part, `${year}-${lastMonth}`] as const),
    )
    .filter(([, lastMonth]) => lastMonth < today.slice(0, 7))
    .toSorted(([, one], [, other]) => (one === other ? 0 : one < other ? 1 : -1))
    .map(([name]) => name);
}

/** A period and all that lies in it, the longer before the shorter. */
export function periodsWithin(name: string): string[] {
  const year = name.slice(0, 4);
  const [, from, until] = partsOfYear.find(([part]) => year + part === name) ?? ['', '', ''];
  return partsOfYear.filter(([, first, last]) => from <= first && last <= until).map(([part]) => year + part);
}

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Each part of a year with its first and last month, the longer first. */
const partsOfYear: readonly (readonly [part: string, firstMonth: string, lastMonth: string])[] = [
  ['', '01', '12'],
  ['-H1', '01', '06'],
  ['-H2', '07', '12'],
  ['-Q1', '01', '03'],
  ['-Q2', '04', '06'],
  ['-Q3', '07', '09'],
  ['-Q4', '10', '12'],
  ...months.map((month) => [`-${month}`, month, month] as const),
];
