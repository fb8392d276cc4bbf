import type { CheckItem, CheckKind, ReportPart, ReportUnit } from '../api/report-types.ts';

/** What the form holds of one statement; which fields are there follows from its kind. */
export interface CheckDraft {
  kind: CheckKind;
  figure?: string;
  /** A part of the figure as JSON; without it the whole. */
  part?: string;
  value?: string;
  unit?: ReportUnit;
  parts?: string;
  total?: string;
  factors?: string;
  stated?: string;
  productUnit?: ReportUnit;
  numerator?: string;
  denominator?: string;
  names?: string;
}

export const checkKinds: readonly CheckKind[] = ['figure', 'total', 'rate', 'product', 'count'];

/** Units that are told in one another. */
const alike: readonly (readonly ReportUnit[])[] = [
  ['wan', 'yuan', 'yi', 'fen'],
  ['m2', 'dm2'],
  ['m'],
  ['percent'],
  ['count'],
  ['yuan-per-m2'],
];

/** The units in which somebody may have told a figure that is shown in this one. */
export function unitsLike(unit: ReportUnit): readonly ReportUnit[] {
  return alike.find((units) => units.includes(unit)) ?? [unit];
}

/** Units of totals and products. */
export const freeUnits: readonly ReportUnit[] = ['count', 'wan', 'yuan', 'm2', 'percent'];

/** A filled draft as the server takes it. */
export function checkItemOf(draft: CheckDraft): CheckItem {
  const { kind, unit = 'count', part, productUnit } = draft;
  const typed = (name: 'value' | 'total' | 'stated' | 'numerator' | 'denominator') =>
    typedNumber(draft[name] ?? '');
  switch (kind) {
    case 'figure':
      return {
        kind,
        figure: draft.figure ?? '',
        ...(part !== undefined && part !== '' && { part: JSON.parse(part) as ReportPart }),
        value: typed('value'),
        ...(draft.unit !== undefined && { unit: draft.unit }),
      };
    case 'total':
      return { kind, parts: typedNumbers(draft.parts ?? ''), total: typed('total'), unit };
    case 'product':
      return {
        kind,
        factors: typedNumbers(draft.factors ?? ''),
        stated: typed('stated'),
        unit,
        productUnit: productUnit ?? unit,
      };
    case 'rate':
      return {
        kind,
        numerator: typed('numerator'),
        denominator: typed('denominator'),
        stated: typed('stated'),
      };
    case 'count':
      return { kind, names: namesIn(draft.names ?? ''), stated: Number(typed('stated')) };
    default:
      return kind satisfies never;
  }
}

/** A number as it was typed, in plain characters: what an input method makes wide is narrow, a sign of percent is gone. */
export function typedNumber(typed: string): string {
  return typed.normalize('NFKC').replaceAll('。', '.').replaceAll(/[\s%]/g, '');
}

/** Numbers with anything between them that joins numbers; commas belong to a number. */
export function typedNumbers(typed: string): string[] {
  return typed
    .normalize('NFKC')
    .split(/[+×x*、;=\s]+/i)
    .map(typedNumber)
    .filter((number) => number !== '');
}

/** Names, one a line. */
export function namesIn(typed: string): string[] {
  return typed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Whether the server can read a number: thousands stand apart by threes or not at all. */
export function isNumber(typed: string): boolean {
  return /^-?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:\.\d{1,8})?$/.test(typed);
}
