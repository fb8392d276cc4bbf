import { contractCeilingFen } from './budget.ts';
import { moneyTotals } from './project-money.ts';
import type { PlannedProject } from './project-state.ts';
import { contractTotalFen } from './project-work.ts';
import { Refusal } from './refusal.ts';
import { yuan } from './rounding.ts';
import type { Standard } from './standard.ts';

/**
 * Rule 9: the audited amount is at most contract plus variations, and covers what was paid out. A venue that was completed when
 * contracts were not recorded yet has its budget with the tolerance instead.
 *
 * @param pointer the field of the command that is at fault.
 * @throws {Refusal} settlement.above-contract, settlement.below-payments
 */
export function requireSoundSettlement(
  auditedFen: number,
  project: PlannedProject,
  standard: Standard,
  pointer: string,
): void {
  const mostFen = mostAuditedFen(project, standard);
  if (auditedFen > mostFen) throw aboveContract(auditedFen, mostFen, pointer);
  const { disbursedFen } = moneyTotals(project.money);
  if (disbursedFen > auditedFen) throw belowPayments(auditedFen, disbursedFen, pointer);
}

/** What stands against any settlement: more was paid out than it may come to. */
export function paidTooMuch(project: PlannedProject, standard: Standard): readonly Refusal[] {
  const mostFen = mostAuditedFen(project, standard);
  const { disbursedFen } = moneyTotals(project.money);
  return disbursedFen > mostFen ? [belowPayments(mostFen, disbursedFen, '/venueId')] : [];
}

function mostAuditedFen({ plan, work }: PlannedProject, { budgetTolerancePct }: Standard): number {
  return work.contract ? contractTotalFen(work) : contractCeilingFen(plan.budgetFen, budgetTolerancePct);
}

function aboveContract(auditedFen: number, mostFen: number, pointer: string): Refusal {
  return new Refusal(
    'settlement.above-contract',
    {
      zh: `审定金额 ${yuan(auditedFen)} 元超过合同价连同变更的 ${yuan(mostFen)} 元`,
      en: `the audited ${yuan(auditedFen)} yuan are above contract and variations (${yuan(mostFen)})`,
    },
    { zh: '请核对金额', en: 'check the amount' },
    pointer,
  );
}

function belowPayments(auditedFen: number, disbursedFen: number, pointer: string): Refusal {
  return new Refusal(
    'settlement.below-payments',
    {
      zh: `已支付 ${yuan(disbursedFen)} 元，超过可审定的 ${yuan(auditedFen)} 元`,
      en: `${yuan(disbursedFen)} yuan were paid out, more than the ${yuan(auditedFen)} that are audited`,
    },
    { zh: '请核对金额，多付的资金请先冲销', en: 'check the amount, or reverse what was paid too much first' },
    pointer,
  );
}
