import type { PolicyRecord } from '../api/policy-types.ts';

type RecordOf<Type extends PolicyRecord['type']> = Extract<PolicyRecord, { type: Type }>;

/** What a county laid down of one kind, the latest first. */
export function recordsOf<Type extends PolicyRecord['type']>(
  records: readonly PolicyRecord[],
  type: Type,
): RecordOf<Type>[] {
  return records.filter((record): record is RecordOf<Type> => record.type === type);
}
