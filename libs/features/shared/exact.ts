import { roundedRatio } from './rounding.ts';

/** A number as people type or divide it, without any rounding: the denominator is above zero. */
export interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A decimal as typed: digits, perhaps grouped by thousands, perhaps with a fraction. */
export const DECIMAL = /^-?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:\.\d{1,8})?$/;

/** @param text matches {@link DECIMAL}. */
export function exact(text: string): Exact {
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}

/** How many places a decimal was typed with. */
export function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

export function ratio(numerator: number | bigint, denominator: number | bigint): Exact {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function sumOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce(
    (a, b) => ({
      numerator: a.numerator * b.denominator + b.numerator * a.denominator,
      denominator: a.denominator * b.denominator,
    }),
    ratio(0, 1),
  );
}

export function productOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce(
    (a, b) => ({
      numerator: a.numerator * b.numerator,
      denominator: a.denominator * b.denominator,
    }),
    ratio(1, 1),
  );
}

export function difference(a: Exact, b: Exact): Exact {
  return sumOf([a, { ...b, numerator: -b.numerator }]);
}

/** Below zero, zero or above zero, as `a` is less than, equal to or more than `b`. */
export function compare(a: Exact, b: Exact): number {
  const { numerator } = difference(a, b);
  return numerator < 0n ? -1 : Number(numerator > 0n);
}

export function magnitude({ numerator, denominator }: Exact): Exact {
  return { numerator: numerator < 0n ? -numerator : numerator, denominator };
}

/** With so many places, rounded half up. */
export function rounded({ numerator, denominator }: Exact, places: number): string {
  return roundedRatio(numerator, denominator, places);
}

/** Without rounding where at most 8 places say it, and without zeros at the end: `0.5`, `33600`. */
export function shortest(number: Exact): string {
  const text = rounded(number, 8);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
