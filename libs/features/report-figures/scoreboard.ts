import { compare, type Exact } from '../shared/exact.ts';
import type { Sentence } from '../shared/refusal.ts';

/** Towns of like size: like is compared with like. */
export type SizeGroup = 'small' | 'medium' | 'large';

const MEDIUM_FROM = 10;
const LARGE_FROM = 20;

export const SIZE_METHOD: Sentence = {
  zh: `按村数分组：不足 ${MEDIUM_FROM} 个为小镇，${MEDIUM_FROM} 至 ${LARGE_FROM - 1} 个为中镇，${LARGE_FROM} 个及以上为大镇；只在组内排名，比率未四舍五入前比较，相同者名次相同，没有分母者不排名`,
  en: `by villages: small below ${MEDIUM_FROM}, medium below ${LARGE_FROM}, large from ${LARGE_FROM} on; places within a group, by rates before any rounding; equals share a place, and without a denominator there is none`,
};

export function sizeGroup(villages: number): SizeGroup {
  if (villages >= LARGE_FROM) return 'large';
  return villages >= MEDIUM_FROM ? 'medium' : 'small';
}

/** A place for each rate, in the order given, the highest first; null for a rate that is none. Pure. */
export function places(rates: readonly (Exact | null)[]): (number | null)[] {
  return rates.map((rate) =>
    rate ? rates.filter((other) => other !== null && compare(other, rate) > 0).length + 1 : null,
  );
}
