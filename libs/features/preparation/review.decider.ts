import { procedureOf, type CountyPolicy } from '../shared/county-policy.ts';
import { happened } from '../shared/event.ts';
import { designBlockers } from '../shared/project-blockers.ts';
import { defineProjectCommand, pinnedStandard } from '../shared/project-command.ts';
import { notBeforeStage } from '../shared/project-dates.ts';
import { requirePlan, type Project } from '../shared/project-state.ts';
import { Refusal } from '../shared/refusal.ts';
import {
  awaitsDiscussion,
  awaitsNewVersion,
  nothingSubmitted,
  reviewMissing,
  roundsOver,
  roundUnderWay,
} from '../shared/review-rounds.ts';
import { projectStream } from '../shared/streams.ts';
import { businessDate, villageId } from '../shared/values.ts';
import { isCarried, requireSoundVote } from '../shared/votes.ts';
import { designReviewed, villagerDiscussionHeld } from './preparation.events.ts';

const { round, designVersion } = designReviewed.data.shape;

/**
 * Records the review of a round, of the version handed in last. A returned round is reviewed again, in a newer version; so is one
 * that was passed, when a newer version was handed in before the discussion.
 */
export const reviewDesign = defineProjectCommand({
  name: 'ReviewDesign',
  summary: '登记上审',
  schema: designReviewed.data.omit({ villageId: true }).extend({
    occurredOn: businessDate,
    round: round.optional().describe('the round under way; refused when it is another'),
    designVersion: designVersion.optional().describe('the last version; refused when it is another'),
  }),
  emits: [designReviewed],
  blockers: (project, { policy }) => {
    const blockers = roundBlockers(project, policy);
    if (blockers.length > 0) return blockers;
    const { submitted, review } = project.design;
    if (!submitted) return [nothingSubmitted()];
    if (review?.designVersion !== submitted.version) return [];
    return [review.outcome === 'passed' ? awaitsDiscussion(review.round) : awaitsNewVersion(review.round)];
  },
  decide: (project, { occurredOn, venueId, ...review }) => {
    notBeforeStage(occurredOn, project, 'discussion');
    const { villageId, design } = project;
    const { round } = roundUnderWay(project);
    requireRound(review.round, round);
    const { version } = design.submitted ?? { version: 0 };
    requireLastVersion(review.designVersion, version);
    const data = { ...review, venueId, villageId, round, designVersion: version };
    return [happened(designReviewed, projectStream(venueId), occurredOn, data)];
  },
});

/**
 * Records the villagers' discussion of a round whose review passed (rule 5). Whether it is carried follows from the votes; one
 * that is not is held again. What the villagers want changed is noted: a change that they insist on they do not carry, and a
 * newer version is reviewed first.
 */
export const holdVillagerDiscussion = defineProjectCommand({
  name: 'HoldVillagerDiscussion',
  summary: '登记村民议事',
  schema: villagerDiscussionHeld.data.omit({ carried: true }).extend({
    occurredOn: businessDate,
    villageId: villageId.optional(),
    round: round.optional().describe('the round under way; refused when it is another'),
  }),
  emits: [villagerDiscussionHeld],
  blockers: (project, { policy }) => {
    const blockers = roundBlockers(project, policy);
    if (blockers.length > 0) return blockers;
    const { round, awaits } = roundUnderWay(project);
    return awaits === 'review' ? [reviewMissing(round)] : [];
  },
  decide: (project, { occurredOn, venueId, ...discussion }, { policy }) => {
    notBeforeStage(occurredOn, project, 'discussion');
    const { round } = roundUnderWay(project);
    requireRound(discussion.round, round);
    requireSoundVote(discussion);
    const data = {
      ...discussion,
      venueId,
      villageId: project.villageId,
      round,
      carried: isCarried(discussion, pinnedStandard(project, policy).discussion),
    };
    return [happened(villagerDiscussionHeld, projectStream(venueId), occurredOn, data)];
  },
});

/** What stands against any step of the rounds. */
function roundBlockers(project: Project, policy: CountyPolicy): readonly Refusal[] {
  const blockers = designBlockers(project);
  if (blockers.length > 0) return blockers;
  const { reviewRounds } = procedureOf(policy, requirePlan(project));
  return project.design.roundsDone >= reviewRounds ? [roundsOver(reviewRounds)] : [];
}

function requireRound(named: number | undefined, round: number): void {
  if (named === undefined || named === round) return;
  throw new Refusal(
    'design.other-round',
    { zh: `现在进行的是第${round}轮审议`, en: `round ${round} is under way` },
    { zh: '请核对轮次', en: 'check the round' },
    '/round',
  );
}

function requireLastVersion(named: number | undefined, version: number): void {
  if (named === undefined || named === version) return;
  throw new Refusal(
    'design.other-version',
    { zh: `最近提交的是方案第${version}版`, en: `version ${version} of the design was handed in last` },
    { zh: '请审查这一版', en: 'review that one' },
    '/designVersion',
  );
}
