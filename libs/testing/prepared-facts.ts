import {
  decisionRecorded,
  designFinalised,
  designReviewed,
  designSubmitted,
  projectStarted,
  siteSelected,
  villagerDiscussionHeld,
} from '../features/preparation/preparation.events.ts';
import { happened, type DecidedEvent } from '../features/shared/event.ts';
import { decisionStep } from '../features/shared/standard.ts';
import { projectStream } from '../features/shared/streams.ts';
import { VENUE_ID, VILLAGE } from './example-commands.ts';

const project = projectStream(VENUE_ID);
const ids = { venueId: VENUE_ID, villageId: VILLAGE.id };
const vote = { eligible: 30, present: 24, votesFor: 20, carried: true };
const ROUNDS = [
  [1, '2024-01-26', '2024-01-28'],
  [2, '2024-02-03', '2024-02-05'],
  [3, '2024-02-12', '2024-02-14'],
] as const;

/**
 * What the shipped standard asks of the example's project between its plan and construction, the money aside: started on 2024-01-15,
 * its design final on 2024-02-20. In the order in which construction asks for it.
 */
export const preparedFacts = {
  started: happened(projectStarted, project, '2024-01-15', { ...ids, documentNo: '青建〔2024〕3号' }),
  site: happened(siteSelected, project, '2024-01-18', {
    ...ids,
    lat: 30.5123,
    lng: 104.0456,
    documentNo: '青自然资〔2024〕8号',
  }),
  decisions: decisionStep.options.map((step, i) =>
    happened(decisionRecorded, project, `2024-01-${19 + i}`, {
      ...ids,
      ...vote,
      step,
      documentNo: `议${i}号`,
    }),
  ),
  submitted: happened(designSubmitted, project, '2024-01-24', {
    ...ids,
    designVersion: 1,
    areaDm2: 31_000,
    estimateFen: 58_000_000,
  }),
  /** Review and discussion of each of three rounds. */
  rounds: ROUNDS.flatMap(([round, reviewedOn, discussedOn]) => [
    happened(designReviewed, project, reviewedOn, {
      ...ids,
      round,
      designVersion: 1,
      level: 'town',
      outcome: 'passed',
    }),
    happened(villagerDiscussionHeld, project, discussedOn, { ...ids, ...vote, round }),
  ]),
  finalised: happened(designFinalised, project, '2024-02-20', {
    ...ids,
    designVersion: 1,
    areaDm2: 31_000,
    estimateFen: 58_000_000,
  }),
} as const;

/** All of them, in order. */
export const prepared: readonly DecidedEvent[] = Object.values(preparedFacts).flat();
