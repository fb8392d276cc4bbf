import type { MoneyStep } from '../api/board-types.ts';
import type { MoneyColumn, Tier } from '../api/types.ts';
import type { RowOrigin } from './origin.ts';

const columnsOfStep: Record<MoneyStep, 'Planned' | 'Allocated' | 'Received' | 'Disbursed'> = {
  plannedFen: 'Planned',
  allocatedFen: 'Allocated',
  receivedFen: 'Received',
  disbursedFen: 'Disbursed',
};

/** What a project's money of some tiers, at a step of its way, is made of. */
export function projectMoneyOrigin(
  project: { townCode: string; venueId: string },
  label: string,
  { tiers, step }: { tiers: readonly Tier[]; step: MoneyStep },
): RowOrigin {
  return {
    kind: 'row',
    label,
    townCode: project.townCode,
    view: 'project-board',
    rowId: project.venueId,
    columns: tiers.map((tier): MoneyColumn => `${tier}${columnsOfStep[step]}Fen`),
  };
}
