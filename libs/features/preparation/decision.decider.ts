import { contractCeilingFen } from '../shared/budget.ts';
import { procedureOf } from '../shared/county-policy.ts';
import { notBefore } from '../shared/dates.ts';
import { missingSteps } from '../shared/decision-steps.ts';
import { happened } from '../shared/event.ts';
import { preparationBlockers, projectBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { requirePlan, type Project } from '../shared/project-state.ts';
import { contractTotalFen } from '../shared/project-work.ts';
import { Refusal, type Sentence } from '../shared/refusal.ts';
import { stepName, type DecisionStep } from '../shared/standard.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, villageId } from '../shared/values.ts';
import { isCarried, requireCarried, requireSoundVote } from '../shared/votes.ts';
import { budgetAdjusted, decisionRecorded } from './preparation.events.ts';

/**
 * Records the vote of one step of 四议两公开, in the order of the standard. Whether it is carried follows from the votes; one that
 * is not is voted on again.
 */
export const recordDecision = defineProjectCommand({
  name: 'RecordDecision',
  summary: '登记四议决策',
  schema: decisionRecorded.data
    .omit({ carried: true })
    .extend({ occurredOn: businessDate, villageId: villageId.optional() }),
  emits: [decisionRecorded],
  blockers: (project, { policy }) => {
    const blockers = preparationBlockers(project);
    if (blockers.length > 0) return blockers;
    const { decisionSteps } = procedureOf(policy, requirePlan(project));
    return missingSteps(project, decisionSteps).length === 0 ? [stepsOver(decisionSteps)] : [];
  },
  decide: (project, { occurredOn, venueId, ...decision }, { policy }) => {
    notBeforeStage(occurredOn, project, 'start');
    const { decisionSteps } = procedureOf(policy, project);
    requireNextStep(decision.step, occurredOn, { project, decisionSteps });
    requireSoundVote(decision);
    const { decisions } = pinnedStandard(project, policy);
    const carried = isCarried(decision, decisions[decision.step]);
    const data = { ...decision, venueId, villageId: project.villageId, carried };
    return [happened(decisionRecorded, projectStream(venueId), occurredOn, data)];
  },
});

/** Changes the budget by a decision of the villagers' representatives (rule 3), never below what is contracted. */
export const adjustBudget = defineProjectCommand({
  name: 'AdjustBudget',
  summary: '调整项目预算',
  schema: budgetAdjusted.data.omit({ villageId: true, beforeFen: true }).extend({ occurredOn: businessDate }),
  emits: [budgetAdjusted],
  blockers: (project) => projectBlockers(project, { before: 'completion' }),
  decide: (project, { occurredOn, venueId, ...adjustment }, { policy }) => {
    notBeforeStage(occurredOn, project, 'plan');
    const { villageId, plan } = project;
    if (adjustment.budgetFen === plan.budgetFen) throw unchanged();
    const { decisions, budgetTolerancePct } = pinnedStandard(project, policy);
    requireCarried(adjustment, decisions['villagers-resolution']);
    requireCoversContract(project, adjustment.budgetFen, budgetTolerancePct);
    const data = { venueId, villageId, beforeFen: plan.budgetFen, ...adjustment };
    return [happened(budgetAdjusted, projectStream(venueId), occurredOn, data)];
  },
});

/** The step is the first that is not carried yet, and not dated before the one that came before it. */
function requireNextStep(
  step: DecisionStep,
  occurredOn: string,
  { project, decisionSteps }: { project: Project; decisionSteps: readonly DecisionStep[] },
): void {
  const { zh, en } = stepName(step);
  const { decisions } = project.design;
  if (!decisionSteps.includes(step)) {
    throw stepRefusal(
      'decision.not-in-standard',
      { zh: `按建设标准，这类项目不需要${zh}`, en: `by the standard such a project does not need ${en}` },
      nextStep(project, decisionSteps),
    );
  }
  const carriedOn = decisions[step];
  if (carriedOn !== undefined) {
    throw stepRefusal(
      'decision.already-carried',
      {
        zh: `${zh}已于 ${carriedOn} 通过，不再重复`,
        en: `${en} was carried on ${carriedOn}: it is not repeated`,
      },
      nextStep(project, decisionSteps),
    );
  }
  for (const earlier of decisionSteps.slice(0, decisionSteps.indexOf(step))) {
    const name = stepName(earlier);
    const on = decisions[earlier];
    if (on === undefined) {
      throw stepRefusal(
        'decision.out-of-order',
        { zh: `${zh}之前还缺${name.zh}`, en: `${name.en} comes before ${en}` },
        nextStep(project, decisionSteps),
      );
    }
    notBefore(occurredOn, { ...name, on });
  }
}

const stepRefusal = (code: string, rule: Sentence, next: Sentence) => new Refusal(code, rule, next, '/step');

/** The first step that is not carried: there is one, or nothing would be recorded. */
function nextStep({ design }: Project, decisionSteps: readonly DecisionStep[]): Sentence {
  const { zh, en } = stepName(decisionSteps.find((step) => design.decisions[step] === undefined)!);
  return { zh: `请登记${zh}的表决结果`, en: `record the vote of ${en}` };
}

function stepsOver(steps: readonly DecisionStep[]): Refusal {
  const next = {
    zh: '请办齐开工前的其他手续，然后登记开工',
    en: 'complete what else construction needs, then start it',
  };
  return steps.length === 0
    ? new Refusal(
        'decision.none-needed',
        {
          zh: '按建设标准，这类项目不需要四议决策',
          en: 'by the standard such a project needs no decision of the village',
        },
        next,
        '/venueId',
      )
    : new Refusal(
        'decision.all-carried',
        { zh: '四议各步均已通过', en: 'every step of the decision is carried' },
        next,
        '/venueId',
      );
}

function unchanged(): Refusal {
  return new Refusal(
    'budget.unchanged',
    { zh: '新预算与现预算相同', en: 'the budget is that already' },
    { zh: '无需调整，要调整的请填写不同的金额', en: 'leave it, or enter another amount' },
    '/budgetFen',
  );
}

function requireCoversContract(project: Project, budgetFen: number, tolerancePct: number): void {
  if (contractTotalFen(project.work) <= contractCeilingFen(budgetFen, tolerancePct)) return;
  throw new Refusal(
    'budget.below-contract',
    {
      zh: `合同价与变更之和超过新预算的 ${100 + tolerancePct}%`,
      en: `contract and variations are more than ${100 + tolerancePct} % of this budget`,
    },
    { zh: '请核对新预算', en: 'check it' },
    '/budgetFen',
  );
}
