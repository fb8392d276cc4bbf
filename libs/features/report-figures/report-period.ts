import { standardInForce, type CountyPolicy } from '../shared/county-policy.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ReportPeriod } from './figure-declarations.ts';

/** The days that are asked for. */
export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly asOf?: string | undefined;
}

const YEARS = 3;

/**
 * The days of a report: up to the day that it is made as of, from three years before on, unless it is said otherwise.
 *
 * @throws {Refusal} period.not-over, period.reversed; at `to` and `from`.
 */
export function reportDays(
  { from, to, asOf }: AskedPeriod,
  { today, prefix }: { readonly today: string; readonly prefix: '?' | '/' },
): { readonly from: string; readonly to: string } {
  const until = asOf ?? today;
  const last = to ?? until;
  if (last > until) {
    throw new Refusal(
      'period.not-over',
      {
        zh: `期末 ${last} 晚于统计截止日 ${until}`,
        en: `the period ends on ${last}, after the day that it is seen from (${until})`,
      },
      { zh: '请改为不晚于该日', en: 'end it by then' },
      `${prefix}to`,
    );
  }
  const first = from ?? yearsBefore(last);
  if (first > last) {
    throw new Refusal(
      'period.reversed',
      {
        zh: `期初 ${first} 晚于期末 ${last}`,
        en: `the period begins on ${first}, after its end (${last})`,
      },
      { zh: '请核对两个日期', en: 'check the dates' },
      `${prefix}from`,
    );
  }
  return { from: first, to: last };
}

/** A report's days with what the county had laid down. */
export function reportPeriod(
  days: { readonly from: string; readonly to: string },
  policy: CountyPolicy,
): ReportPeriod {
  return { ...days, policy, standard: standardInForce(policy, days.to) };
}

/** The day after the same day so many years ago; after a 29th of February that was none, the 1st of March. */
function yearsBefore(last: string): string {
  const [year, month, day] = last.split('-').map(Number) as [number, number, number];
  const same = new Date(Date.UTC(year - YEARS, month - 1, day));
  if (same.getUTCDate() === day) same.setUTCDate(day + 1);
  return same.toISOString().slice(0, 10);
}
