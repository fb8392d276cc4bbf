import type { QueryCreator } from 'kysely';
import type { ReadModels } from '../read-models.ts';
import type { Sentence } from '../shared/refusal.ts';
import { reportFigures } from './catalogue.ts';
import { type figureModels, figureRows, figureSums, figureValue, type FigureRows } from './figure-values.ts';
import { reportPeriod } from './report-period.ts';
import { places, sizeGroup, sizeMethod } from './scoreboard.ts';
import { displayed } from './units.ts';
import type { RatioFigure } from './figure-declarations.ts';
import type { ViewContext } from './view-context.ts';

type Db = QueryCreator<Pick<ReadModels, (typeof figureModels)[number]>>;

/** What towns are compared by. */
const RATES = [
  'coverage.withVenueRate',
  'coverage.compliantRate',
  'coverage.inUseRate',
  'projects.completionRate',
  'venues.onTimeRate',
  'funds.receivedRate',
  'funds.disbursedRate',
] as const;

/** What stands beside them. */
const COUNTS = [
  'villages.total',
  'projects.planned',
  'venues.completed',
  'area.built',
  'area.belowStandard',
  'cost.aboveCeiling',
  'funds.raised',
] as const;

const named = (name: string): { name: string; title: Sentence } => ({
  name,
  title: reportFigures[name]!.title,
});

/** Every town by the same figures: counts, and rates with the place among towns of like size. */
export async function scoreboard(
  db: Db,
  { towns, policy, on }: ViewContext,
  { from }: { readonly from: string },
) {
  const period = reportPeriod({ from, to: on }, policy);
  const { thresholds } = period.standard;
  const rows = await figureRows(db, period);
  const lines = towns.map((town) => {
    const own = rowsOf(rows, town);
    const sums = figureSums(own, own, period);
    return { town, sums, group: sizeGroup(sums.get('villages.total')!.sum, thresholds) };
  });
  return {
    period: { from, to: on },
    method: sizeMethod(thresholds),
    counts: COUNTS.map(named),
    rates: RATES.map((name) => {
      const { numerator, denominator } = reportFigures[name] as RatioFigure;
      return { ...named(name), numerator: named(numerator), denominator: named(denominator) };
    }),
    towns: lines.map(({ town: { code, name }, sums, group }) => ({
      code,
      name,
      group,
      counts: Object.fromEntries(
        COUNTS.map((count) => [count, displayed(figureValue(count, sums)!, reportFigures[count]!.unit)]),
      ),
      rates: Object.fromEntries(
        RATES.map((rate) => {
          const alike = lines.filter((line) => line.group === group);
          const value = figureValue(rate, sums);
          const rank = places(alike.map((line) => figureValue(rate, line.sums)));
          const { numerator, denominator } = reportFigures[rate] as RatioFigure;
          return [
            rate,
            {
              count: sums.get(numerator)!.sum,
              of: sums.get(denominator)!.sum,
              ratePct: value ? displayed(value, 'percent') : '—',
              place: rank[alike.findIndex((line) => line.town.code === code)] ?? null,
              among: alike.length,
            },
          ];
        }),
      ),
    })),
  };
}

export type Scoreboard = Awaited<ReturnType<typeof scoreboard>>;

function rowsOf(rows: FigureRows, { tenantId }: { readonly tenantId: number }): FigureRows {
  return Object.fromEntries(
    Object.entries(rows).map(([model, all]) => [model, all.filter((row) => row.tenantId === tenantId)]),
  ) as unknown as FigureRows;
}
