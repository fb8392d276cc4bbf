import type { TFunction } from 'i18next';
import type { Quantity } from '../origins/quantities.ts';

type Counted = Extract<Quantity, 'money' | 'area' | 'villages' | 'venues'>;

/** What a figure of the comparison counts, by its name: `funds.raised`. */
export function countQuantity(figure: string): Counted {
  if (figure.startsWith('funds.')) return 'money';
  if (figure === 'area.built') return 'area';
  return /^(villages|coverage)\./.test(figure) ? 'villages' : 'venues';
}

/** What the server shows in 万元 or m², in fen or dm², by its digits: 0.07e6 is exact where 0.07 * 1e6 is not. */
export function smallestUnits(shown: string, quantity: Counted): number {
  const exponent = { money: 6, area: 2, villages: 0, venues: 0 }[quantity];
  return Number(`${shown}e${String(exponent)}`);
}

/** A title with the unit of what stands below it; counts need none. */
export function unitTitle(title: string, quantity: Counted, t: TFunction): string {
  if (quantity === 'money') return t('common.withUnit', { title, unit: t('unit.wan') });
  if (quantity === 'area') return t('common.withUnit', { title, unit: t('unit.squareMetres') });
  return title;
}
