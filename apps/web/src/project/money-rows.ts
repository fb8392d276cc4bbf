import type { MoneySteps } from '../api/board-types.ts';
import type { ProjectState } from '../api/project-types.ts';
import { tiers } from '../api/types.ts';

/** A project's money by tier, in the order of the tiers, and in all. */
export function moneyRows({ plan, money }: Pick<ProjectState, 'plan' | 'money'>): {
  tiers: MoneySteps[];
  total: MoneySteps;
} {
  const allocations = Object.values(money.allocations);
  const rows = tiers.map((tier) => {
    const ofTier = allocations.filter((one) => one.tier === tier);
    const sum = (of: 'allocatedFen' | 'receivedFen' | 'disbursedFen') =>
      ofTier.reduce((total, one) => total + one[of], 0);
    return {
      plannedFen: plan?.fundingPlan[`${tier}Fen`] ?? 0,
      allocatedFen: sum('allocatedFen'),
      receivedFen: sum('receivedFen'),
      disbursedFen: sum('disbursedFen'),
    };
  });
  const total = (of: keyof MoneySteps) => rows.reduce((sum, row) => sum + row[of], 0);
  return {
    tiers: rows,
    total: {
      plannedFen: total('plannedFen'),
      allocatedFen: total('allocatedFen'),
      receivedFen: total('receivedFen'),
      disbursedFen: total('disbursedFen'),
    },
  };
}

/** What a contract came to with its variations, and what was audited of it. Fen. */
export interface FinalAccount {
  contractFen: number | null;
  variationsFen: number;
  auditedFen: number | null;
  /** What arrived in money above the audited amount, as corrected and reversed since; null before settlement. */
  toReturnFen: number | null;
}

/** How a project's account stands. */
export function finalAccount({ work, money }: Pick<ProjectState, 'work' | 'money'>): FinalAccount {
  const cash = Object.values(money.allocations).filter(({ kind }) => kind === 'cash');
  const receivedFen = cash.reduce((sum, one) => sum + one.receivedFen, 0);
  const auditedFen = work.settlement?.auditedFen ?? null;
  return {
    contractFen: work.contract?.contractFen ?? null,
    variationsFen: Object.values(work.variations).reduce((sum, fen) => sum + fen, 0),
    auditedFen,
    toReturnFen: auditedFen === null ? null : Math.max(0, receivedFen - auditedFen),
  };
}
