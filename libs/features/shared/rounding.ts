/**
 * `numerator / denominator` as a decimal with so many places, rounded half up, exactly: no binary fraction is
 * involved. Neither may be negative; both are integers.
 */
export function roundedRatio(numerator: number | bigint, denominator: number, places: number): string {
  const divisor = BigInt(denominator) * 2n;
  const scaled = BigInt(numerator) * 10n ** BigInt(places) * 2n + BigInt(denominator);
  const digits = (scaled / divisor).toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Fen as 万元 with two places: `165.00`. */
export function wan(fen: number): string {
  return roundedRatio(fen, 1_000_000, 2);
}

/** A share in percent with one place; `—` without a denominator (rule 16). */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : roundedRatio(BigInt(part) * 100n, whole, 1);
}

/** An average in 万元 with two places; `—` when there is nothing to average over. */
export function averageWan(fen: number, count: number): string {
  return count === 0 ? '—' : roundedRatio(fen, count * 1_000_000, 2);
}
