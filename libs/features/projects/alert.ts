/** What the county wants to be told of. */
export const alertKinds = [
  'stage-overdue',
  'target-missed',
  'year-end-risk',
  'round-stuck',
  'defect-open',
  'money-idle',
  'spending-ahead',
  'over-ceiling',
  'below-standard',
  'condition-d',
  'waiver-expired',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Why a project or venue needs somebody's attention. */
export interface Alert {
  readonly kind: AlertKind;
  readonly severity: 'red' | 'amber';
  /** The day from which it is counted, and the days since then; null where it is no matter of days. */
  readonly since: string | null;
  readonly days: number | null;
  /** What was found and what it is measured against: days, fen, dm², fen a m², percent or a count, by the kind. */
  readonly value: number | null;
  readonly limit: number | null;
}
