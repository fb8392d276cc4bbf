import { bigint, defineProjection, integer } from '../../projections/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';

/** One row a town: its totals. What a merger moves is what the town has; what happened there stays. */
export const townSummary = defineProjection<
  VillageEvents & VenueEvents & FundsEvents & TrainingEvents & MergerEvents
>()({
  name: 'town_summary',
  version: 2,
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
    VillageMovedOut: { key: () => ({}), fold: (row) => ({ ...row, villages: row.villages - 1 }) },
    VillageMovedIn: { key: () => ({}), fold: (row) => ({ ...row, villages: row.villages + 1 }) },
    ProjectMovedOut: {
      key: () => ({}),
      fold: (row, { data }) => ({
        ...row,
        planned: row.planned - 1,
        completed: row.completed - Number(data.builtAreaDm2 !== undefined),
        builtAreaDm2: row.builtAreaDm2 - (data.builtAreaDm2 ?? 0),
      }),
    },
    ProjectMovedIn: {
      key: () => ({}),
      fold: (row, { data }) => ({
        ...row,
        planned: row.planned + 1,
        completed: row.completed + Number(data.completion !== undefined),
        builtAreaDm2: row.builtAreaDm2 + (data.completion?.builtAreaDm2 ?? 0),
      }),
    },
  },
});
