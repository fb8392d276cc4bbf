import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { CorrectionEvents } from '../corrections/correction.events.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import { corrects, differenceOf, isCancellation } from '../shared/changes.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

/** A town's projects by build type. */
export const townBuildType = defineProjection<VenueEvents & MergerEvents & CorrectionEvents>()({
  name: 'town_build_type',
  version: 3,
  key: { buildType: text() },
  row: { planned: integer(), completed: integer(), builtAreaDm2: bigint() },
  on: {
    VenuePlanned: {
      key: ({ data }) => ({ buildType: data.buildType }),
      fold: (row) => ({ ...row, planned: row.planned + 1 }),
    },
    ProjectStatusChanged: {
      key: ({ data }) => (isCancellation(data) ? { buildType: data.buildType } : null),
      fold: (row) => ({ ...row, planned: row.planned - 1 }),
    },
    VenueCompleted: {
      key: ({ data }) => ({ buildType: data.buildType }),
      fold: (row, { data }) => ({
        ...row,
        completed: row.completed + 1,
        builtAreaDm2: row.builtAreaDm2 + data.builtAreaDm2,
      }),
    },
    FactCorrected: {
      key: ({ data }) =>
        corrects(data, 'VenueCompleted', 'builtAreaDm2') ? { buildType: data.fact.buildType! } : null,
      fold: (row, { data }) => ({ ...row, builtAreaDm2: row.builtAreaDm2 + differenceOf(data) }),
    },
    ProjectMovedOut: {
      key: ({ data }) => ({ buildType: data.buildType }),
      fold: (row, { data }) => ({
        planned: row.planned - 1,
        completed: row.completed - Number(data.builtAreaDm2 !== undefined),
        builtAreaDm2: row.builtAreaDm2 - (data.builtAreaDm2 ?? 0),
      }),
    },
    ProjectMovedIn: {
      key: ({ data }) => ({ buildType: data.buildType }),
      fold: (row, { data }) => ({
        planned: row.planned + 1,
        completed: row.completed + Number(data.completion !== undefined),
        builtAreaDm2: row.builtAreaDm2 + (data.completion?.builtAreaDm2 ?? 0),
      }),
    },
  },
});
