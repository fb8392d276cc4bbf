import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, villageId } from '../shared/values.ts';

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

export interface VillageEvents {
  VillageRegistered: DataOf<typeof villageRegistered>;
}
