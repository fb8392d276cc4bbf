import type { Part } from '../features/figures.ts';
import type { OverviewFigures } from '../features/overview/overview.view.ts';

/** A figure as an overview shows it, and how it is asked for. */
export interface ShownFigure {
  readonly figure: string;
  readonly part: Partial<Part>;
  readonly value: number;
}

const shown = (figure: string, value: number, part: Partial<Part> = {}): ShownFigure => ({
  figure,
  part,
  value,
});

/** Every figure of an overview that is a sum; what is left are rates, averages and money in other units. */
export function figuresShown({ villages, venues, funds, trainings, years, months }: OverviewFigures) {
  return [
    shown('villages.total', villages.total),
    shown('villages.planned', villages.planned),
    shown('villages.covered', villages.covered),
    shown('venues.planned', venues.planned),
    shown('venues.cancelled', venues.cancelled),
    shown('venues.completed', venues.completed),
    shown('venues.builtAreaDm2', venues.builtAreaDm2),
    shown('venues.newOrRebuilt.planned', venues.newOrRebuilt.planned),
    shown('venues.newOrRebuilt.completed', venues.newOrRebuilt.completed),
    ...venues.byBuildType.flatMap(({ planned, completed, ...row }) => {
      const part = { buildType: row.buildType as Part['buildType'] };
      return [
        shown('venues.byBuildType.planned', planned, part),
        shown('venues.byBuildType.completed', completed, part),
      ];
    }),
    shown('funds.amountFen', funds.amountFen),
    ...funds.byTier.map(({ tier, amountFen }) => shown('funds.byTier.amountFen', amountFen, { tier })),
    ...funds.bySource.map(({ tier, source, kind, amountFen }) =>
      shown('funds.bySource.amountFen', amountFen, { tier, source, kind } as Partial<Part>),
    ),
    shown('trainings.count', trainings.count),
    shown('trainings.people', trainings.people),
    shown('trainings.hours', trainings.hours),
    ...years.flatMap(({ year, ...figures }) =>
      Object.entries(figures).map(([name, value]) => shown(`years.${name}`, value, { year: String(year) })),
    ),
    ...months.flatMap(({ month, fundsFen, ...figures }) => [
      ...Object.entries(figures).map(([name, value]) => shown(`months.${name}`, value, { month })),
      ...(['higher', 'town', 'village'] as const).map((tier) =>
        shown('months.fundsFen', fundsFen[tier], { month, tier }),
      ),
    ]),
  ];
}
