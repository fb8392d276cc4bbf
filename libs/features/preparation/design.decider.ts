import { procedureOf, waiverOf, type CountyPolicy, type Waiver } from '../shared/county-policy.ts';
import { happened } from '../shared/event.ts';
import { designBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand } from '../shared/project-command.ts';
import { earliestDay, notBeforeStage } from '../shared/project-dates.ts';
import { requirePlan, type Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import { missingRounds, nothingSubmitted, roundsOver } from '../shared/review-rounds.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate } from '../shared/values.ts';
import { designFinalised, designSubmitted } from './preparation.events.ts';

/**
 * Hands in the next version of the design. Once the last round is carried there is none: what the villagers agreed to is what
 * is finalised, and what they want changed they do not carry.
 */
export const submitDesign = defineProjectCommand({
  name: 'SubmitDesign',
  summary: '提交设计方案',
  schema: designSubmitted.data
    .omit({ villageId: true, designVersion: true })
    .extend({ occurredOn: businessDate }),
  emits: [designSubmitted],
  blockers: (project, { policy }) => {
    const blockers = designBlockers(project);
    if (blockers.length > 0) return blockers;
    const { reviewRounds } = procedureOf(policy, requirePlan(project));
    return reviewRounds > 0 && project.design.roundsDone >= reviewRounds ? [roundsOver(reviewRounds)] : [];
  },
  decide: (project, { occurredOn, venueId, ...design }) => {
    notBeforeStage(occurredOn, project, 'discussion');
    const { villageId } = project;
    const designVersion = (project.design.submitted?.version ?? 0) + 1;
    const data = { venueId, villageId, designVersion, ...design };
    return [happened(designSubmitted, projectStream(venueId), occurredOn, data)];
  },
});

/** Makes the version handed in last the one that will be built, once all rounds are done (rule 5) or waived by the county. */
export const finaliseDesign = defineProjectCommand({
  name: 'FinaliseDesign',
  summary: '方案定稿',
  schema: designFinalised.data.pick({ venueId: true }).extend({ occurredOn: businessDate }),
  emits: [designFinalised],
  blockers: (project, { policy, tenantCode, venueId }) => {
    const blockers = designBlockers(project);
    if (blockers.length > 0) return blockers;
    if (!project.design.submitted) return [nothingSubmitted()];
    const missing = missingRoundsOf(project, policy);
    const on = earliestDay(project, 'discussion') ?? '';
    return missing.length > 0 && waiverOfRounds(policy, { tenantCode, venueId, on }) ? [] : missing;
  },
  decide: (project, { occurredOn, venueId }, { policy, tenantCode }) => {
    notBeforeStage(occurredOn, project, 'discussion');
    const { villageId, design } = project;
    if (!design.submitted) throw nothingSubmitted();
    const { version: designVersion, areaDm2, estimateFen } = design.submitted;
    const data = { venueId, villageId, designVersion, areaDm2, estimateFen };
    if (missingRoundsOf(project, policy).length === 0)
      return [happened(designFinalised, projectStream(venueId), occurredOn, data)];
    const waiver = waiverOfRounds(policy, { tenantCode, venueId, on: occurredOn });
    if (!waiver) throw waiverOver(occurredOn);
    const waived = { ...data, waiverId: waiver.waiverId };
    return [happened(designFinalised, projectStream(venueId), occurredOn, waived)];
  },
});

function missingRoundsOf(project: Project, policy: CountyPolicy): readonly Refusal[] {
  return missingRounds(project, procedureOf(policy, requirePlan(project)).reviewRounds);
}

function waiverOfRounds(
  policy: CountyPolicy,
  { tenantCode, venueId, on }: { tenantCode: string; venueId: string; on: string },
): Waiver | undefined {
  return waiverOf(policy, { townCode: tenantCode, venueId, kind: 'review-rounds', on });
}

function waiverOver(occurredOn: string): Refusal {
  return new Refusal(
    'design.waiver-over',
    {
      zh: `县级对审议轮次的豁免在 ${occurredOn} 已过有效期`,
      en: `the county’s waiver of the rounds is over on ${occurredOn}`,
    },
    { zh: '请补齐轮次，或向县级重新申请豁免', en: 'hold the rounds, or ask for another waiver' },
    '/occurredOn',
  );
}
