import { bigint, defineProjection, integer } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import {
  correctedAllocation,
  corrects,
  differenceOf,
  isCancellation,
  reversedAllocation,
  withAllocated,
} from '../shared/changes.ts';
import type { TrainingEvents } from '../trainings/training.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';
import type { VillageEvents } from '../villages/village.events.ts';

/** One row a town: its totals. What a merger moves is what the town has; what happened there stays. */
export const townSummary = defineProjection<
  VillageEvents & VenueEvents & FundsEvents & CorrectionEvents & TrainingEvents & MergerEvents
>()({
  name: 'town_summary',
  version: 4,
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
      key: ({ data }) => (isCancellation(data) ? {} : null),
      fold: (row) => ({ ...row, planned: row.planned - 1, cancelled: row.cancelled + 1 }),
    },
    FundsAllocated: {
      key: () => ({}),
      fold: (row, { data }) => withAllocated(row, { tier: data.tier, byFen: data.amountFen }),
    },
    FundsReversed: {
      key: ({ data }) => (reversedAllocation(data) ? {} : null),
      fold: (row, { data }) => withAllocated(row, reversedAllocation(data)),
    },
    FactCorrected: {
      key: () => ({}),
      fold: (row, { data }) => {
        const grown = corrects(data, 'VenueCompleted', 'builtAreaDm2') ? differenceOf(data) : 0;
        return { ...withAllocated(row, correctedAllocation(data)), builtAreaDm2: row.builtAreaDm2 + grown };
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
    VillageMerged: { key: () => ({}), fold: (row) => ({ ...row, villages: row.villages - 1 }) },
    VillageMovedOut: {
      key: ({ data }) => (data.merged ? null : {}),
      fold: (row) => ({ ...row, villages: row.villages - 1 }),
    },
    VillageMovedIn: {
      key: ({ data }) => (data.merged ? null : {}),
      fold: (row) => ({ ...row, villages: row.villages + 1 }),
    },
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
