import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, villageId, year } from '../shared/values.ts';

export const villageRegistered = defineEvent(
  'village',
  'VillageRegistered',
  1,
  z
    .strictObject({
      villageId,
      code: z
        .string()
        .regex(/^\d{12}$/)
        .meta({
          title: '代码',
          description:
            'statistical division code: province 2, prefecture 2, county 2, town 3, village 3 digits',
        }),
      name: line(60).meta({ title: '名称', description: 'name of the village; unique within its town' }),
    })
    .meta({
      title: '登记村',
      description: 'A village (or community) is known to the town under this division code and name.',
    }),
);

const people = z.int().min(0).max(1_000_000);

export const villageProfileUpdated = defineEvent(
  'village',
  'VillageProfileUpdated',
  1,
  z
    .strictObject({
      villageId,
      year: year.meta({ title: '年度', description: 'year that the figures are of' }),
      households: people.meta({ title: '户数', description: 'households' }),
      population: people.meta({ title: '人口', description: 'people' }),
      branches: z.int().min(0).max(1000).meta({ title: '党支部', description: 'party branches' }),
      members: people.meta({ title: '党员', description: 'party members: a count, never a list' }),
      collectiveIncomeFen: z
        .int()
        .min(0)
        .max(1_000_000_000_000)
        .meta({ title: '集体经济收入', description: 'fen in that year' }),
    })
    .meta({ title: '更新村情', description: 'A village’s figures of a year; a later one takes its place.' }),
);

export interface VillageEvents {
  VillageProfileUpdated: DataOf<typeof villageProfileUpdated>;
  VillageRegistered: DataOf<typeof villageRegistered>;
}
