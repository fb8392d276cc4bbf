import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { Answer, ApiClient } from '../../libs/testing/api-client.ts';
import { expectProblem, freshBody, spoiledBody } from '../../libs/testing/bad-input.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, type CommandRoute } from '../../libs/testing/example-commands.ts';
import { wayToCompletion } from '../../libs/testing/way-to-completion.ts';

const TOWN = '990101100';
const routes = Object.keys(exampleCommands) as CommandRoute[];
/** What a command may be sent without, of what its example holds; all else it needs. */
const OPTIONAL: Readonly<Partial<Record<CommandRoute, readonly string[]>>> = {
  'set-annual-target': ['amountFen', 'campaign'],
  'assess-needs': ['venueId', 'condition'],
  'plan-venue': ['venueId', 'batch', 'campaign'],
  'submit-design': ['note'],
  'review-design': ['round', 'designVersion', 'comments'],
  'hold-villager-discussion': ['villageId', 'round', 'changesAsked'],
  'record-decision': ['villageId'],
  'allocate-funds': ['allocationId'],
  'receive-funds': ['receiptId'],
  'disburse-funds': ['paymentId'],
  'reverse-funds': ['reversalId'],
  'start-construction': ['documentNo'],
  'report-progress': ['villageId', 'note'],
  'vary-contract': ['variationId'],
  'inspect-acceptance': ['documentNo'],
  'rectify-defect': ['villageId'],
  'complete-environment-work': ['workId', 'villageId'],
  'settle-project': ['documentNo'],
  'register-venue': ['venueId'],
  'correct-registration': ['name'],
  'assess-venue-condition': ['documentNo'],
  'designate-venue': ['until'],
  'hold-training': ['trainingId', 'venueId'],
  'merge-village': ['reason'],
  'change-officer': ['outPersonId', 'inPersonId'],
};
const isOptional = (route: CommandRoute, field: string) => OPTIONAL[route]?.includes(field) ?? false;

let api: TestApi;
let leader: ApiClient;
/** Events that were acknowledged with 201: what must be in the store in the end, and nothing else. */
let acknowledged = 0;

/** Issues a command and keeps the account. */
async function issue(route: string, body: unknown, key = randomUUID()): Promise<Answer> {
  const answer = await leader.command(TOWN, route, body, key);
  if (answer.status === 201) acknowledged += answer.body.events.length;
  return answer;
}

beforeAll(async () => {
  api = await startApi([QINGHE]);
  // Who may issue every command of a town.
  leader = await api.someone('town-leader', TOWN);
  const [village, plan] = [exampleCommands['register-village'], exampleCommands['plan-venue']];
  const life = [
    { command: 'register-village', body: village },
    { command: 'plan-venue', body: plan },
    ...wayToCompletion(plan, exampleCommands['complete-venue']),
  ];
  for (const { command, body } of life) {
    expect([command, (await issue(command, body)).status]).toEqual([command, 201]);
  }
});
afterAll(async () => {
  expect(await eventCount(api.database.ownerUrl, TOWN)).toBe(acknowledged);
  await api.close();
  expect(api.errors).toEqual([]);
});

const fieldsOf = (route: CommandRoute) => Object.keys(exampleCommands[route]);
const everyField = routes.flatMap((route) => fieldsOf(route).map((field) => [route, field] as const));
// A correction's values may be of any kind, and a variation may make a contract cheaper.
const IS_FREE = new Set(['correct-fact old', 'correct-fact new', 'vary-contract amountFen']);
const everyKind = everyField.filter(([route, field]) => !IS_FREE.has(`${route} ${field}`));
const everyNumber = everyKind.filter(([route, field]) => typeof freshBody(route)[field] === 'number');
const everyText = everyField.filter(([route, field]) => typeof freshBody(route)[field] === 'string');

async function expectAtFault(route: CommandRoute, field: string, values: readonly unknown[]): Promise<void> {
  for (const value of values) {
    const answer = await issue(route, { ...freshBody(route), [field]: value });
    expectProblem(answer);
    const pointers: string[] = answer.body.errors.map((error: { pointer: string }) => error.pointer);
    expect([
      value,
      answer.status,
      pointers.every((pointer) => `${pointer}/`.startsWith(`/${field}/`)),
    ]).toEqual([value, 422, true]);
  }
}

