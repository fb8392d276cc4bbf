import type { FieldError } from '../api/types.ts';

/** Which field of a form answers for which place of the command's body, by JSON pointer. */
export type PointerMap = Readonly<Record<string, string>>;

export interface PlacedErrors {
  /** Messages by field. */
  fields: { name: string; errors: string[] }[];
  /** Messages about no field of the form. */
  others: string[];
}

/** Puts the server's messages on the fields that they are about; a pointer deeper than a field counts for that field. */
export function placeErrors(errors: readonly FieldError[], pointers: PointerMap): PlacedErrors {
  const byField = new Map<string, string[]>();
  const others: string[] = [];
  for (const { pointer, message } of errors) {
    const field = fieldOf(pointer, pointers);
    if (field === undefined) others.push(message);
    else byField.set(field, [...(byField.get(field) ?? []), message]);
  }
  return { fields: Array.from(byField, ([name, messages]) => ({ name, errors: messages })), others };
}

function fieldOf(pointer: string, pointers: PointerMap): string | undefined {
  for (let place = pointer; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    if (pointers[place] !== undefined) return pointers[place];
  }
  return undefined;
}
