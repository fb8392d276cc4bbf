import { z } from 'zod';
import { defineCommand } from '../shared/command.ts';
import { notInFuture } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { villageIdOf, villageStream } from '../shared/streams.ts';
import { businessDate, line } from '../shared/values.ts';
import { evolveVillage, noVillage } from '../shared/village-state.ts';
import { villageRegistered } from './village.events.ts';

/** Makes a village known. Its code begins with the town's code; a code is registered once. */
export const registerVillage = defineCommand({
  name: 'RegisterVillage',
  summary: '登记村(社区)',
  schema: z.strictObject({
    occurredOn: businessDate,
    code: z
      .string()
      .regex(/^\d{12}$/)
      .describe('12-digit statistical division code'),
    name: line(60),
  }),
  emits: [villageRegistered],
  streams: ({ code }) => [villageStream(villageIdOf(code))],
  initial: noVillage,
  evolve: evolveVillage,
  decide: (village, { occurredOn, code, name }, { today, tenantCode }) => {
    notInFuture(occurredOn, today);
    if (!code.startsWith(tenantCode)) {
      throw new Refusal(
        'village.code-of-other-town',
        {
          zh: `村代码应以本镇代码 ${tenantCode} 开头`,
          en: `the code must begin with the town's code ${tenantCode}`,
        },
        '/code',
      );
    }
    if (village.inTown) {
      throw new Refusal(
        'village.already-registered',
        {
          zh: `村代码 ${code} 已登记,不能重复登记`,
          en: `a village with the code ${code} is registered already`,
        },
        '/code',
      );
    }
    const villageId = villageIdOf(code);
    return [happened(villageRegistered, villageStream(villageId), occurredOn, { villageId, code, name })];
  },
});
