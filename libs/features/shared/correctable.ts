/**
 * The fields that a correction may put right, by type of event. Not among them is what moves a fact from one account
 * to another (a tier, a source, a build type, a date): such a fact is reversed or cancelled and recorded anew.
 */
export const correctableFields = {
  NeedsAssessed: ['areaDm2', 'costFen'],
  VenuePlanned: ['venueName', 'plannedAreaDm2'],
  SiteSelected: ['lat', 'lng', 'documentNo'],
  FundsAllocated: ['amountFen', 'documentNo'],
  FundsReceived: ['amountFen', 'voucherNo'],
  FundsDisbursed: ['amountFen', 'payee', 'voucherNo'],
  ConstructionStarted: ['contractor', 'contractFen', 'plannedEndOn'],
  VenueCompleted: ['builtAreaDm2', 'finalCostFen', 'grade'],
  EnvironmentWorkCompleted: ['quantity'],
  ProjectSettled: ['auditedFen'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CorrectableType = keyof typeof correctableFields;

/** A value that may be corrected. */
export type CorrectableValue = string | number;

/** A recorded fact, as far as it may be corrected: its values as corrected so far. */
export interface CorrectableFact {
  readonly type: CorrectableType;
  readonly occurredOn: string;
  readonly values: Readonly<Record<string, CorrectableValue>>;
  /** Of an allocation, receipt, payment or piece of work. */
  readonly factId?: string;
  readonly allocationId?: string;
}

/** What may be corrected of an event; null where nothing may. */
export function correctableFact(event: {
  readonly type: string;
  readonly occurredOn: string;
  readonly data: object;
}): CorrectableFact | null {
  if (!Object.hasOwn(correctableFields, event.type)) return null;
  const type = event.type as CorrectableType;
  const data = event.data as Readonly<Record<string, CorrectableValue>>;
  const factId = data[FACT_IDS[type] ?? ''];
  const allocationId = data['allocationId'];
  return {
    type,
    occurredOn: event.occurredOn,
    values: Object.fromEntries(
      correctableFields[type].flatMap((field) => (field in data ? [[field, data[field]!]] : [])),
    ),
    ...(factId !== undefined && { factId: String(factId) }),
    ...(allocationId !== undefined && { allocationId: String(allocationId) }),
  };
}

const FACT_IDS: Readonly<Partial<Record<CorrectableType, string>>> = {
  FundsAllocated: 'allocationId',
  FundsReceived: 'receiptId',
  FundsDisbursed: 'paymentId',
  EnvironmentWorkCompleted: 'workId',
};
