import { bigint, defineProjection, integer, text } from '../../projections/index.ts';
import type { VenueEvents } from '../venues/venue.events.ts';

/** A town's projects by build type. */
export const townBuildType = defineProjection<VenueEvents>()({
  name: 'town_build_type',
  version: 1,
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
  },
});
