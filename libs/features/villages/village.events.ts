import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { documentNo, line, paragraph, villageId, year } from '../shared/values.ts';

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

export const villageMerged = defineEvent(
  'village',
  'VillageMerged',
  1,
  z
    .strictObject({
      villageId,
      intoVillageId: villageId.meta({
        title: '并入村',
        description: 'village of the town that it went into',
      }),
      intoName: line(60).meta({ title: '并入村名称', description: 'its name then' }),
      documentNo,
      reason: paragraph(500).meta({ title: '理由', description: 'why' }).optional(),
    })
    .meta({
      title: '村并入他村',
      description:
        'From this day on the village is a part of another one of the town. What happened there before stays under its name; its venues serve the other village.',
    }),
);

export const villageAbsorbed = defineEvent(
  'village',
  'VillageAbsorbed',
  1,
  z
    .strictObject({
      villageId,
      absorbed: z.array(villageId).min(1).meta({
        title: '并来的村',
        description: 'the village that went into it, and those that had gone into that one before',
      }),
      name: line(60).meta({ title: '并来村名称', description: 'name of the first of them' }),
      documentNo,
    })
    .meta({
      title: '他村并入',
      description:
        'From this day on another village of the town is a part of this one: VillageMerged, as the heir tells it.',
    }),
);

export interface VillageEvents {
  VillageAbsorbed: DataOf<typeof villageAbsorbed>;
  VillageMerged: DataOf<typeof villageMerged>;
  VillageProfileUpdated: DataOf<typeof villageProfileUpdated>;
  VillageRegistered: DataOf<typeof villageRegistered>;
}
