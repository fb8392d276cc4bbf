import type { JsonObject } from '../event-store/index.ts';
import { constructionStarted } from '../features/construction/construction.events.ts';
import {
  decisionRecorded,
  designFinalised,
  designReviewed,
  designSubmitted,
  needsAssessed,
  projectStarted,
  siteSelected,
  villagerDiscussionHeld,
} from '../features/preparation/preparation.events.ts';
import { happened, type DecidedEvent } from '../features/shared/event.ts';
import { decisionStep, type DecisionStep } from '../features/shared/standard.ts';
import { projectStream } from '../features/shared/streams.ts';
import { projectStatusChanged } from '../features/venues/venue.events.ts';
import { VENUE_ID, VILLAGE } from './example-commands.ts';
import { facts } from './example-facts.ts';

const project = projectStream(VENUE_ID);
const ids = { venueId: VENUE_ID, villageId: VILLAGE.id };

/** The example's plan, with something otherwise. */
export function planned(change: JsonObject): DecidedEvent {
  return { ...facts.venuePlanned, data: { ...facts.venuePlanned.data, ...change } };
}

export function needed(on = '2024-01-05', villageId: string = VILLAGE.id): DecidedEvent {
  const data = { ...ids, villageId, condition: 'C' as const, areaDm2: 8_000, gaps: [], costFen: 55_000_000 };
  return happened(needsAssessed, project, on, data);
}

export function started(on = '2024-01-15'): DecidedEvent {
  return happened(projectStarted, project, on, { ...ids, documentNo: '青建〔2024〕3号' });
}

export function sited(on = '2024-01-18'): DecidedEvent {
  const place = { lat: 30.5123, lng: 104.0456, documentNo: '青自然资〔2024〕8号' };
  return happened(siteSelected, project, on, { ...ids, ...place });
}

export function submitted(designVersion = 1, on = '2024-01-20'): DecidedEvent {
  const data = { ...ids, designVersion, areaDm2: 31_000, estimateFen: 58_000_000 };
  return happened(designSubmitted, project, on, data);
}

export function reviewed(
  round: number,
  outcome: 'passed' | 'returned' = 'passed',
  { designVersion = 1, on = '2024-01-22' } = {},
): DecidedEvent {
  return happened(designReviewed, project, on, { ...ids, round, designVersion, level: 'town', outcome });
}

/** 24 of 30 were there; 20 were for it, or 4. */
export function discussed(round: number, carried = true, on = '2024-01-24'): DecidedEvent {
  const votes = { eligible: 30, present: 24, votesFor: carried ? 20 : 4 };
  return happened(villagerDiscussionHeld, project, on, { ...ids, round, ...votes, carried });
}

/** Rounds of the design's first version that were passed above and carried below, from the first one on. */
export function roundsDone(count: number): DecidedEvent[] {
  return Array.from({ length: count }, (_, i) => [reviewed(i + 1), discussed(i + 1)]).flat();
}

export function finalised(on = '2024-01-30'): DecidedEvent {
  const data = { ...ids, designVersion: 1, areaDm2: 31_000, estimateFen: 58_000_000 };
  return happened(designFinalised, project, on, data);
}

/** 6 of 7 were there; all 6 were for it, or 1. */
export function decided(step: DecisionStep, carried = true, on = '2024-01-19'): DecidedEvent {
  const votes = { eligible: 7, present: 6, votesFor: carried ? 6 : 1 };
  return happened(decisionRecorded, project, on, {
    ...ids,
    step,
    ...votes,
    carried,
    documentNo: '议〔2024〕1号',
  });
}

export function underConstruction(contractFen = 60_000_000, on = '2024-02-10'): DecidedEvent {
  const contract = { contractor: '青石建筑公司', contractFen, plannedEndOn: '2024-11-30' };
  return happened(constructionStarted, project, on, { ...ids, ...contract, documentNo: '青建合〔2024〕1号' });
}

export function suspended(on = '2024-02-20'): DecidedEvent {
  const plan = { buildType: 'new' as const, targetOn: '2024-12-20' };
  return happened(projectStatusChanged, project, on, {
    ...ids,
    ...plan,
    status: 'suspended',
    reason: '汛期',
  });
}

/**
 * What the shipped standard asks of the example's project between its plan and construction, the money aside: started on 2024-01-15,
 * its design final on 2024-02-20.
 */
export const preparedFacts = {
  started: started(),
  site: sited(),
  decisions: decisionStep.options.map((step, i) => decided(step, true, `2024-01-${19 + i}`)),
  submitted: submitted(1, '2024-01-24'),
  /** Review and discussion of each of three rounds. */
  rounds: [1, 2, 3].flatMap((round) => [
    reviewed(round, 'passed', { on: `2024-02-0${2 * round}` }),
    discussed(round, true, `2024-02-0${2 * round + 1}`),
  ]),
  finalised: finalised('2024-02-20'),
} as const;

/** All of them, in order. */
export const prepared: readonly DecidedEvent[] = Object.values(preparedFacts).flat();