describe('a field at fault is pointed at', () => {
  it.each(everyKind)('%s: %s of the wrong type', async (route, field) => {
    const right: unknown = freshBody(route)[field];
    const wrong = [null, {}, [null], { [field]: 1 }];
    await expectAtFault(route, field, typeof right === 'boolean' ? wrong : [true, ...wrong]);
    if (!Array.isArray(right)) await expectAtFault(route, field, [[]]);
  });

  it.each(everyNumber)('%s: %s as a number that is none of its kind', async (route, field) => {
    await expectAtFault(route, field, [-1, 0.3, 2 ** 53, 1e308, -1e308, 'NaN', '5', '']);
  });

  it.each(everyText)('%s: %s with characters that are none, or too many', async (route, field) => {
    const long = 'a'.repeat(200_000);
    await expectAtFault(route, field, [
      '',
      ' \u3000',
      '青\u0000石',
      '青\ud83c',
      '\udfe0石',
      '青\u001b石',
      long,
      7,
    ]);
  });

  it.each(['old', 'new'])('correct-fact: %s with characters that are none', async (field) => {
    await expectAtFault('correct-fact', field, [
      '',
      '青\u0000石',
      '青\ud83c',
      '青\u001b石',
      '青'.repeat(201),
    ]);
  });

  it.each(everyField.filter(([route, field]) => !isOptional(route, field)))(
    '%s: %s that is missing',
    async (route, field) => {
      const { [field]: _, ...rest } = freshBody(route);
      const answer = await issue(route, rest);
      expectProblem(answer);
      expect(answer.body.errors).toMatchObject([{ pointer: `/${field}`, message: '必填' }]);
    },
  );

  it.each(['extra', 'constructor', 'toString', '', 'a/b~c', '编号', 'events', 'tenantId'])(
    'an unknown field %j, in every command',
    async (field) => {
      const pointer = `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      for (const route of routes) {
        const answer = await issue(route, { ...freshBody(route), [field]: 1 });
        expectProblem(answer);
        expect([answer.status, answer.body.errors]).toEqual([
          422,
          [{ pointer, code: 'unrecognized_keys', message: '没有这个字段' }],
        ]);
      }
    },
  );

  it('a nested one, by its whole path', async () => {
    const fundingPlan = { higherFen: -1, townFen: 1, 'county/Fen': 2 };
    const answer = await issue('plan-venue', { ...freshBody('plan-venue'), fundingPlan });
    expectProblem(answer);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/fundingPlan/county~1Fen',
      '/fundingPlan/higherFen',
      '/fundingPlan/villageFen',
    ]);
  });

  it.each([null, [], 'text', 5, true, [exampleCommands['plan-venue']]])('the whole body %j', async (body) => {
    for (const route of routes) {
      const answer = await issue(route, body);
      expectProblem(answer);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '']);
    }
  });

  it('but not each of ten thousand', async () => {
    const body = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`field${i}`, i]));
    const answer = await issue('plan-venue', body);
    expectProblem(answer);
    expect(answer.body.errors).toHaveLength(50);
  });
});

describe('a spoiled body', () => {
  it.each(routes)('of %s is recorded or refused, and never breaks anything', async (route) => {
    const bodies = fc.array(spoiledBody(route), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(bodies, async (batch) => {
        const answers = await Promise.all(batch.map((body) => issue(route, body)));
        answers.filter(({ status }) => status !== 201).forEach(expectProblem);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

describe('a string of a megabyte', () => {
  it.each(routes)('is too large for %s', async (route) => {
    const [field] = fieldsOf(route)
      .filter((name) => typeof freshBody(route)[name] === 'string')
      .slice(-1);
    const answer = await issue(route, { ...freshBody(route), [field!]: '村'.repeat(350_000) });
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([413, 'body.too-large']);
  });
});

describe('an unknown command', () => {
  it.each([
    'plan-venues',
    'PlanVenue',
    'plan-venue%20',
    '__proto__',
    'constructor',
    '%00',
    '..%2F..%2Fme',
    '阵地',
  ])('%s is not found', async (route) => {
    const answer = await issue(encodeURI(decodeURI(route)), exampleCommands['plan-venue']);
    expectProblem(answer);
    expect(answer.status).toBe(404);
  });
});
