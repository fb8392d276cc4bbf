import { Refusal } from './refusal.ts';
import { yuan } from './rounding.ts';

/** Rule 3: the most that contract and variations may come to. Fen, rounded down. */
export function contractCeilingFen(budgetFen: number, tolerancePct: number): number {
  return Math.floor((budgetFen * (100 + tolerancePct)) / 100);
}

/** What a contract may cost. */
export interface Budget {
  readonly budgetFen: number;
  readonly tolerancePct: number;
  /** Whether a vote may still change it: until completion. */
  readonly adjustable: boolean;
}

/**
 * Rule 3: contract plus variations ≤ budget × (1 + tolerance).
 *
 * @param pointer the field of the command that is at fault.
 * @throws {Refusal} construction.above-budget
 */
export function requireWithinBudget(
  totalFen: number,
  { budgetFen, tolerancePct, adjustable }: Budget,
  pointer: string,
): void {
  const ceilingFen = contractCeilingFen(budgetFen, tolerancePct);
  if (totalFen <= ceilingFen) return;
  throw new Refusal(
    'construction.above-budget',
    {
      zh: `合同价连同变更共 ${yuan(totalFen)} 元，超过预算 ${yuan(budgetFen)} 元加 ${tolerancePct}% 的上限 ${yuan(ceilingFen)} 元`,
      en: `contract and variations come to ${yuan(totalFen)} yuan, above the budget of ${yuan(budgetFen)} plus ${tolerancePct}% (${yuan(ceilingFen)})`,
    },
    adjustable
      ? { zh: '请先经表决调整预算', en: 'adjust the budget by a vote first' }
      : { zh: '请核对金额', en: 'check the amount' },
    pointer,
  );
}
