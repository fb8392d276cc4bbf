import type { Dayjs } from 'dayjs';

export interface ClosePeriodValues {
  occurredOn: Dayjs;
  period: string;
  reason: string;
}

/** Body of close-town-period and of close-county-period. */
export function closePeriodBody(
  { occurredOn, period, reason }: ClosePeriodValues,
  change: 'closed' | 'reopened',
): object {
  return { occurredOn: occurredOn.format('YYYY-MM-DD'), period, change, reason: reason.trim() };
}
