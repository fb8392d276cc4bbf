import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

const monthOf = (date: string) => ({ month: date.slice(0, 7) });

/**
 * A town's months (`YYYY-MM` of the business date). A plan counts in the month it is to be complete: `due` against
 * `completed` is the progress curve.
 */
export const townMonth = defineProjection<VenueEvents & FundsEvents & TrainingEvents>()({
  name: 'town_month',
  version: 1,
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
      key: ({ data }) => monthOf(data.targetOn),
      fold: (row) => ({ ...row, due: row.due - 1 }),
    },
    FundsAllocated: {
      key: ({ occurredOn }) => monthOf(occurredOn),
      fold: (row, { data }) => {
        const column = `${data.tier}Fen` as const;
        return { ...row, [column]: row[column] + data.amountFen };
      },
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
  },
});
