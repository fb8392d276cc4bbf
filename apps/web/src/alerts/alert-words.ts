import type { TFunction } from 'i18next';
import type { Alert, AlertKind } from '../api/board-types.ts';
import { formatCount, formatFenAsWan, formatHundredths } from '../format/numbers.ts';

/** What the value of an alert counts; its limit counts days where the value is money or defects that lie too long. */
const formats: Record<AlertKind, { value: (value: number) => string; limit: (limit: number) => string }> = {
  'stage-overdue': { value: formatCount, limit: formatCount },
  'target-missed': { value: formatCount, limit: formatCount },
  'year-end-risk': { value: formatCount, limit: formatCount },
  'round-stuck': { value: formatCount, limit: formatCount },
  'defect-open': { value: formatCount, limit: formatCount },
  'money-idle': { value: formatFenAsWan, limit: formatCount },
  'spending-ahead': { value: formatCount, limit: formatCount },
  'over-ceiling': { value: formatHundredths, limit: formatHundredths },
  'below-standard': { value: formatHundredths, limit: formatHundredths },
  'condition-d': { value: formatCount, limit: formatCount },
  'waiver-expired': { value: formatCount, limit: formatCount },
};

/** What is the matter, with what was found and what it is measured against. */
export function alertWords({ kind, value, limit, days }: Alert, t: TFunction): string {
  return t(`alert.words.${kind}`, {
    value: formats[kind].value(value ?? 0),
    limit: formats[kind].limit(limit ?? 0),
    days: formatCount(days ?? 0),
  });
}
