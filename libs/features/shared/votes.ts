import { Refusal } from './refusal.ts';
import type { Fraction } from './values.ts';

/** What a vote needs: at least the quorum of those entitled, and more than the majority of those present. */
export interface VoteRule {
  readonly quorum: Fraction;
  readonly majority: Fraction;
}

/** A vote as it was counted. */
export interface Vote {
  readonly eligible: number;
  readonly present: number;
  readonly votesFor: number;
}

/** Whether enough people were there. Exact: no rounding decides a quorum of two thirds. */
export function hasQuorum({ eligible, present }: Vote, { quorum }: VoteRule): boolean {
  return present > 0 && present * quorum.denominator >= eligible * quorum.numerator;
}

/** Whether more than the majority of those present were for it. */
export function hasMajority({ present, votesFor }: Vote, { majority }: VoteRule): boolean {
  return votesFor * majority.denominator > present * majority.numerator;
}

/** Whether it was carried: with its quorum, and by its majority (rule 5). */
export function isCarried(vote: Vote, rule: VoteRule): boolean {
  return hasQuorum(vote, rule) && hasMajority(vote, rule);
}

/**
 * Nobody votes who is not there, and nobody is there who is not entitled.
 *
 * @throws {Refusal} vote.present-above-eligible, vote.votes-above-present
 */
export function requireSoundVote({ eligible, present, votesFor }: Vote): void {
  if (present > eligible) {
    throw new Refusal(
      'vote.present-above-eligible',
      {
        zh: `实到 ${present} 人多于应到 ${eligible} 人`,
        en: `${present} are present of ${eligible} who are entitled`,
      },
      { zh: '请核对人数', en: 'check the numbers' },
      '/present',
    );
  }
  if (votesFor > present) {
    throw new Refusal(
      'vote.votes-above-present',
      {
        zh: `赞成 ${votesFor} 票多于实到 ${present} 人`,
        en: `${votesFor} votes are for it, of ${present} people present`,
      },
      { zh: '请核对票数', en: 'check the numbers' },
      '/votesFor',
    );
  }
}

/**
 * For what is recorded only if it was carried.
 *
 * @throws {Refusal} vote.no-quorum, vote.no-majority, or what {@link requireSoundVote} refuses.
 */
export function requireCarried(vote: Vote, rule: VoteRule): void {
  requireSoundVote(vote);
  const { eligible, present, votesFor } = vote;
  if (!hasQuorum(vote, rule)) {
    const { numerator, denominator } = rule.quorum;
    throw new Refusal(
      'vote.no-quorum',
      {
        zh: `应到 ${eligible} 人、实到 ${present} 人，未达到应到人数的 ${numerator}/${denominator}，表决无效`,
        en: `${present} of ${eligible} are present, fewer than ${numerator}/${denominator}: there is no quorum`,
      },
      { zh: '请重新召开会议表决', en: 'it must be voted on again' },
      '/present',
    );
  }
  if (!hasMajority(vote, rule)) {
    const { numerator, denominator } = rule.majority;
    throw new Refusal(
      'vote.no-majority',
      {
        zh: `实到 ${present} 人、赞成 ${votesFor} 票，未超过实到人数的 ${numerator}/${denominator}，没有通过`,
        en: `${votesFor} of ${present} are for it, not more than ${numerator}/${denominator}: it was not carried`,
      },
      { zh: '请在重新表决通过后再登记', en: 'record it when a later vote has carried it' },
      '/votesFor',
    );
  }
}
