import type { YearFigures } from '../api/types.ts';

/** Completed venues, cumulative, up to the year of `asOf`; later years have a plan but no completion yet (null). */
export function completedSoFar(years: readonly YearFigures[], asOf: string): (number | null)[] {
  const currentYear = Number(asOf.slice(0, 4));
  return years.map((year) => (year.year > currentYear ? null : year.completedCumulative));
}
