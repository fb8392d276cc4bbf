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
