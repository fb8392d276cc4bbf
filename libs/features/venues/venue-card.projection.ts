import { bigint, date, defineProjection, integer, nullable, text, uuid } from '../../projections/index.ts';
import type { FundsEvents } from '../funds/funds.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { VenueEvents } from './venue.events.ts';

/** One venue: its plan, its money by tier, its completion. `moved`: it went to another town with its village. */
export const venueCard = defineProjection<VenueEvents & FundsEvents & MergerEvents>()({
  name: 'venue_card',
  version: 2,
  key: { venueId: uuid() },
  row: {
    villageId: uuid(),
    name: text(),
    stage: text(),
    year: integer(),
    buildType: text(),
    plannedAreaDm2: bigint(),
    builtAreaDm2: nullable(bigint()),
    budgetFen: bigint(),
    higherFen: bigint(),
    townFen: bigint(),
    villageFen: bigint(),
    plannedOn: date(),
    targetOn: date(),
    completedOn: date(),
    grade: nullable(text()),
    finalCostFen: nullable(bigint()),
  },
  on: {
    VenuePlanned: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        villageId: data.villageId,
        name: data.venueName,
        stage: 'planned',
        year: data.year,
        buildType: data.buildType,
        plannedAreaDm2: data.plannedAreaDm2,
        budgetFen: data.budgetFen,
        plannedOn: occurredOn,
        targetOn: data.targetOn,
      }),
    },
    FundsAllocated: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (row, { data }) => {
        const column = `${data.tier}Fen` as const;
        return { ...row, [column]: row[column] + data.amountFen };
      },
    },
    VenueCompleted: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (row, { data, occurredOn }) => ({
        ...row,
        stage: 'completed',
        builtAreaDm2: data.builtAreaDm2,
        finalCostFen: data.finalCostFen,
        grade: data.grade,
        completedOn: occurredOn,
      }),
    },
    ProjectStatusChanged: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (row, { data }) => ({ ...row, stage: data.status }),
    },
    ProjectMovedOut: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (row) => ({ ...row, stage: 'moved' }),
    },
    ProjectMovedIn: {
      key: ({ data }) => ({ venueId: data.venueId }),
      fold: (_, { data }) => ({
        villageId: data.villageId,
        name: data.venueName,
        stage: data.completion ? 'completed' : 'planned',
        year: data.year,
        buildType: data.buildType,
        plannedAreaDm2: data.plannedAreaDm2,
        builtAreaDm2: data.completion?.builtAreaDm2 ?? null,
        budgetFen: data.budgetFen,
        ...data.allocated,
        plannedOn: data.plannedOn,
        targetOn: data.targetOn,
        completedOn: data.completion?.completedOn ?? null,
        grade: data.completion?.grade ?? null,
        finalCostFen: data.completion?.finalCostFen ?? null,
      }),
    },
  },
});
