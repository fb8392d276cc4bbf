// Swedish dates are ISO dates.
const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day in Asia/Shanghai at an instant, `YYYY-MM-DD`. */
export function businessDate(instant: Date): string {
  return format.format(instant);
}
