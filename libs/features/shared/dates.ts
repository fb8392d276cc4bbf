import { Refusal } from './refusal.ts';

/** The calendar year of a business date. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** Rule 19: what has happened is not dated in the future. */
export function notInFuture(occurredOn: string, today: string): void {
  if (occurredOn > today) {
    throw new Refusal(
      'date.in-future',
      {
        zh: `日期 ${occurredOn} 晚于今天（${today}），只能登记已经发生的事`,
        en: `${occurredOn} is after today (${today}): only what has happened can be recorded`,
      },
      { zh: '请核对日期', en: 'check the date' },
      '/occurredOn',
    );
  }
}

/** What happened before a village came to the town was that of the town it came from. @param cameOn null: it was always here. */
export function notBeforeCame(occurredOn: string, cameOn: string | null): void {
  if (cameOn !== null) notBefore(occurredOn, { zh: '并入本镇', en: 'coming to this town', on: cameOn });
}

/** Rule 19: a stage is not dated before an earlier stage of its project; the message says which. */
export function notBefore(occurredOn: string, stage: { zh: string; en: string; on: string }): void {
  if (occurredOn < stage.on) {
    throw new Refusal(
      'date.before-earlier-stage',
      {
        zh: `日期 ${occurredOn} 早于${stage.zh}的日期 ${stage.on}`,
        en: `${occurredOn} is before ${stage.en} (${stage.on})`,
      },
      { zh: '请核对日期', en: 'check the date' },
      '/occurredOn',
    );
  }
}

/** The day so many months later; the month's last one where it has no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
