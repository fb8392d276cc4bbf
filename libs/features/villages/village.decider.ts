import { z } from 'zod';
import { defineCommand } from '../shared/command.ts';
import { notInFuture, yearOf } from '../shared/dates.ts';
import { happened } from '../shared/event.ts';
import { Refusal } from '../shared/refusal.ts';
import { villageIdOf, villageStream } from '../shared/streams.ts';
import { businessDate, line } from '../shared/values.ts';
import { evolveVillage, noVillage, requireInTown } from '../shared/village-state.ts';
import { villageProfileUpdated, villageRegistered, type VillageEvents } from './village.events.ts';

/** Makes a village known. Its code begins with the town's code; a code is registered once. */
export const registerVillage = defineCommand({
  name: 'RegisterVillage',
  summary: '登记村（社区）',
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
        { zh: '请核对村代码', en: 'check it' },
        '/code',
      );
    }
    if (village.inTown) {
      throw new Refusal(
        'village.already-registered',
        {
          zh: `村代码 ${code} 已登记，不能重复登记`,
          en: `a village with the code ${code} is registered already`,
        },
        { zh: '请核对村代码，同一个村无需再登记', en: 'check it, or leave the village as it is' },
        '/code',
      );
    }
    const villageId = villageIdOf(code);
    return [happened(villageRegistered, villageStream(villageId), occurredOn, { villageId, code, name })];
  },
});

/** Records a village's figures of a year; those of a year that is recorded again take the place of the former ones. */
export const updateVillageProfile = defineCommand({
  name: 'UpdateVillageProfile',
  summary: '更新村情',
  schema: villageProfileUpdated.data.extend({ occurredOn: businessDate }),
  emits: [villageProfileUpdated],
  streams: ({ villageId }) => [villageStream(villageId)],
  initial: noVillage,
  evolve: evolveVillage,
  decide: (village, { occurredOn, ...profile }, { today }) => {
    notInFuture(occurredOn, today);
    requireInTown(village, occurredOn);
    requireSoundProfile(profile, occurredOn);
    return [happened(villageProfileUpdated, villageStream(profile.villageId), occurredOn, profile)];
  },
});

function requireSoundProfile(profile: VillageEvents['VillageProfileUpdated'], occurredOn: string): void {
  const { year, households, population, members } = profile;
  if (year > yearOf(occurredOn)) {
    throw new Refusal(
      'village.year-to-come',
      {
        zh: `${year} 年晚于登记日期 ${occurredOn}，只能登记当年或以前年度的村情`,
        en: `the year ${year} is after ${occurredOn}: only figures of that year or an earlier one are known`,
      },
      { zh: '请核对年度', en: 'check the year' },
      '/year',
    );
  }
  if (households > population) throw above('households', population, { zh: '户数', en: 'households' });
  if (members > population) throw above('members', population, { zh: '党员人数', en: 'party members' });
}

function above(field: string, population: number, { zh, en }: Refusal['sentence']): Refusal {
  return new Refusal(
    `village.${field}-above-population`,
    { zh: `${zh}多于总人口 ${population}`, en: `there are more ${en} than people (${population})` },
    { zh: '请核对两项人数', en: 'check the numbers' },
    `/${field}`,
  );
}
