import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { correctedAllocation, isCancellation, reversedAllocation, withAllocated } from '../shared/changes.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

const monthOf = (date: string) => ({ month: date.slice(0, 7) });

/**
 * A town's months (`YYYY-MM` of the business date). A plan counts in the month it is to be complete: `due` against
 * `completed` is the progress curve. A merger moves what is still due, since it will be completed in the other town; what was
 * completed stays, with its plan, in the months of the town where it was. A reversal takes from the month that it is dated in,
 * a correction changes the month of the fact that it corrects.
 */
export const townMonth = defineProjection<
  VenueEvents & FundsEvents & CorrectionEvents & TrainingEvents & MergerEvents
>()({
  name: 'town_month',
  version: 3,
  key: { month: text() },
  row: {
    due: integer(),
    completed: integer(),
    higherFen: bigint(),
    townFen: bigint(),
    villageFen: bigint(),
    trainings: integer(),
    people: integer(),
  },
  on: {
    VenuePlanned: {
      key: ({ data }) => monthOf(data.targetOn),
      fold: (row) => ({ ...row, due: row.due + 1 }),
    },
    ProjectStatusChanged: {
      key: ({ data }) => (isCancellation(data) ? monthOf(data.targetOn) : null),
      fold: (row) => ({ ...row, due: row.due - 1 }),
    },
    FundsAllocated: {
      key: ({ occurredOn }) => monthOf(occurredOn),
      fold: (row, { data }) => withAllocated(row, { tier: data.tier, byFen: data.amountFen }),
    },
    FundsReversed: {
      key: ({ data, occurredOn }) => (reversedAllocation(data) ? monthOf(occurredOn) : null),
      fold: (row, { data }) => withAllocated(row, reversedAllocation(data)),
    },
    FactCorrected: {
      key: ({ data }) => (correctedAllocation(data) ? monthOf(data.fact.occurredOn) : null),
      fold: (row, { data }) => withAllocated(row, correctedAllocation(data)),
    },
    VenueCompleted: {
      key: ({ occurredOn }) => monthOf(occurredOn),
      fold: (row) => ({ ...row, completed: row.completed + 1 }),
    },
    TrainingHeld: {
      key: ({ occurredOn }) => monthOf(occurredOn),
      fold: (row, { data }) => ({
        ...row,
        trainings: row.trainings + 1,
        people: row.people + data.members + data.public,
      }),
    },
    ProjectMovedOut: {
      key: ({ data }) => monthOf(data.targetOn),
      fold: (row, { data }) => (data.builtAreaDm2 === undefined ? { ...row, due: row.due - 1 } : row),
    },
    ProjectMovedIn: {
      key: ({ data }) => monthOf(data.targetOn),
      fold: (row, { data }) => (data.completion ? row : { ...row, due: row.due + 1 }),
    },
  },
});
