import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasMajority, hasQuorum, isCarried, type VoteRule } from './votes.ts';

const twoThirds = { numerator: 2, denominator: 3 };
const vote = (eligible: number, present: number, votesFor: number) => ({ eligible, present, votesFor });

const simpleMajority: VoteRule = {
  quorum: { numerator: 1, denominator: 2 },
  majority: { numerator: 1, denominator: 2 },
};

describe('a quorum', () => {
  const rule: VoteRule = { ...simpleMajority, quorum: twoThirds };

  it('is reached with exactly its share of those entitled, and not with one fewer', () => {
    expect(hasQuorum(vote(30, 20, 0), rule)).toBe(true);
    expect(hasQuorum(vote(30, 19, 0), rule)).toBe(false);
  });

  it('is not rounded: two thirds of 31 need 21', () => {
    expect(hasQuorum(vote(31, 21, 0), rule)).toBe(true);
    expect(hasQuorum(vote(31, 20, 0), rule)).toBe(false);
  });

  it('needs somebody, even where no share is asked for', () => {
    const anybody = { ...rule, quorum: { numerator: 0, denominator: 1 } };
    expect(hasQuorum(vote(30, 1, 0), anybody)).toBe(true);
    expect(hasQuorum(vote(30, 0, 0), anybody)).toBe(false);
  });

  it('may be everybody', () => {
    const everybody = { ...rule, quorum: { numerator: 1, denominator: 1 } };
    expect(hasQuorum(vote(30, 30, 0), everybody)).toBe(true);
    expect(hasQuorum(vote(30, 29, 0), everybody)).toBe(false);
  });
});

describe('a majority', () => {
  it('is more than its share of those present: half of them are too few', () => {
    expect(hasMajority(vote(30, 20, 11), simpleMajority)).toBe(true);
    expect(hasMajority(vote(30, 20, 10), simpleMajority)).toBe(false);
    expect(hasMajority(vote(30, 21, 11), simpleMajority)).toBe(true);
    expect(hasMajority(vote(30, 21, 10), simpleMajority)).toBe(false);
  });

  it('may be more than two thirds', () => {
    const rule = { ...simpleMajority, majority: twoThirds };
    expect(hasMajority(vote(30, 21, 15), rule)).toBe(true);
    expect(hasMajority(vote(30, 21, 14), rule)).toBe(false);
  });

  it('is none where nobody is present', () => {
    expect(hasMajority(vote(30, 0, 0), simpleMajority)).toBe(false);
  });
});

describe('a vote', () => {
  it('is carried with its quorum and its majority, and not with one of them', () => {
    expect(isCarried(vote(10, 5, 3), simpleMajority)).toBe(true);
    expect(isCarried(vote(11, 5, 5), simpleMajority)).toBe(false);
    expect(isCarried(vote(10, 6, 3), simpleMajority)).toBe(false);
  });

  it('is decided exactly, whatever the numbers', () => {
    const people = fc.integer({ min: 1, max: 100_000 });
    const share = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
      .filter(([numerator, denominator]) => numerator <= denominator)
      .map(([numerator, denominator]) => ({ numerator, denominator }));
    fc.assert(
      fc.property(people, people, people, share, share, (eligible, present, votesFor, quorum, majority) => {
        // The same in integers of any size: a/b ≥ c/d as a·d ≥ c·b.
        const big = BigInt;
        const enough = big(present) * big(quorum.denominator) >= big(eligible) * big(quorum.numerator);
        const more = big(votesFor) * big(majority.denominator) > big(present) * big(majority.numerator);
        expect(isCarried(vote(eligible, present, votesFor), { quorum, majority })).toBe(enough && more);
      }),
    );
  });
});
