import { z } from 'zod';
import { defineEvent, type DataOf } from '../shared/event.ts';
import { line, uuid } from '../shared/values.ts';

/** A village (or community) is known to the town under this division code and name. */
export const villageRegistered = defineEvent(
  'VillageRegistered',
  1,
  z.strictObject({ villageId: uuid, code: z.string().regex(/^\d{12}$/), name: line(60) }),
);

export interface VillageEvents {
  VillageRegistered: DataOf<typeof villageRegistered>;
}
