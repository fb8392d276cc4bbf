/**
 * What a figure was before and after each of the changes that made it. The changes come the latest first, down from
 * `value`, and may end before the first one.
 */
export function runningTotals(
  value: number,
  changes: readonly number[],
): { before: number; after: number }[] {
  let after = value;
  return changes.map((change) => {
    const total = { before: after - change, after };
    after = total.before;
    return total;
  });
}
