/** The first day that a fact can be dated on. */
export const firstDay = '1949-10-01';

/** Whether there can be data as of this text: a day of the calendar, not before the first one and not after today. */
export function isPastDay(text: string, today: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // "2023-02-29" is no day: it would be another one.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
  return exists && text >= firstDay && text <= today;
}
