import type { Project } from './project-state.ts';
import { Refusal } from './refusal.ts';
import { stepName, type DecisionStep } from './standard.ts';

/** Rule 4: what is missing of the steps of the decision, in the standard's order. */
export function missingSteps({ design }: Project, steps: readonly DecisionStep[]): readonly Refusal[] {
  return steps
    .filter((step) => design.decisions[step] === undefined)
    .map((step) => {
      const { zh, en } = stepName(step);
      return new Refusal(
        'decision.step-missing',
        { zh: `四议还缺${zh}`, en: `${en} is missing` },
        { zh: '请先登记四议决策', en: 'record its vote first' },
        '/venueId',
      );
    });
}
