import { projections, type ReadModels } from '../read-models.ts';
import {
  defineFigure,
  defineJointFigure,
  type Figure,
  type JointFigure,
  type JointRows,
  type Projection,
} from '../../projections/index.ts';
import { countCovered, coverageOf, type VillageCoverage } from './coverage.ts';
import { coverageFigures } from './coverage-figures.ts';
import type { CoverageFigure, ReportFigure, ReportPeriod, SummedFigure } from './figure-declarations.ts';
import { environmentFigures } from './environment-figures.ts';
import { isOf, type FigurePart } from './figure-part.ts';
import { moneyFigures } from './money-figures.ts';
import { projectFigures } from './project-figures.ts';
import { standingFigures } from './standing-figures.ts';

/** Every figure of a report on building and money, in the order of a report. */
export const reportFigures: Readonly<Record<string, ReportFigure>> = {
  ...coverageFigures,
  ...standingFigures,
  ...projectFigures,
  ...environmentFigures,
  ...moneyFigures,
};

/** A figure that counts things by itself. */
export type CountedFigure = SummedFigure | CoverageFigure;

/** The figure of this name, or, of a rate, the one that it is a part of: what opens to events. */
export function countedFigure(
  name: string,
): { readonly name: string; readonly figure: CountedFigure } | null {
  const figure = Object.hasOwn(reportFigures, name) ? reportFigures[name]! : null;
  if (!figure) return null;
  return figure.kind === 'ratio' ? countedFigure(figure.numerator) : { name, figure };
}

const named = (name: keyof ReadModels): Projection => projections.find((model) => model.name === name)!;

/** Only what can change a sum is read: a village's card hears of every training too, a venue's of all its money. */
const HEARD: Readonly<Partial<Record<string, readonly string[]>>> = {
  village_card: [
    'VillageRegistered',
    'VillageMerged',
    'VillageMovedOut',
    'VillageMovedIn',
    'VillageProfileUpdated',
  ],
  venue_card: [
    'VenueCompleted',
    'ProjectMovedOut',
    'ProjectMovedIn',
    'VenueRegistered',
    'SixHavesAssessed',
    'VenueDesignated',
    'VenueRetired',
    'VenueMovedOut',
    'VenueMovedIn',
  ],
};

const COVERAGE_EVENTS = [
  'VillageRegistered',
  'VillageMerged',
  'VillageAbsorbed',
  'VillageMovedOut',
  'VillageMovedIn',
  'VenuePlanned',
  'VenueCompleted',
  'FactCorrected',
  'ProjectMovedOut',
  'ProjectMovedIn',
  'VenueRegistered',
  'RegistrationCorrected',
  'VenueConditionAssessed',
  'SixHavesAssessed',
  'VenueCommissioned',
  'VenueRetired',
  'VenueMovedOut',
  'VenueMovedIn',
];

/** What a figure, or one of its parts, is made of: its value is the sum of what its events gave to it. */
export function sourceOf(
  figure: CountedFigure,
  period: ReportPeriod,
  part: FigurePart = {},
): Figure | JointFigure {
  if (figure.kind === 'coverage') return coverageSource(figure, period);
  const { model, gives } = figure;
  const measure = (row: never) =>
    gives(row, period).reduce((sum, given) => (isOf(part, given.part) ? sum + given.amount : sum), 0);
  return defineFigure(named(model), measure as never, { ...(HEARD[model] && { eventTypes: HEARD[model] }) });
}

function coverageSource({ counts }: CoverageFigure, { standard }: ReportPeriod): JointFigure {
  const models = { villages: named('village_card'), venues: named('venue_card') };
  const measure = (rows: JointRows<typeof models>) =>
    countBy(counts, coverageOf(...coverageRows(rows), standard));
  return defineJointFigure(models, measure, { eventTypes: COVERAGE_EVENTS });
}

type CoverageRows = readonly [Iterable<ReadModels['village_card']>, Iterable<ReadModels['venue_card']>];

// The rows of a model that is found by its name have the columns of that name.
function coverageRows({ villages, venues }: { villages: unknown; venues: unknown }): CoverageRows {
  return [villages, venues] as unknown as CoverageRows;
}

/** What a figure of coverage counts. */
export function countBy(counts: CoverageFigure['counts'], villages: readonly VillageCoverage[]): number {
  switch (counts) {
    case 'uncovered':
      return villages.filter(({ level }) => level === null).length;
    case 'shared':
      return villages.filter(({ isShared }) => isShared).length;
    default:
      return countCovered(villages, counts);
  }
}
