import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

/** A town's projects by build type. */
export const townBuildType = defineProjection<VenueEvents & MergerEvents>()({
  name: 'town_build_type',
  version: 2,
  key: { buildType: text() },
  row: { planned: integer(), completed: integer(), builtAreaDm2: bigint() },
  on: {
    VenuePlanned: {
      key: ({ data }) => ({ buildType: data.buildType }),
      fold: (row) => ({ ...row, planned: row.planned + 1 }),
    },
    ProjectStatusChanged: {
      key: ({ data }) => ({ buildType: data.buildType }),
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
