/**
 * `numerator / denominator` as a decimal with so many places, rounded half up by its magnitude, exactly: no binary
 * fraction is involved. Both are integers, the denominator is above zero.
 */
export function roundedRatio(
  numerator: number | bigint,
  denominator: number | bigint,
  places: number,
): string {
  const [dividend, divisor] = [BigInt(numerator), BigInt(denominator)];
  const magnitude = dividend < 0n ? -dividend : dividend;
  const scaled = (magnitude * 10n ** BigInt(places) * 2n + divisor) / (divisor * 2n);
  const sign = dividend < 0n && scaled > 0n ? '-' : '';
  const digits = scaled.toString().padStart(places + 1, '0');
  return sign + (places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`);
}

/** Fen as 万元 with two places: `165.00`. */
export function wan(fen: number): string {
  return roundedRatio(fen, 1_000_000, 2);
}

/** Fen as yuan, exactly: `1650000.00`. */
export function yuan(fen: number): string {
  return roundedRatio(fen, 100, 2);
}

/** A share in percent with one place; `—` without a denominator (rule 16). */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : roundedRatio(BigInt(part) * 100n, whole, 1);
}

/** An average in 万元 with two places; `—` when there is nothing to average over. */
export function averageWan(fen: number, count: number): string {
  return count === 0 ? '—' : roundedRatio(fen, count * 1_000_000, 2);
}
