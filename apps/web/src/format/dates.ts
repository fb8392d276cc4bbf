/** Business dates are dates in China, wherever the browser is. */
const businessZone = 'Asia/Shanghai';

const businessDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: businessZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const moment = new Intl.DateTimeFormat('sv-SE', {
  timeZone: businessZone,
  dateStyle: 'short',
  timeStyle: 'short',
});
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: businessZone, timeStyle: 'medium' });

/** The business date of a moment, "2024-03-09". */
export function businessDate(now: Date): string {
  return businessDay.format(now);
}

/** A moment of recording, "2024-03-09 08:05" in China's time. */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : moment.format(date);
}

/** A time of this day with seconds, "08:05:09" in China's time. */
export function formatTime(date: Date): string {
  return clock.format(date);
}
