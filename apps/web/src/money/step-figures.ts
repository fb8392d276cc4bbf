import type { MoneyStep } from '../api/board-types.ts';
import type { FlowStep } from '../api/report-types.ts';

/** The figures of reports whose events a step's sums are made of. */
export const stepFigures = {
  allocated: { whole: 'funds.raised', bySource: 'funds.bySource' },
  received: { whole: 'funds.received', bySource: 'funds.receivedBySource' },
  disbursed: { whole: 'funds.disbursed', bySource: 'funds.disbursedBySource' },
} as const satisfies Record<FlowStep, { whole: string; bySource: string }>;

/** The same by the step's name in a ledger. The plan has none: it is changed, not added up. */
export const ledgerFigures: Readonly<Partial<Record<MoneyStep, string>>> = {
  allocatedFen: stepFigures.allocated.whole,
  receivedFen: stepFigures.received.whole,
  disbursedFen: stepFigures.disbursed.whole,
};
