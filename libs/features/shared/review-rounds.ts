import type { Project } from './project-state.ts';
import { Refusal, type Sentence } from './refusal.ts';

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

const refusal = (code: string, rule: Sentence, next: Sentence) => new Refusal(code, rule, next, '/venueId');

const discussionMissing = (round: number) =>
  refusal(
    'design.discussion-missing',
    { zh: `还缺第${round}轮村民议事`, en: `the villagers’ discussion of round ${round} is missing` },
    { zh: '请先登记下议结果', en: 'record it first' },
  );

/** The design's last version was not passed in this round. */
export const reviewMissing = (round: number) =>
  refusal(
    'design.review-missing',
    { zh: `还缺第${round}轮上审`, en: `the review of round ${round} is missing` },
    {
      zh: '请先登记上审结果，再组织村民议事',
      en: 'record it first, then the villagers’ discussion',
    },
  );

/** The design's last version was passed in this round, and the villagers have not carried it yet. */
export const awaitsDiscussion = (round: number) =>
  refusal(
    'design.awaits-discussion',
    {
      zh: `第${round}轮上审已通过，还缺第${round}轮村民议事`,
      en: `round ${round} is passed above, and the villagers’ discussion of round ${round} is missing`,
    },
    { zh: '请先登记下议结果', en: 'record it first' },
  );

/** The design's last version was returned in this round. */
export const awaitsNewVersion = (round: number) =>
  refusal(
    'design.awaits-new-version',
    { zh: `第${round}轮上审已退回`, en: `round ${round} was returned` },
    {
      zh: '请先提交修改后的设计方案，再重新上审',
      en: 'hand in a newer version of the design, then it is reviewed again',
    },
  );

export const nothingSubmitted = () =>
  refusal(
    'design.not-submitted',
    { zh: '还没有提交设计方案', en: 'no design was handed in yet' },
    { zh: '请先提交设计方案', en: 'record that first' },
  );

/** @param rounds how many the standard asks for. */
export const roundsOver = (rounds: number) =>
  rounds === 0
    ? refusal(
        'design.no-rounds',
        { zh: '按建设标准，这类项目不需要审议', en: 'by the standard such a project has no rounds' },
        { zh: '请在提交设计方案后直接定稿', en: 'finalise the design once it was handed in' },
      )
    : refusal(
        'design.rounds-over',
        { zh: `${rounds}轮审议已全部完成`, en: `all ${rounds} rounds are done` },
        { zh: '请登记方案定稿', en: 'finalise the design' },
      );
