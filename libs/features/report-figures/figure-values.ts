import type { QueryCreator } from 'kysely';
import { columnsOfModel, type ReadModels } from '../read-models.ts';
import { productOf, ratio, type Exact } from '../shared/exact.ts';
import { coverageOf } from './coverage.ts';
import { countBy, reportFigures, type CountedFigure } from './catalogue.ts';
import type { ReportPeriod, SummedFigure } from './figure-declarations.ts';
import { isOf, type FigurePart } from './figure-part.ts';
import { converted, type Unit } from './units.ts';

/** The read models that the figures of a report are made of. */
export const figureModels = [
  'village_card',
  'venue_card',
  'project_card',
  'money_movement',
  'environment_work',
] as const satisfies readonly (keyof ReadModels)[];
type Model = (typeof figureModels)[number];

/** The rows of all tenants in scope. */
export type FigureRows = { readonly [Name in Model]: readonly ReadModels[Name][] };

/** Reads what the figures of a period are made of. */
export async function figureRows(
  db: QueryCreator<Pick<ReadModels, Model>>,
  { from, to }: Pick<ReportPeriod, 'from' | 'to'>,
): Promise<FigureRows> {
  return {
    village_card: await db
      .selectFrom('village_card')
      .select(columnsOfModel('village_card'))
      .where('code', '<>', '')
      .execute(),
    venue_card: await db.selectFrom('venue_card').select(columnsOfModel('venue_card')).execute(),
    project_card: await db.selectFrom('project_card').select(columnsOfModel('project_card')).execute(),
    money_movement: await db
      .selectFrom('money_movement')
      .select(columnsOfModel('money_movement'))
      .where('occurredOn', '>=', from)
      .where('occurredOn', '<=', to)
      .execute(),
    environment_work: await db
      .selectFrom('environment_work')
      .select(columnsOfModel('environment_work'))
      .execute(),
  };
}

/** A sum, in the figure's smallest unit, and those of its parts, the largest first. */
export interface FigureSum {
  readonly sum: number;
  readonly parts: readonly { readonly part: FigurePart; readonly sum: number }[];
}

/** The sums of all figures that count something. @param atEnd the rows as they were at the period's end. Pure. */
export function figureSums(
  rows: FigureRows,
  atEnd: FigureRows,
  period: ReportPeriod,
): ReadonlyMap<string, FigureSum> {
  const counted = Object.entries(reportFigures).flatMap(([name, figure]) =>
    figure.kind === 'ratio' ? [] : [[name, figure] as const],
  );
  return new Map(
    counted.map(([name, figure]) => [name, sumOf(figure, figure.basis === 'end' ? atEnd : rows, period)]),
  );
}

function sumOf(figure: CountedFigure, rows: FigureRows, period: ReportPeriod): FigureSum {
  if (figure.kind === 'sum') return sumOfRows(figure, rows, period);
  const tenants = new Set(rows.village_card.map(({ tenantId }) => tenantId));
  const ofTown =
    (tenantId: number) =>
    <Row extends { tenantId: number }>(row: Row) =>
      row.tenantId === tenantId;
  const counts = [...tenants].map((tenantId) =>
    countBy(
      figure.counts,
      coverageOf(
        rows.village_card.filter(ofTown(tenantId)),
        rows.venue_card.filter(ofTown(tenantId)),
        period.standard,
      ),
    ),
  );
  return { sum: counts.reduce((sum, count) => sum + count, 0), parts: [] };
}

function sumOfRows(
  { model, gives, parts: names }: SummedFigure,
  rows: FigureRows,
  period: ReportPeriod,
): FigureSum {
  const parts = new Map<string, { part: FigurePart; sum: number }>();
  let sum = 0;
  for (const { part, amount } of rows[model].flatMap((row) => gives(row, period))) {
    if (amount === 0) continue;
    sum += amount;
    if (!names) continue;
    const key = JSON.stringify(part);
    parts.set(key, { part, sum: (parts.get(key)?.sum ?? 0) + amount });
  }
  const largestFirst = [...parts].sort(([a, x], [b, y]) => y.sum - x.sum || (a < b ? -1 : 1));
  return { sum, parts: largestFirst.map(([, part]) => part) };
}

// What a quotient of smallest units is multiplied by: fen through dm² are yuan through m².
const SCALES: Readonly<Partial<Record<Unit, Exact>>> = {
  percent: ratio(100, 1),
  wan: ratio(1, 1_000_000),
  m2: ratio(1, 100),
};

/** A figure, or a part of it, in the unit in which it is shown, unrounded; null where nothing is to be divided by (rule 16). */
export function figureValue(
  name: string,
  sums: ReadonlyMap<string, FigureSum>,
  part: FigurePart = {},
): Exact | null {
  const figure = reportFigures[name]!;
  if (figure.kind !== 'ratio')
    return converted(ratio(sumIn(sums, name, part), 1), figure.smallest, figure.unit);
  const denominator = sumIn(sums, figure.denominator, part);
  if (denominator <= 0) return null;
  const quotient = ratio(sumIn(sums, figure.numerator, part), denominator);
  return productOf([quotient, SCALES[figure.unit] ?? ratio(1, 1)]);
}

/** The sum of all parts of a figure that are of this one. */
export function sumIn(sums: ReadonlyMap<string, FigureSum>, name: string, part: FigurePart): number {
  const { sum, parts } = sums.get(name)!;
  if (Object.keys(part).length === 0) return sum;
  return parts.filter((one) => isOf(part, one.part)).reduce((all, one) => all + one.sum, 0);
}
