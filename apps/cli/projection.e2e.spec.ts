import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aParkedTownSummary, mendTownSummary } from '../../libs/testing/builders/held-projection.builder.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { runZhendi } from '../../libs/testing/zhendi-command.ts';

const [TOWN, NEIGHBOUR] = ['990101100', '990101101'];
/** The command is started, from its sources, seven times. */
const SLOW_MS = 120_000;

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

const projection = (...args: string[]) => runZhendi(api.database.ownerUrl, ['projection', ...args]);

describe('zhendi projection', () => {
  it(
    'lists what is parked, tries it again, and says what came of it',
    async () => {
      const clerk = await api.clerk(TOWN);
      const record = () =>
        clerk.record(TOWN, 'register-village', {
          ...exampleCommands['register-village'],
          code: `${TOWN}201`,
        });
      expect(await projection('parked')).toEqual({ code: 0, output: 'nothing is parked\n', errors: '' });
      expect(await projection('resume')).toEqual({ code: 0, output: 'nothing is parked\n', errors: '' });

      const position = await aParkedTownSummary(api.database, TOWN, record);
      const [event] = (await clerk.get(`/api/v1/towns/${TOWN}/events`)).body.data as { id: string }[];
      const stop =
        `VillageRegistered ${event!.id} at position ${position}, parked since \\S+Z after 5 attempts: ` +
        'error: new row for relation "town_summary_b\\d+" violates check constraint "refuses_a_town"';
      const listed = await projection('parked');
      expect(listed.output).toMatch(new RegExp(`^${TOWN} 城关镇 town_summary: ${stop}\n$`));
      expect((await projection('parked', '--town', NEIGHBOUR)).output).toBe('nothing is parked\n');
      expect((await projection('resume', '--projection', 'venue_card')).output).toBe('nothing is parked\n');

      const inVain = await projection('resume', '--town', TOWN);
      expect(inVain.output).toMatch(new RegExp(`^${TOWN} 城关镇 town_summary: parked again at ${stop}\n$`));
      expect([inVain.code, inVain.errors]).toEqual([1, 'zhendi: 1 of 1 could not go on\n']);

      await mendTownSummary(api.database.ownerUrl);
      expect(await projection('resume', '--projection', 'town_summary')).toEqual({
        code: 0,
        output: `${TOWN} 城关镇 town_summary: goes on and is up to date\n`,
        errors: '',
      });
      const tries = await query<{ details: object }>(
        api.database.ownerUrl,
        `select details from zhendi.audit_entry where tenant_id = 0 and target = 'projection resume'`,
      );
      const details = { by: 'command line', projection: 'town_summary', town: TOWN };
      expect(tries).toEqual([{ details }, { details }]);
      const { body } = await clerk.townView(TOWN, 'town-summary', { atLeast: position });
      expect([body.data.villages.total, body.lag[TOWN], body.parked]).toEqual([1, 0, undefined]);
    },
    SLOW_MS,
  );

  it.each([
    ['a read model that is none', ['resume', '--projection', 'nothing'], "argument 'nothing' is invalid"],
    [
      'a rebuild of none',
      ['rebuild', 'nothing'],
      'Allowed choices are village_card, village_profile, venue_card,',
    ],
    ['a code that is none', ['parked', '--town', '9901'], 'It must be a code of 9 digits.'],
  ])('ends with 2 after %s', async (_, args, message) => {
    const { code, errors } = await projection(...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });
});
