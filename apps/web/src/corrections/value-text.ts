import type { TFunction } from 'i18next';
import { formatHundredths } from '../format/numbers.ts';
import type { CorrectableField } from './correctable.ts';
import type { CorrectableValue } from './corrections.ts';

/** A value of a correctable field as the pages write it, to the fen: a slip may be smaller than what 万元 show. */
export function valueText(field: CorrectableField, value: CorrectableValue, t: TFunction): string {
  if (field.endsWith('Fen')) return `${formatHundredths(Number(value))} ${t('correction.unit.amount')}`;
  if (field.endsWith('Dm2')) return `${formatHundredths(Number(value))} ${t('correction.unit.area')}`;
  if (field === 'lat' || field === 'lng') return `${String(value)}${t('correction.unit.degrees')}`;
  if (field === 'grade') return t(`grade.${value as 'standard'}`, { defaultValue: String(value) });
  return String(value);
}
