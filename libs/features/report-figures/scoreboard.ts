import { compare, type Exact } from '../shared/exact.ts';
import type { Sentence } from '../shared/refusal.ts';
import type { StandardContent } from '../shared/standard.ts';

/** Towns of like size: like is compared with like. */
export type SizeGroup = 'small' | 'medium' | 'large';

/** From how many villages on a town is medium, and large: the county's data. */
export type Sizes = Pick<StandardContent['thresholds'], 'mediumTownFrom' | 'largeTownFrom'>;

/** How towns are grouped and ranked. */
export function sizeMethod({ mediumTownFrom: medium, largeTownFrom: large }: Sizes): Sentence {
  return {
    zh: `按村数分组：不足 ${medium} 个为小镇，${medium} 个及以上、不足 ${large} 个为中镇，${large} 个及以上为大镇；只在组内排名，比率未四舍五入前比较，相同者名次相同，没有分母者不排名`,
    en: `by villages: small below ${medium}, medium below ${large}, large from ${large} on; places within a group, by rates before any rounding; equals share a place, and without a denominator there is none`,
  };
}

export function sizeGroup(villages: number, { mediumTownFrom, largeTownFrom }: Sizes): SizeGroup {
  if (villages >= largeTownFrom) return 'large';
  return villages >= mediumTownFrom ? 'medium' : 'small';
}

/** A place for each rate, in the order given, the highest first; null for a rate that is none. Pure. */
export function places(rates: readonly (Exact | null)[]): (number | null)[] {
  return rates.map((rate) =>
    rate ? rates.filter((other) => other !== null && compare(other, rate) > 0).length + 1 : null,
  );
}
