const DAY_MS = 86_400_000;

/** The date so many days later, `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Month of the year, 0 for January. */
export function monthIndex(date: string): number {
  return Number(date.slice(5, 7)) - 1;
}

/** The days of the demo county's life, both included. */
export interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Three years up to this day. */
export function threeYearsTo(lastDay: string): Period {
  // 29 February has no twin three years before; JavaScript takes 1 March, which will do.
  const day = new Date(lastDay);
  day.setUTCFullYear(day.getUTCFullYear() - 3);
  return { firstDay: addDays(day.toISOString().slice(0, 10), 1), lastDay };
}

export function isWithin({ firstDay, lastDay }: Period, date: string): boolean {
  return firstDay <= date && date <= lastDay;
}

/** The first days of the months that the period touches. */
export function monthsOf({ firstDay, lastDay }: Period): string[] {
  const months: string[] = [];
  for (let day = `${firstDay.slice(0, 7)}-01`; day <= lastDay; day = `${addDays(day, 31).slice(0, 7)}-01`)
    months.push(day);
  return months;
}

/** The years that the period touches. */
export function yearsOf({ firstDay, lastDay }: Period): number[] {
  const first = Number(firstDay.slice(0, 4));
  return Array.from({ length: Number(lastDay.slice(0, 4)) - first + 1 }, (_, i) => first + i);
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
