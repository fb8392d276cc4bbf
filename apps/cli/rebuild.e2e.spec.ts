import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { beginRebuild } from '../../libs/projections/index.ts';
import { createOwnerPool } from '../../libs/tenancy/pool.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { inTransaction } from '../../libs/testing/builders/notes.builder.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';
import { runZhendi, startZhendi } from '../../libs/testing/zhendi-command.ts';

const TOWN = '990101100';
const REGISTERED = exampleCommands['register-village'].name;
/** The command is started, from its sources, several times. */
const SLOW_MS = 120_000;

const villageCard = projections.find(({ name }) => name === 'village_card')!;

let api: TestApi;
let owner: ReturnType<typeof createOwnerPool>;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  owner = createOwnerPool({ url: api.database.ownerUrl, max: 1, onError: () => undefined });
  const clerk = await api.clerk(TOWN);
  const position = await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
  await clerk.townView(TOWN, 'town-summary', { atLeast: position });
});
afterAll(async () => {
  await owner.end();
  await api.close();
});

const projection = (...args: string[]) => runZhendi(api.database.ownerUrl, ['projection', ...args]);
const begin = () => inTransaction(owner, (client) => beginRebuild(client, villageCard));
const spoil = () => owner.query(`update read_model.village_card set name = '?'`);

async function shown(): Promise<string[]> {
  const { body } = await (await api.clerk(TOWN)).townView(TOWN, 'village-cards');
  return (body.data as { name: string }[]).map(({ name }) => name);
}

async function builds(state: string): Promise<number[]> {
  const rows = await query<{ build: number }>(
    api.database.ownerUrl,
    `select build from zhendi.projection_build where name = 'village_card' and state = $1`,
    [state],
  );
  return rows.map(({ build }) => build);
}

/** No worker, and nobody who remembers one. */
async function withoutWorker(): Promise<void> {
  await api.stopWorker();
  await owner.query('delete from zhendi.worker');
}

describe('zhendi projection rebuild', () => {
  it(
    'lets the workers fold everything anew, and waits until that is shown',
    async () => {
      await spoil();
      const { code, output } = await projection('rebuild', 'village_card');
      expect([code, output]).toEqual([0, 'village_card was rebuilt, and is shown\n']);
      expect(await shown()).toEqual([REGISTERED]);
    },
    SLOW_MS,
  );

  describe('where no worker runs', () => {
    beforeEach(withoutWorker);
    afterEach(() => api.startWorker());

    it(
      'does the work itself, and tells how far it is',
      async () => {
        await spoil();
        expect(await projection('rebuild', 'village_card')).toEqual({
          code: 0,
          output: 'village_card was rebuilt, and is shown\n',
          errors: 'rebuilding village_card: 100 %\n',
        });
        expect(await shown()).toEqual([REGISTERED]);
      },
      SLOW_MS,
    );

    it(
      'leaves the rebuild to the workers when it is interrupted',
      async () => {
        // Somebody gives signs of life, and does nothing.
        await owner.query(
          `insert into zhendi.worker (worker_id, seen_at) values (gen_random_uuid(), now() + interval '1 hour')`,
        );
        const rebuild = startZhendi(api.database.ownerUrl, ['projection', 'rebuild', 'village_card']);
        await until(async () => (await builds('building')).length === 1);
        rebuild.signal('SIGINT');
        const { code, output } = await rebuild.ended;
        expect([code, output]).toEqual([
          0,
          'village_card is not done: the workers go on with it; see `zhendi projection status`\n',
        ]);
        const [build] = await builds('building');
        api.startWorker();
        await until(async () => (await builds('live'))[0] === build);
      },
      SLOW_MS,
    );

    it(
      'refuses a second one; status shows the first, and abort gives it up',
      async () => {
        const build = await begin();
        const { code, errors } = await projection('rebuild', 'village_card');
        expect([code, errors]).toEqual([
          1,
          `zhendi: village_card is being rebuilt already (build ${build}): see \`zhendi projection status\`, or abort it first\n`,
        ]);
        const lines = (await projection('status')).output
          .split('\n')
          .filter((line) => line.includes('village_card'));
        const cells = lines.map((line) => line.split('│').map((cell) => cell.replaceAll("'", '').trim()));
        const [live] = await builds('live');
        const version = String(villageCard.version);
        expect(cells.map((row) => row.slice(3, -1))).toEqual([
          [version, `${live}`, 'live', '1 of 1', '1 of 1', '0'],
          [version, `${build}`, 'building', '0 of 1', '0 of 1', '0'],
        ]);
        expect((await projection('abort', 'village_card')).output).toBe(
          `the rebuild of village_card was given up (build ${build})\n`,
        );
        expect(await projection('abort', 'village_card')).toEqual({
          code: 0,
          output: 'village_card is not being rebuilt\n',
          errors: '',
        });
        expect(await shown()).toEqual([REGISTERED]);
      },
      SLOW_MS,
    );
  });
});
