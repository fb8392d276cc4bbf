import { bigint, defineProjection, integer } from '../../projections/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';

/** One row a town: its totals. */
export const townSummary = defineProjection<VillageEvents & VenueEvents & FundsEvents & TrainingEvents>()({
  name: 'town_summary',
  version: 1,
  key: {},
  row: {
    villages: integer(),
    planned: integer(),
    cancelled: integer(),
    completed: integer(),
    builtAreaDm2: bigint(),
    higherFen: bigint(),
    townFen: bigint(),
    villageFen: bigint(),
    trainings: integer(),
    people: integer(),
    halfHours: integer(),
  },
  on: {
    VillageRegistered: { key: () => ({}), fold: (row) => ({ ...row, villages: row.villages + 1 }) },
    VenuePlanned: { key: () => ({}), fold: (row) => ({ ...row, planned: row.planned + 1 }) },
    ProjectStatusChanged: {
      key: () => ({}),
      fold: (row) => ({ ...row, planned: row.planned - 1, cancelled: row.cancelled + 1 }),
    },
    FundsAllocated: {
      key: () => ({}),
      fold: (row, { data }) => {
        const column = `${data.tier}Fen` as const;
        return { ...row, [column]: row[column] + data.amountFen };
      },
    },
    VenueCompleted: {
      key: () => ({}),
      fold: (row, { data }) => ({
        ...row,
        completed: row.completed + 1,
        builtAreaDm2: row.builtAreaDm2 + data.builtAreaDm2,
      }),
    },
    TrainingHeld: {
      key: () => ({}),
      fold: (row, { data }) => ({
        ...row,
        trainings: row.trainings + 1,
        people: row.people + data.members + data.public,
        halfHours: row.halfHours + data.hours * 2,
      }),
    },
  },
});
