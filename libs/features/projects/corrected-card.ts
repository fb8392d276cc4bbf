import type { CorrectionEvents } from '../corrections/correction.events.ts';
import { differenceOf } from '../shared/changes.ts';
import type { Tier } from '../shared/values.ts';
import { withMoney, type ProjectCardRow } from './project-card-row.ts';

type Correction = CorrectionEvents['FactCorrected'];
type Step = Parameters<typeof withMoney>[1];

const MONEY: Readonly<Record<string, Step>> = {
  FundsAllocated: 'Allocated',
  FundsReceived: 'Received',
  FundsDisbursed: 'Disbursed',
};

/** The columns that hold a correctable field, where the card shows it. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, keyof ProjectCardRow>>>> = {
  NeedsAssessed: { costFen: 'needCostFen' },
  VenuePlanned: { venueName: 'name', plannedAreaDm2: 'plannedAreaDm2' },
  ConstructionStarted: {
    contractor: 'contractor',
    contractFen: 'contractFen',
    plannedEndOn: 'plannedEndOn',
  },
  VenueCompleted: { builtAreaDm2: 'builtAreaDm2', finalCostFen: 'finalCostFen', grade: 'grade' },
  ProjectSettled: { auditedFen: 'auditedFen' },
};

/** The row as if the corrected fact had said the new value from the start. */
export function corrected(row: ProjectCardRow, data: Correction): ProjectCardRow {
  const { eventType, field, fact } = data;
  const step = MONEY[eventType];
  if (step && field === 'amountFen') {
    return withMoney(row, step, { tier: fact.tier as Tier, kind: fact.kind ?? '' }, differenceOf(data));
  }
  const column = COLUMNS[eventType]?.[field];
  return column ? { ...row, [column]: data.new } : row;
}
