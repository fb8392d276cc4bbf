import type { Dayjs } from 'dayjs';
import { parseHundredths, parseWhole } from '../format/amounts.ts';
import type { StepField } from './step-fields.ts';

/** What a step's form holds: amounts and counts as typed, days as picked. Names follow the command's body. */
export type StepValues = { occurredOn: Dayjs } & Record<string, unknown>;

/** The body of a step's command; what was left empty is left out. */
export function stepBody(
  about: Readonly<Record<string, string>>,
  fields: readonly StepField[],
  values: StepValues,
): Record<string, unknown> {
  return Object.fromEntries(
    [
      ['occurredOn', values.occurredOn.format('YYYY-MM-DD')] as const,
      ...Object.entries(about),
      ...fields.flatMap((field) => fieldEntries(field, values)),
    ].filter(([, value]) => value !== undefined),
  );
}

function fieldEntries(field: StepField, values: StepValues): (readonly [string, unknown])[] {
  switch (field.kind) {
    case 'vote':
      return ['eligible', 'present', 'votesFor'].map((name) => [name, wholeOf(values[name])] as const);
    case 'attachments':
      return [['attachments', nonEmpty(values['attachments'])]];
    default:
      return [[field.name, valueOf(field, values[field.name])]];
  }
}

type NamedField = Exclude<StepField, { kind: 'vote' | 'attachments' }>;

function valueOf(field: NamedField, value: unknown): unknown {
  switch (field.kind) {
    case 'amount':
    case 'amount-or-none':
    case 'area':
    case 'area-or-none':
      return parseHundredths(textOf(value));
    case 'signed-amount':
      return signedHundredths(textOf(value));
    case 'whole':
      return wholeOf(value);
    case 'degrees':
      return textOf(value) === '' ? undefined : Number(textOf(value));
    case 'line':
    case 'lines':
      return textOf(value) || undefined;
    case 'day':
      return value ? (value as Dayjs).format('YYYY-MM-DD') : undefined;
    case 'yes-no':
      return value;
    case 'line-list':
      return ((value as string[] | undefined) ?? []).map((line) => line.trim()).filter(Boolean);
    case 'defects':
      return ((value as { description: string; blocking?: boolean }[] | undefined) ?? []).map(
        ({ description, blocking = false }) => ({ description: description.trim(), blocking }),
      );
    case 'six-haves':
      return Object.entries((value as Record<string, boolean> | undefined) ?? {}).map(([key, met]) => ({
        key,
        met,
      }));
    case 'rooms':
      return Object.entries((value as Record<string, string | undefined> | undefined) ?? {}).flatMap(
        ([kind, typed]) => {
          const count = wholeOf(typed) ?? 0;
          return count > 0 ? [{ kind, count }] : [];
        },
      );
    case 'other-villages':
      return value ?? [];
    case 'given':
      return field.value;
    case 'other-village':
    case 'choice':
    case 'pick':
      return value ?? (field.kind === 'choice' && field.several ? [] : undefined);
    default:
      return field satisfies never;
  }
}

/** The integer hundredths of a typed decimal that may be below zero. */
export function signedHundredths(typed: string): number | undefined {
  const negative = /^[-−－]/.test(typed.trim());
  const hundredths = parseHundredths(negative ? typed.trim().slice(1) : typed);
  return hundredths === undefined || !negative ? hundredths : -hundredths;
}

function wholeOf(value: unknown): number | undefined {
  return parseWhole(textOf(value));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function nonEmpty(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}
