/**
 * Splits an amount by weights so that nothing is lost: everybody gets the whole fen of the exact share, and what is left goes, a
 * fen each, to those with the largest remainders, the first of equals first.
 *
 * @param amountFen not below zero.
 * @param weights whole numbers, not below zero, one of them above it.
 */
export function splitFen(amountFen: number, weights: readonly number[]): number[] {
  const [amount, parts] = [BigInt(amountFen), weights.map(BigInt)];
  const total = parts.reduce((sum, weight) => sum + weight, 0n);
  const shares = parts.map((weight) => (amount * weight) / total);
  const left = Number(amount - shares.reduce((sum, share) => sum + share, 0n));
  const remainder = (i: number) => (amount * parts[i]!) % total;
  const largest = parts
    .map((_, i) => i)
    .sort((a, b) => Number(remainder(b) - remainder(a)) || a - b)
    .slice(0, left);
  return shares.map((share, i) => Number(share) + Number(largest.includes(i)));
}
