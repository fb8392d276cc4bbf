import type { TFunction } from 'i18next';
import type { MoneyMovement } from '../api/project-types.ts';
import { formatFenAsWan } from '../format/numbers.ts';
import type { StepSubject } from './step-context.ts';
import type { PickSource } from './step-fields.ts';

export interface Option {
  value: string;
  label: string;
}

/**
 * What a field offers for a project; the people of the town come from elsewhere.
 *
 * @param reversed what a reversal takes back, where the field offers facts to reverse.
 */
export function stepOptions(
  from: Exclude<PickSource, 'persons'>,
  { project, standard }: StepSubject,
  t: TFunction,
  reversed?: 'allocation' | 'receipt' | 'payment',
): Option[] {
  const wan = (fen: number) => `${formatFenAsWan(fen)} ${t('unit.wan')}`;
  const allocations = Object.entries(project.money.allocations);
  const sourceOf = (allocationId: string) => project.money.allocations[allocationId]?.source ?? '';
  switch (from) {
    case 'allocations':
      return allocations.map(([value, one]) => ({
        value,
        label: t('step.option.allocation', {
          source: one.source,
          kind: t(`kind.${one.kind}`),
          left: wan(one.allocatedFen - one.receivedFen),
        }),
      }));
    case 'cashAllocations':
      return allocations
        .filter(([, { kind }]) => kind === 'cash')
        .map(([value, one]) => ({
          value,
          label: t('step.option.balance', {
            source: one.source,
            left: wan(one.receivedFen - one.disbursedFen),
          }),
        }));
    case 'reversibleFacts': {
      if (reversed === 'allocation')
        return allocations.map(([value, one]) => ({
          value,
          label: `${one.on} ${one.source} ${wan(one.allocatedFen)}`,
        }));
      const movements = reversed === 'receipt' ? project.money.receipts : project.money.payments;
      return Object.entries(movements)
        .filter(([, { amountFen }]) => amountFen > 0)
        .map(([value, one]: [string, MoneyMovement]) => ({
          value,
          label: `${one.on} ${sourceOf(one.allocationId)} ${wan(one.amountFen)}`,
        }));
    }
    case 'openDefects':
      return Object.entries(project.work.defects)
        .filter(([, { closedOn }]) => closedOn === null)
        .map(([value, { foundOn, blocking, description }]) => ({
          value,
          label: `${description}(${foundOn}${blocking ? `,${t('step.option.blocking')}` : ''})`,
        }));
    case 'decisionSteps': {
      const { buildType } = project.plan ?? { buildType: 'new' as const };
      return standard.procedures[buildType].decisionSteps
        .filter((step) => project.design.decisions[step] === undefined)
        .map((value) => ({ value, label: t(`decisionStep.${value}`) }));
    }
    default:
      return from satisfies never;
  }
}
