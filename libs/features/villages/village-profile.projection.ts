import { bigint, date, defineProjection, integer, uuid } from '../../projections/index.ts';
import type { VillageEvents } from './village.events.ts';

/** A village's figures of a year, as recorded last. */
export const villageProfile = defineProjection<VillageEvents>()({
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
  },
});
