import { type SourceFigures, tiers } from '../api/types.ts';

/** Sources, largest amount first; equal amounts in the order of the tiers, then by name. */
export function bySize(sources: readonly SourceFigures[]): SourceFigures[] {
  return [...sources].sort(
    (left, right) =>
      right.amountFen - left.amountFen ||
      tiers.indexOf(left.tier) - tiers.indexOf(right.tier) ||
      left.source.localeCompare(right.source, 'zh-CN'),
  );
}
