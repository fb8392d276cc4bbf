import { useAsOf } from '../as-of/use-as-of.ts';
import { businessDate } from '../format/dates.ts';
import { useCountyFigureOrigin } from '../origins/report-origin.ts';

/** The venues completed in a year or a month of it ("2023", "2023-02") up to the page's day, of the county or of a town. */
export function useCompletedOrigin() {
  const origin = useCountyFigureOrigin();
  const today = useAsOf() ?? businessDate(new Date());
  return (label: string, time: string, town?: string) => {
    const [year, month] = time.split('-').map(Number) as [number, number?];
    const from = month === undefined ? `${time}-01-01` : `${time}-01`;
    // The day before the first of the next month.
    const last = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
    const to = last < today ? last : today;
    return origin(label, { figure: 'venues.completed', quantity: 'venues', from, to, town });
  };
}
