import { z } from 'zod';
import { productOf, ratio, rounded, type Exact } from '../shared/exact.ts';

/** What a figure is counted in, and how it is written in a report. */
interface UnitOfMeasure {
  /** Units that are told in one another share it. */
  readonly measures: 'money' | 'area' | 'length' | 'rate' | 'count' | 'unit-cost';
  /** How many of the smallest unit make one. */
  readonly size: number;
  /** Decimals with which it is shown. */
  readonly places: number;
  readonly zh: string;
  readonly en: string;
}

export const UNITS = {
  fen: { measures: 'money', size: 1, places: 0, zh: '分', en: 'fen' },
  yuan: { measures: 'money', size: 100, places: 2, zh: '元', en: 'yuan' },
  wan: { measures: 'money', size: 1_000_000, places: 2, zh: '万元', en: '10,000 yuan' },
  yi: { measures: 'money', size: 10_000_000_000, places: 2, zh: '亿元', en: '100 million yuan' },
  dm2: { measures: 'area', size: 1, places: 0, zh: '平方分米', en: 'dm²' },
  m2: { measures: 'area', size: 100, places: 2, zh: '平方米', en: 'm²' },
  m: { measures: 'length', size: 1, places: 0, zh: '米', en: 'm' },
  percent: { measures: 'rate', size: 1, places: 1, zh: '%', en: '%' },
  count: { measures: 'count', size: 1, places: 0, zh: '', en: '' },
  'yuan-per-m2': { measures: 'unit-cost', size: 1, places: 2, zh: '元/平方米', en: 'yuan/m²' },
} as const satisfies Readonly<Record<string, UnitOfMeasure>>;

export type Unit = keyof typeof UNITS;
export const unit = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]).meta({
  title: '单位',
  description:
    'fen 分, yuan 元, wan 万元, yi 亿元, dm2 平方分米, m2 平方米, m 米, percent %, count 个数, yuan-per-m2 元/平方米',
});

/** Whether what is told in one can be told in the other. */
export function isConvertible(one: Unit, other: Unit): boolean {
  return UNITS[one].measures === UNITS[other].measures;
}

/** The same amount in another unit of the same measure. */
export function converted(value: Exact, from: Unit, into: Unit): Exact {
  return productOf([value, ratio(UNITS[from].size, UNITS[into].size)]);
}

/** As a report shows it: with the unit's places, rounded half up. */
export function displayed(value: Exact, shownIn: Unit): string {
  return rounded(value, UNITS[shownIn].places);
}
