/**
 * Whether shares as shown (percent, 1 decimal) miss 100.0 by rounding, so that the page owes its reader the note.
 * Shares without a denominator miss nothing.
 */
export function sharesMissWhole(sharePcts: readonly string[]): boolean {
  const tenths = sharePcts.map((pct) => Math.round(Number(pct) * 10));
  return (
    tenths.every(Number.isFinite) && tenths.length > 0 && tenths.reduce((sum, part) => sum + part, 0) !== 1000
  );
}
