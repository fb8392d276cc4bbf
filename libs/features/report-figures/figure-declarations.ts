import type { ReadModels } from '../read-models.ts';
import type { CountyPolicy } from '../shared/county-policy.ts';
import type { Standard } from '../shared/standard.ts';
import type { Sentence } from '../shared/refusal.ts';
import type { FigurePart, PartName } from './figure-part.ts';
import type { Unit } from './units.ts';

/** What a report's figures are about: days of a period, both ends counted, and what the county has laid down. */
export interface ReportPeriod {
  readonly from: string;
  readonly to: string;
  readonly policy: CountyPolicy;
  /** The standard in force on the last day. */
  readonly standard: Standard;
}

/** The read models whose rows add up to figures. */
export const summedModels = [
  'village_card',
  'venue_card',
  'project_card',
  'money_movement',
  'environment_work',
] as const;
export type SummedModel = (typeof summedModels)[number];

interface Named {
  readonly title: Sentence;
  /** In which it is shown. */
  readonly unit: Unit;
}

/** A figure to which each row of a read model gives something. */
export interface SummedFigure<Model extends SummedModel = SummedModel> extends Named {
  readonly kind: 'sum';
  readonly model: Model;
  /** In which it is counted: fen, dm², things. */
  readonly smallest: Unit;
  /**
   * `period`: what is dated in it. `end`: what stood at its end. Both with the corrections that are known when they are
   * looked at.
   */
  readonly basis: 'period' | 'end';
  /** To each of the parts that a row gives to: how much. */
  readonly gives: (row: ReadModels[Model], period: ReportPeriod) => readonly Given[];
  /** What tells its parts apart. */
  readonly parts?: readonly PartName[];
}

/** What a row gives to a part of a figure; without parts to the whole of it. */
export interface Given {
  readonly part: FigurePart;
  readonly amount: number;
}

/** A figure that all villages and venues of a town make together: villages covered. */
export interface CoverageFigure extends Named {
  readonly kind: 'coverage';
  readonly smallest: 'count';
  readonly basis: 'end';
  readonly counts: 'with-venue' | 'compliant' | 'compliant-in-use' | 'uncovered' | 'shared';
}

/** One figure through another: a rate, a share, an average. It opens to both. */
export interface RatioFigure extends Named {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
  /** What tells the parts of both apart: there is a rate of each. */
  readonly parts?: readonly PartName[];
  /** What one should know to read it. */
  readonly remark?: Sentence;
}

export type ReportFigure = SummedFigure | CoverageFigure | RatioFigure;

/** What a row gives to one part of a figure. */
interface Measured<Model extends SummedModel> {
  readonly measure: (row: ReadModels[Model], period: ReportPeriod) => number;
  readonly parts?: readonly PartName[];
  readonly partOf?: (row: ReadModels[Model]) => FigurePart;
  readonly basis?: SummedFigure['basis'];
}

export const summed = <Model extends SummedModel>(
  model: Model,
  unit: Unit,
  title: readonly [string, string],
  { measure, partOf = () => ({}), ...declared }: Measured<Model>,
): SummedFigure =>
  summedByParts(model, unit, title, {
    gives: (row, period) => [{ part: partOf(row), amount: measure(row, period) }],
    ...declared,
  });

/** A figure to several parts of which a row may give. */
export const summedByParts = <Model extends SummedModel>(
  model: Model,
  unit: Unit,
  [zh, en]: readonly [string, string],
  declared: Pick<SummedFigure<Model>, 'gives' | 'parts'> & Partial<Pick<SummedFigure, 'basis'>>,
): SummedFigure =>
  ({
    kind: 'sum',
    model,
    unit,
    smallest: SMALLEST[unit] ?? 'count',
    basis: 'period',
    title: { zh, en },
    ...declared,
  }) as unknown as SummedFigure;

export const ratioOf = (
  unit: Unit,
  [zh, en]: readonly [string, string],
  numerator: string,
  denominator: string,
  more: Pick<RatioFigure, 'parts' | 'remark'> = {},
): RatioFigure => ({
  kind: 'ratio',
  unit,
  title: { zh, en },
  numerator,
  denominator,
  ...more,
});

const SMALLEST: Readonly<Partial<Record<Unit, Unit>>> = { wan: 'fen', m2: 'dm2', m: 'm' };

export const isWithin = (date: string | null, { from, to }: Pick<ReportPeriod, 'from' | 'to'>): boolean =>
  date !== null && date >= from && date <= to;
