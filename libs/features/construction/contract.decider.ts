import { requireWithinBudget } from '../shared/budget.ts';
import type { BlockerContext } from '../shared/command.ts';
import { notBefore } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { constructionBlockers, preparationBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { securedFen } from '../shared/project-money.ts';
import { requirePlan, type PlannedProject, type Project } from '../shared/project-state.ts';
import { contractTotalFen } from '../shared/project-work.ts';
import { Refusal } from '../shared/refusal.ts';
import { missingSteps } from '../shared/decision-steps.ts';
import { missingRounds } from '../shared/review-rounds.ts';
import { yuan } from '../shared/rounding.ts';
import { stepName, type DecisionStep, type Standard } from '../shared/standard.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, uuid } from '../shared/values.ts';
import { constructionStarted, contractVaried } from './construction.events.ts';

/** Begins construction (rule 4), at a contract within the budget (rule 3). */
export const startConstruction = defineProjectCommand({
  name: 'StartConstruction',
  summary: '登记开工',
  schema: constructionStarted.data.omit({ villageId: true }).extend({ occurredOn: businessDate }),
  emits: [constructionStarted],
  blockers: (project, { policy }) => {
    const blockers = preparationBlockers(project);
    return blockers.length > 0 ? blockers : missingBeforeConstruction(requirePlan(project), policy);
  },
  decide: (project, { occurredOn, venueId, ...contract }, { policy }) => {
    const standard = pinnedStandard(project, policy);
    requirePreparedBy(occurredOn, project, standard);
    if (contract.plannedEndOn < occurredOn) throw endBeforeStart(contract.plannedEndOn, occurredOn);
    requireWithinBudget(contract.contractFen, budgetOf(project, standard), '/contractFen');
    const data = { ...contract, venueId, villageId: project.villageId };
    return [happened(constructionStarted, projectStream(venueId), occurredOn, data)];
  },
});

/** Changes the contract's price (rule 3). */
export const varyContract = defineProjectCommand({
  name: 'VaryContract',
  summary: '登记合同变更',
  schema: contractVaried.data
    .omit({ villageId: true })
    .extend({ occurredOn: businessDate, variationId: uuid.optional().describe('assigned when left out') }),
  emits: [contractVaried],
  blockers: constructionBlockers,
  decide: (project, { occurredOn, variationId, ...variation }, { newId, policy }) => {
    notBeforeStage(occurredOn, project, 'construction');
    const id = variationId ?? newId;
    if (project.work.variations[id] !== undefined) throw variedBefore();
    const totalFen = contractTotalFen(project.work) + variation.amountFen;
    if (totalFen <= 0) throw nothingLeftOfContract();
    requireWithinBudget(totalFen, budgetOf(project, pinnedStandard(project, policy)), '/amountFen');
    const data = { ...variation, variationId: id, villageId: project.villageId };
    return [happened(contractVaried, projectStream(variation.venueId), occurredOn, data)];
  },
});

function budgetOf({ plan }: PlannedProject, { budgetTolerancePct }: Standard) {
  return { budgetFen: plan.budgetFen, tolerancePct: budgetTolerancePct, adjustable: true };
}

/** Rule 4, each missing thing by itself, in the order in which a project goes through them. */
function missingBeforeConstruction(
  project: PlannedProject,
  policy: BlockerContext['policy'],
): readonly Refusal[] {
  const standard = pinnedStandard(project, policy);
  const { site, decisionSteps, reviewRounds } = standard.procedures[project.plan.buildType];
  return [
    ...(site && project.siteOn === null ? [siteMissing()] : []),
    ...missingSteps(project, decisionSteps),
    ...missingDesign(project, reviewRounds),
    ...unsecured(project, standard, securedFen(project.money)),
  ];
}

/** A final design needs its rounds, or a waiver of them: once there is one, neither is asked for again. */
function missingDesign(project: Project, reviewRounds: number): readonly Refusal[] {
  if (reviewRounds === 0 || project.design.finalised) return [];
  return [...missingRounds(project, reviewRounds), designNotFinal()];
}

function unsecured(
  { plan }: PlannedProject,
  { procedures }: Standard,
  allocatedFen: number,
  pointer = '/venueId',
): readonly Refusal[] {
  const { securedPct } = procedures[plan.buildType];
  const neededFen = Math.ceil((plan.budgetFen * securedPct) / 100);
  if (allocatedFen >= neededFen) return [];
  const [allocated, budget, lacking] = [allocatedFen, plan.budgetFen, neededFen - allocatedFen].map(yuan);
  return [
    new Refusal(
      'construction.money-not-secured',
      {
        zh: `已安排资金 ${allocated} 元，不到预算 ${budget} 元的 ${securedPct}%，还差 ${lacking} 元`,
        en: `${allocated} yuan are allocated, less than ${securedPct}% of the budget of ${budget}`,
      },
      { zh: '请先安排资金', en: `allocate ${lacking} more first` },
      pointer,
    ),
  ];
}

/** Whatever construction needs was there on the day on which it began. */
function requirePreparedBy(occurredOn: string, project: PlannedProject, standard: Standard): void {
  notBeforeStage(occurredOn, project, 'design');
  const { siteOn, design, money } = project;
  if (siteOn !== null) notBefore(occurredOn, { zh: '确定选址', en: 'the choice of the site', on: siteOn });
  for (const [step, on] of Object.entries(design.decisions)) {
    notBefore(occurredOn, { ...stepName(step as DecisionStep), on });
  }
  const [tooLittle] = unsecured(project, standard, securedFen(money, occurredOn), '/occurredOn');
  if (tooLittle) throw tooLittle;
}

function siteMissing(): Refusal {
  return new Refusal(
    'construction.site-missing',
    { zh: '还没有选址手续', en: 'the site is missing' },
    { zh: '请先登记选址及用地文件', en: 'record it and its document first' },
    '/venueId',
  );
}

function designNotFinal(): Refusal {
  return new Refusal(
    'construction.design-not-final',
    { zh: '设计方案还没有定稿', en: 'the design is not final' },
    { zh: '请先登记方案定稿', en: 'finalise it first' },
    '/venueId',
  );
}

function endBeforeStart(plannedEndOn: string, occurredOn: string): Refusal {
  return new Refusal(
    'construction.end-before-start',
    {
      zh: `合同竣工日期 ${plannedEndOn} 早于开工日期 ${occurredOn}`,
      en: `the contract's end ${plannedEndOn} is before the start of construction ${occurredOn}`,
    },
    { zh: '请核对两个日期', en: 'check the dates' },
    '/plannedEndOn',
  );
}

function variedBefore(): Refusal {
  return new Refusal(
    'construction.already-recorded',
    { zh: '这项变更已登记，不能重复登记', en: 'this variation is recorded already' },
    { zh: '另一项变更请换用新的编号', en: 'give another variation an id of its own' },
    '/variationId',
  );
}

function nothingLeftOfContract(): Refusal {
  return new Refusal(
    'construction.nothing-left',
    { zh: '变更后合同总价须大于零', en: 'the contract must be worth something after the variation' },
    { zh: '请核对变更金额', en: 'check the amount' },
    '/amountFen',
  );
}
