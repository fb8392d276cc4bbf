import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { everythingKept, tracesOf } from '../../libs/testing/builders/traces.builder.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, VILLAGE } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';
const PERSONS = `/api/v1/towns/${TOWN}/persons`;

let api: TestApi;
let clerk: ApiClient;
let leader: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN);
  leader = await api.someone('town-leader', TOWN);
  await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

// Long enough that none of them stands anywhere by chance.
const name = fc
  .array(fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳𠮷𬒈'), { minLength: 6, maxLength: 20 })
  .map((characters) => characters.join(''));
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const phone = fc.oneof(
  fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`),
  digits(8).map((rest) => `0831${rest}`),
);
const step = fc.constantFrom('correct', 'unmask', 'erase', 'appoint', 'again', 'confuse');

interface Story {
  readonly people: readonly { readonly name: string; readonly phone: string }[];
  readonly steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[];
}
const story: fc.Arbitrary<Story> = fc.record({
  people: fc.array(fc.record({ name, phone }), { minLength: 3, maxLength: 3 }),
  steps: fc.array(step, { maxLength: 8 }),
});

/** Lets a person be entered, and then all that can happen to them, in any order. */
async function tell({ people: [first, second, third], steps }: Story): Promise<void> {
  const personId = randomUUID();
  const path = `${PERSONS}/${personId}`;
  const entered = await clerk.post(PERSONS, { personId, ...first });
  expect(entered.status).toBe(201);
  const change = { occurredOn: '2024-01-03', villageId: VILLAGE.id, post: 'clerk', inPersonId: personId };
  const happenings: Record<Story['steps'][number], () => Promise<unknown>> = {
    correct: () => clerk.request(path, { method: 'PUT', ...json(second) }),
    unmask: () => clerk.post(`${path}/unmask`, {}),
    erase: () => leader.post(`${path}/erase`, {}),
    appoint: () => clerk.command(TOWN, 'change-officer', change),
    again: () => clerk.post(PERSONS, { personId, ...third }),
    // What does not belong where it is sent: to a command, as an id, with too much.
    confuse: () =>
      Promise.all([
        clerk.command(TOWN, 'change-officer', { ...change, ...third }),
        clerk.command(TOWN, 'change-officer', { ...change, inPersonId: third!.phone }),
        clerk.post(PERSONS, { ...third, remarks: '' }),
        clerk.post(PERSONS, { name: third!.phone, phone: third!.name }),
        clerk.request(PERSONS, { method: 'POST', ...json(third), body: JSON.stringify(third).slice(0, -1) }),
      ]),
  };
  for (const one of steps) await happenings[one]();
}

const json = (body: unknown) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

async function filesOf(home: string): Promise<string[]> {
  const names = await readdir(home);
  return Promise.all(names.map((file) => readFile(join(home, file), 'latin1')));
}

describe('names and phone numbers', () => {
  it('stand nowhere in the database, the logs, the metrics or the files, whatever happens to a person', async () => {
    const told: string[] = [];
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        told.push(...one.people.flatMap((person) => [person.name, person.phone]));
        await tell(one);
      }),
      { numRuns: 40, endOnFailure: true },
    );
    const kept = await everythingKept(api.database.ownerUrl);
    expect(kept.filter((line) => line.startsWith('zhendi.person: ')).length).toBeGreaterThanOrEqual(40);
    const metrics = String((await api.operator.get('/metrics')).body);
    const everywhere = [...kept, ...api.log, metrics, ...(await filesOf(api.home))];
    for (const text of told) expect([text, tracesOf(text, everywhere)]).toEqual([text, []]);
  });

  it('would be found, if they stood there: in events, in read models, in bytes', async () => {
    const kept = await everythingKept(api.database.ownerUrl);
    expect(tracesOf(VILLAGE.name, kept).length).toBeGreaterThanOrEqual(2);
    expect(tracesOf('13812341234', [`\\x${Buffer.from('13812341234').toString('hex')}`])).toHaveLength(1);
  });
});
