import type { Project } from './project-state.ts';
import { Refusal } from './refusal.ts';
import type { DecisionStep } from './standard.ts';

/** What the round under way waits for: a review of the design's last version, or the villagers' discussion of it. */
export type Awaited = 'review' | 'discussion';

/**
 * The round under way and what it waits for. A returned design repeats its round with a newer version; a version handed in
 * after a passed review is reviewed again before the villagers discuss it.
 */
export function roundUnderWay({ design }: Project): { readonly round: number; readonly awaits: Awaited } {
  const { review, submitted, roundsDone } = design;
  const isPassed = review?.outcome === 'passed' && review.designVersion === submitted?.version;
  return { round: roundsDone + 1, awaits: isPassed ? 'discussion' : 'review' };
}

/** Rule 5: what is missing of the rounds up and down that a standard asks for, round by round. */
export function missingRounds(project: Project, reviewRounds: number): readonly Refusal[] {
  const { round, awaits } = roundUnderWay(project);
  const missing = Array.from({ length: Math.max(0, reviewRounds - round + 1) }, (_, i) => round + i);
  return missing.map((one) =>
    one === round && awaits === 'discussion' ? discussionMissing(one) : reviewMissing(one),
  );
}

const NAMES: Readonly<Record<DecisionStep, { zh: string; en: string }>> = {
  'branch-proposal': { zh: '村党支部会提议', en: 'the party branch’s proposal' },
  'committees-consultation': { zh: '村“两委”会商议', en: 'the two committees’ consultation' },
  'members-deliberation': { zh: '党员大会审议', en: 'the party members’ deliberation' },
  'villagers-resolution': { zh: '村民代表会议决议', en: 'the villagers’ representatives’ resolution' },
};

/** A step of 四议 as sentences name it. */
export function stepName(step: DecisionStep): { readonly zh: string; readonly en: string } {
  return NAMES[step];
}

/** Rule 4: what is missing of the steps of the decision, in the standard's order. */
export function missingSteps({ design }: Project, steps: readonly DecisionStep[]): readonly Refusal[] {
  return steps
    .filter((step) => design.decisions[step] === undefined)
    .map((step) => {
      const { zh, en } = stepName(step);
      return new Refusal(
        'decision.step-missing',
        { zh: `四议还缺${zh},请先登记表决结果`, en: `${en} is missing: record its vote first` },
        '/venueId',
      );
    });
}

function discussionMissing(round: number): Refusal {
  return new Refusal(
    'design.discussion-missing',
    {
      zh: `还缺第${round}轮村民议事,请先登记下议结果`,
      en: `the villagers’ discussion of round ${round} is missing: record it first`,
    },
    '/venueId',
  );
}

function reviewMissing(round: number): Refusal {
  return new Refusal(
    'design.review-missing',
    {
      zh: `还缺第${round}轮上审和村民议事,请先登记上审结果`,
      en: `the review and the discussion of round ${round} are missing: record the review first`,
    },
    '/venueId',
  );
}
