import type { TFunction } from 'i18next';
import type { ColumnValue, RowColumn, Stage } from '../api/types.ts';
import { none } from '../format/numbers.ts';
import { numberText, type Quantity, quantityText } from './quantities.ts';

interface ColumnWords {
  label: string;
  writes: Quantity | 'date' | 'stage';
}

/** What the pages call the columns of villages and venues, and how they write their values. */
const columns = {
  venuesPlanned: { label: 'figure.planned', writes: 'venues' },
  venuesCompleted: { label: 'figure.completed', writes: 'venues' },
  venuesCancelled: { label: 'stage.cancelled', writes: 'venues' },
  amountFen: { label: 'figure.funds', writes: 'money' },
  trainings: { label: 'figure.trainings', writes: 'trainings' },
  people: { label: 'figure.people', writes: 'people' },
  lastTrainingOn: { label: 'column.lastTraining', writes: 'date' },
  stage: { label: 'column.stage', writes: 'stage' },
  plannedAreaDm2: { label: 'event.fact.area', writes: 'area' },
  builtAreaDm2: { label: 'figure.area', writes: 'area' },
  areaDm2: { label: 'work.area', writes: 'area' },
  budgetFen: { label: 'column.budget', writes: 'money' },
  higherFen: { label: 'tier.higher', writes: 'money' },
  townFen: { label: 'tier.town', writes: 'money' },
  villageFen: { label: 'tier.village', writes: 'money' },
  finalCostFen: { label: 'event.fact.cost', writes: 'money' },
  higherPlannedFen: { label: 'ledger.column.higherPlannedFen', writes: 'money' },
  higherAllocatedFen: { label: 'ledger.column.higherAllocatedFen', writes: 'money' },
  higherReceivedFen: { label: 'ledger.column.higherReceivedFen', writes: 'money' },
  higherDisbursedFen: { label: 'ledger.column.higherDisbursedFen', writes: 'money' },
  townPlannedFen: { label: 'ledger.column.townPlannedFen', writes: 'money' },
  townAllocatedFen: { label: 'ledger.column.townAllocatedFen', writes: 'money' },
  townReceivedFen: { label: 'ledger.column.townReceivedFen', writes: 'money' },
  townDisbursedFen: { label: 'ledger.column.townDisbursedFen', writes: 'money' },
  villagePlannedFen: { label: 'ledger.column.villagePlannedFen', writes: 'money' },
  villageAllocatedFen: { label: 'ledger.column.villageAllocatedFen', writes: 'money' },
  villageReceivedFen: { label: 'ledger.column.villageReceivedFen', writes: 'money' },
  villageDisbursedFen: { label: 'ledger.column.villageDisbursedFen', writes: 'money' },
  targetOn: { label: 'column.target', writes: 'date' },
  completedOn: { label: 'column.completedOn', writes: 'date' },
} as const satisfies Record<RowColumn, ColumnWords>;

export function columnLabel(column: RowColumn, t: TFunction): string {
  return t(columns[column].label);
}

/** A column's value as the pages write it; a dash for none. */
export function columnText(column: RowColumn, value: ColumnValue, t: TFunction): string {
  const { writes } = columns[column];
  if (value === null || value === '' || writes === 'date' || writes === 'stage')
    return columnNumber(column, value, t);
  return quantityText(writes, Number(value), t);
}

/** The same without a unit, for a place that states it. */
export function columnNumber(column: RowColumn, value: ColumnValue, t: TFunction): string {
  const { writes } = columns[column];
  if (value === null || value === '') return none;
  if (writes === 'date') return String(value);
  if (writes === 'stage') return t(`stage.${value as Stage}`);
  return numberText(writes, Number(value));
}
