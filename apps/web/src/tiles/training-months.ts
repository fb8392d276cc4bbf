import type { MonthFigures } from '../api/types.ts';

/**
 * The months from the first training to the last one, in order, without a gap: the months of a town's plans
 * reach further, and a month in which nothing was held belongs into the picture.
 */
export function trainingMonths(months: readonly MonthFigures[]): MonthFigures[] {
  const held = months.filter((month) => month.trainings > 0).map((month) => month.month);
  const first = held.toSorted()[0];
  const last = held.toSorted().at(-1);
  if (first === undefined || last === undefined) return [];
  const known = new Map(months.map((month) => [month.month, month]));
  return monthsBetween(first, last).map((month) => known.get(month) ?? emptyMonth(month));
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(number + 1).padStart(2, '0')}`;
}

function emptyMonth(month: string): MonthFigures {
  return {
    month,
    due: 0,
    completed: 0,
    fundsFen: { higher: 0, town: 0, village: 0 },
    trainings: 0,
    people: 0,
  };
}
