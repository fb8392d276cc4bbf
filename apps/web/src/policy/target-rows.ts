import type { TargetLine, TownTarget } from '../api/policy-types.ts';
import type { Division } from '../api/types.ts';
import { parseHundredths, parseWhole, typedHundredths } from '../format/amounts.ts';

/** A town's target of a year; null where the county set none. */
export interface TargetRow {
  town: Division;
  target: TownTarget | null;
  /** What the town set itself and what came of it; null where the county set no target. */
  line: TargetLine | null;
}

/** What is typed for a town's target: the venues, 元, a campaign. */
export interface TypedTarget {
  venues?: string;
  amount?: string;
  campaign?: string | null;
}

/** What `set-town-target` is told. */
export interface TargetBody {
  occurredOn: string;
  townCode: string;
  year: number;
  venues: number;
  amountFen?: number;
  campaign?: string;
}

/** Every town of the county in a year. */
export function targetRows(
  towns: readonly Division[],
  targets: readonly TownTarget[],
  lines: readonly TargetLine[],
  year: number,
): TargetRow[] {
  return towns.map((town) => {
    const here = (one: TownTarget) => one.townCode === town.code && one.year === year;
    return { town, target: targets.find(here) ?? null, line: lines.find(here) ?? null };
  });
}

/** A target as it would be typed. */
export function typedTarget(target: TownTarget | null): TypedTarget {
  if (target === null) return {};
  const { venues, amountFen, campaign } = target;
  return {
    venues: String(venues),
    ...(amountFen !== null && { amount: typedHundredths(amountFen) }),
    ...(campaign !== null && { campaign }),
  };
}

/** What is to be sent: the towns whose target is not what was typed. A town without a typed number is left alone. */
export function changedTargets(
  rows: readonly TargetRow[],
  typed: Readonly<Record<string, TypedTarget>>,
  { occurredOn, year }: { occurredOn: string; year: number },
): TargetBody[] {
  return rows.flatMap(({ town, target }) => {
    const { venues: typedVenues = '', amount = '', campaign } = typed[town.code] ?? {};
    const venues = parseWhole(typedVenues);
    if (venues === undefined) return [];
    const amountFen = parseHundredths(amount);
    const isSame =
      target?.venues === venues &&
      target.amountFen === (amountFen ?? null) &&
      target.campaign === (campaign ?? null);
    if (isSame) return [];
    return [
      {
        occurredOn,
        townCode: town.code,
        year,
        venues,
        ...(amountFen !== undefined && { amountFen }),
        ...(campaign && { campaign }),
      },
    ];
  });
}
