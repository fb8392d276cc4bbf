import { bigint, date, defineProjection, integer, uuid } from '../../projections/index.ts';
import type { MergerEvents } from '../mergers/merger.events.ts';
import type { VillageEvents } from './village.events.ts';

/** A village's figures of a year, as recorded last. */
export const villageProfile = defineProjection<VillageEvents & Pick<MergerEvents, 'VillageMovedIn'>>()({
  name: 'village_profile',
  version: 1,
  key: { villageId: uuid(), year: integer() },
  row: {
    households: integer(),
    population: integer(),
    branches: integer(),
    members: integer(),
    collectiveIncomeFen: bigint(),
    updatedOn: date(),
  },
  on: {
    VillageProfileUpdated: {
      key: ({ data }) => ({ villageId: data.villageId, year: data.year }),
      fold: (_, { data: { villageId: _id, year: _year, ...figures }, occurredOn }) => ({
        ...figures,
        updatedOn: occurredOn,
      }),
    },
    // A village brings the figures of its latest year along.
    VillageMovedIn: {
      key: ({ data: { villageId, profile } }) => (profile ? { villageId, year: profile.year } : null),
      fold: (row, { data: { profile }, occurredOn }) => {
        if (!profile) return row;
        const { year: _, ...figures } = profile;
        return { ...figures, updatedOn: occurredOn };
      },
    },
  },
});
