import type { RecordedEvent } from '../api/types.ts';
import { correctableFields, type CorrectableField } from './correctable.ts';

export type CorrectableValue = string | number;

/** What a correction said of an earlier event. */
export interface Correction {
  on: string;
  position: number;
  field: CorrectableField;
  old: CorrectableValue;
  new: CorrectableValue;
}

/** The corrections among events, by the event that each corrects, in the order they were recorded. */
export function correctionsOf(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly Correction[]> {
  const byEvent = new Map<string, Correction[]>();
  const inOrder = events.toSorted((one, other) => one.position - other.position);
  for (const event of inOrder.filter(({ type }) => type === 'FactCorrected')) {
    const eventId = String(event.data['eventId']);
    byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), correction(event)]);
  }
  return byEvent;
}

function correction({ data, occurredOn, position }: RecordedEvent): Correction {
  return {
    on: occurredOn,
    position,
    field: data['field'] as CorrectableField,
    old: data['old'] as CorrectableValue,
    new: data['new'] as CorrectableValue,
  };
}

/** The fields of an event that can be corrected, with what each says now. */
export function correctableValues(
  { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
  corrections: readonly Correction[],
): Partial<Record<CorrectableField, CorrectableValue>> {
  const fields = (Object.keys(correctableFields(type)) as CorrectableField[]).filter(
    (field) => field in data,
  );
  return Object.fromEntries(
    fields.map((field) => [
      field,
      corrections.findLast((one) => one.field === field)?.new ?? (data[field] as CorrectableValue),
    ]),
  );
}
