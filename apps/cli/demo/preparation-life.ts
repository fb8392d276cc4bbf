import { finaliseDesign, submitDesign } from '../../../libs/features/preparation/design.decider.ts';
import { recordDecision } from '../../../libs/features/preparation/decision.decider.ts';
import { holdVillagerDiscussion, reviewDesign } from '../../../libs/features/preparation/review.decider.ts';
import { selectSite, startProject } from '../../../libs/features/preparation/start.decider.ts';
import type { Procedure } from '../../../libs/features/shared/standard.ts';
import { addDays } from './calendar.ts';
import type { Dice } from './dice.ts';
import { fact, type Fact } from './fact.ts';
import { CHANGES_ASKED, REVIEW_COMMENTS } from './vocabulary.ts';

/** What is prepared, and under which standard. */
export interface PreparedProject {
  readonly venueId: string;
  readonly plannedOn: string;
  readonly procedure: Procedure;
  readonly areaDm2: number;
  readonly budgetFen: number;
  /** Days are stretched by it: a laggard's papers lie long. */
  readonly delay: number;
}

/** From the start to the final design: site, decisions, and three rounds up and down; some are returned and repeated. */
export function preparationFacts(project: PreparedProject, dice: Dice): { facts: Fact[]; readyOn: string } {
  const { venueId, procedure, delay } = project;
  const days = (least: number, most: number) => Math.max(1, Math.round(dice.int(least, most) * delay));
  const year = project.plannedOn.slice(0, 4);
  let day = addDays(project.plannedOn, days(3, 12));
  const facts: Fact[] = [
    fact(startProject, { occurredOn: day, venueId, documentNo: `镇政发〔${year}〕${dice.int(20, 180)}号` }),
  ];
  if (procedure.site) facts.push(site(venueId, (day = addDays(day, days(2, 8))), dice));
  for (const step of procedure.decisionSteps) {
    day = addDays(day, days(1, 5));
    const documentNo = `${step === 'villagers-resolution' ? '村民代表会议' : '村级'}纪要${year}年第${dice.int(1, 12)}次`;
    facts.push(fact(recordDecision, { occurredOn: day, venueId, step, ...vote(dice, 0.92), documentNo }));
  }
  if (procedure.reviewRounds === 0) return { facts, readyOn: day };
  const rounds = designRounds(project, addDays(day, days(2, 6)), { days, dice });
  return { facts: [...facts, ...rounds.facts], readyOn: rounds.readyOn };
}

interface Pace {
  readonly days: (least: number, most: number) => number;
  readonly dice: Dice;
}

function designRounds(project: PreparedProject, begins: string, { days, dice }: Pace) {
  const { venueId, procedure } = project;
  const facts: Fact[] = [submission(project, begins, dice)];
  let day = begins;
  for (let round = 1; round <= procedure.reviewRounds; round++) {
    if (dice.chance(0.2)) {
      facts.push(review(venueId, round, (day = addDays(day, days(3, 9))), 'returned', dice));
      facts.push(submission(project, (day = addDays(day, days(4, 12))), dice));
    }
    facts.push(review(venueId, round, (day = addDays(day, days(3, 9))), 'passed', dice));
    if (dice.chance(0.06))
      facts.push(discussion(venueId, (day = addDays(day, days(2, 6))), { carried: false, dice }));
    facts.push(discussion(venueId, (day = addDays(day, days(2, 7))), { carried: true, dice }));
  }
  facts.push(fact(finaliseDesign, { occurredOn: (day = addDays(day, days(1, 5))), venueId }));
  return { facts, readyOn: day };
}

function site(venueId: string, occurredOn: string, dice: Dice): Fact {
  // Somewhere in the invented county; no real village lies there on purpose.
  return fact(selectSite, {
    occurredOn,
    venueId,
    lat: Number(dice.real(36.1, 36.6).toFixed(6)),
    lng: Number(dice.real(104.2, 105.1).toFixed(6)),
    documentNo: `青自然资〔${occurredOn.slice(0, 4)}〕${dice.int(1, 90)}号`,
  });
}

function submission({ venueId, areaDm2, budgetFen }: PreparedProject, occurredOn: string, dice: Dice): Fact {
  return fact(submitDesign, {
    occurredOn,
    venueId,
    areaDm2: Math.round((areaDm2 * dice.real(0.97, 1.04)) / 100) * 100,
    estimateFen: Math.round((budgetFen * dice.real(0.95, 1.03)) / 10_000) * 10_000,
  });
}

function review(
  venueId: string,
  round: number,
  occurredOn: string,
  outcome: 'passed' | 'returned',
  dice: Dice,
): Fact {
  const level = round === 1 ? 'town' : round === 2 ? 'department' : 'county';
  const comments = outcome === 'returned' ? { comments: dice.pick(REVIEW_COMMENTS) } : {};
  return fact(reviewDesign, { occurredOn, venueId, level, outcome, ...comments });
}

function discussion(
  venueId: string,
  occurredOn: string,
  { carried, dice }: { carried: boolean; dice: Dice },
): Fact {
  const changesAsked = !carried || dice.chance(0.15) ? { changesAsked: dice.pick(CHANGES_ASKED) } : {};
  return fact(holdVillagerDiscussion, {
    occurredOn,
    venueId,
    ...vote(dice, carried ? 0.9 : 0.3),
    ...changesAsked,
  });
}

/** A vote of 24 to 60 people with its quorum; `share` of those present are for it, give or take. */
/** People who come to vote, and about so large a share of them in favour. */
export function vote(dice: Dice, share: number) {
  const eligible = dice.int(24, 60);
  const present = Math.ceil(eligible * dice.real(0.75, 1));
  return { eligible, present, votesFor: Math.floor(present * Math.min(1, share * dice.real(0.9, 1.1))) };
}
