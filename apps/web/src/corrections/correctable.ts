import type { StepField } from '../steps/step-fields.ts';

const amount = { kind: 'amount', name: 'new' } as const;
const area = { kind: 'area', name: 'new' } as const;
const line = { kind: 'line', name: 'new', longest: 100 } as const;

/** How the new value of each field is asked for that a correction may put right, by type of event. */
export const correctable = {
  NeedsAssessed: { areaDm2: { kind: 'area-or-none', name: 'new' }, costFen: amount },
  VenuePlanned: { venueName: { ...line, longest: 60 }, plannedAreaDm2: area },
  SiteSelected: {
    lat: { kind: 'degrees', name: 'new', least: 3, most: 54 },
    lng: { kind: 'degrees', name: 'new', least: 73, most: 136 },
    documentNo: line,
  },
  FundsAllocated: { amountFen: amount, documentNo: line },
  FundsReceived: { amountFen: amount, voucherNo: line },
  FundsDisbursed: { amountFen: amount, payee: line, voucherNo: line },
  ConstructionStarted: { contractor: line, contractFen: amount, plannedEndOn: { kind: 'day', name: 'new' } },
  VenueCompleted: {
    builtAreaDm2: area,
    finalCostFen: amount,
    grade: { kind: 'choice', name: 'new', of: 'grade' },
  },
  EnvironmentWorkCompleted: { quantity: { kind: 'whole', name: 'new', least: 1, most: 1_000_000 } },
  ProjectSettled: { auditedFen: amount },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StepField>>>>;

/** What is asked beside the new value, whatever is corrected. */
export const correctionWords = [
  { kind: 'lines', name: 'reason', longest: 500 },
  { kind: 'line', name: 'documentNo', longest: 100, optional: true },
] as const satisfies readonly StepField[];

export type CorrectableType = keyof typeof correctable;

type FieldsOf<Type> = Type extends unknown ? keyof Type : never;

/** A field that may be corrected, of some event. */
export type CorrectableField = FieldsOf<(typeof correctable)[CorrectableType]>;

/** The fields of an event that may be corrected, with the control for each; none for any other event. */
export function correctableFields(type: string): Readonly<Partial<Record<CorrectableField, StepField>>> {
  return Object.hasOwn(correctable, type) ? correctable[type as CorrectableType] : {};
}
