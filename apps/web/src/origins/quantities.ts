import type { TFunction } from 'i18next';
import type { FigureName } from '../api/types.ts';
import { formatCount, formatFenAsWan, formatHundredths, formatOneDecimal } from '../format/numbers.ts';
import type { SheetKind } from '../tables/sheet.ts';

/** What a figure counts or measures. */
export type Quantity =
  | 'venues'
  | 'villages'
  | 'members'
  | 'things'
  | 'money'
  | 'area'
  | 'length'
  | 'trainings'
  | 'people'
  | 'hours';

export const figureQuantities: Record<FigureName, Quantity> = {
  'villages.total': 'villages',
  'villages.planned': 'villages',
  'villages.covered': 'villages',
  'venues.planned': 'venues',
  'venues.cancelled': 'venues',
  'venues.completed': 'venues',
  'venues.builtAreaDm2': 'area',
  'venues.byBuildType.planned': 'venues',
  'venues.byBuildType.completed': 'venues',
  'venues.newOrRebuilt.planned': 'venues',
  'venues.newOrRebuilt.completed': 'venues',
  'funds.amountFen': 'money',
  'funds.byTier.amountFen': 'money',
  'funds.bySource.amountFen': 'money',
  'trainings.count': 'trainings',
  'trainings.people': 'people',
  'trainings.hours': 'hours',
  'years.planned': 'venues',
  'years.completed': 'venues',
  'years.plannedCumulative': 'venues',
  'years.completedCumulative': 'venues',
  'months.trainings': 'trainings',
  'months.people': 'people',
};

/** How a file holds each of them. */
export const sheetKinds = {
  venues: 'count',
  villages: 'count',
  members: 'count',
  things: 'count',
  money: 'money',
  area: 'area',
  length: 'count',
  trainings: 'count',
  people: 'count',
  hours: 'hours',
} as const satisfies Record<Quantity, SheetKind>;

const units = {
  venues: 'unit.venues',
  villages: 'unit.villages',
  members: 'unit.persons',
  things: 'unit.things',
  money: 'unit.wan',
  area: 'unit.squareMetres',
  length: 'unit.metres',
  trainings: 'unit.trainings',
  people: 'unit.people',
  hours: 'unit.classHours',
} as const satisfies Record<Quantity, string>;

/** A number in its own unit (fen, dm²) as the pages write it, without its unit. */
export function numberText(quantity: Quantity, amount: number): string {
  switch (quantity) {
    case 'money':
      return formatFenAsWan(amount);
    case 'area':
      return formatHundredths(amount);
    case 'hours':
      return formatOneDecimal(amount);
    default:
      return formatCount(amount);
  }
}

/** The same with its unit: "30.00 万元". */
export function quantityText(quantity: Quantity, amount: number, t: TFunction): string {
  return `${numberText(quantity, amount)} ${t(units[quantity])}`;
}
