import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { businessDate } from '../../libs/platform/business-date.ts';
import { beginRebuild, type Projection } from '../../libs/projections/index.ts';
import { createOwnerPool } from '../../libs/tenancy/pool.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { declare, inTransaction } from '../../libs/testing/builders/notes.builder.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';
import { until } from '../../libs/testing/until.ts';

const TOWN = '990101100';

const ours = projections.find(({ name }) => name === 'town_summary')!;
const { halfHours: _, ...otherColumns } = ours.row;
/** Of another program, which does without a column that this one shows. */
const theirs: Projection = { ...ours, version: ours.version + 1, row: otherColumns };

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

const live = async () =>
  (
    await query<{ version: number }>(
      api.database.ownerUrl,
      `select version from zhendi.projection_build where name = 'town_summary' and state = 'live'`,
    )
  )[0]!.version;

describe('a view of which the read model has another version', () => {
  beforeAll(async () => {
    await declare(owner, theirs);
    // As its own workers would leave it.
    await owner.query(
      `insert into zhendi.checkpoint (tenant_id, projection, build, position)
       select tenant_id, projection, 2, position from zhendi.checkpoint where projection = 'town_summary'`,
    );
    await owner.query(`select zhendi.switch_build('town_summary', 2)`);
    expect(await live()).toBe(theirs.version);
  });

  it.each(['zh', 'en'])('says in %s that it is being rebuilt, and when to come back', async (language) => {
    const answer = await (
      await api.clerk(TOWN)
    ).get(`/api/v1/towns/${TOWN}/views/town-summary`, { 'accept-language': language });
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'view.rebuilding',
      '5',
    ]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.title).toContain(language === 'en' ? 'is being rebuilt' : '正在重建');
  });

  it('does so also where only one of its figures is missing', async () => {
    const { status, body } = await (await api.analyst('990101')).countyOverview('990101');
    expect([status, body.code]).toEqual([503, 'view.rebuilding']);
  });

  it('leaves the other views alone, and every view of the past', async () => {
    const clerk = await api.clerk(TOWN);
    expect((await clerk.townView(TOWN, 'village-cards')).body.data).toHaveLength(1);
    const past = await clerk.townView(TOWN, 'town-summary', { asOf: businessDate(new Date()) });
    expect([past.status, past.body.data.villages.total]).toEqual([200, 1]);
  });

  it('is there again once this program’s version was built', async () => {
    await inTransaction(owner, (client) => beginRebuild(client, ours));
    await until(async () => (await live()) === ours.version);
    const { status, body } = await (await api.clerk(TOWN)).townView(TOWN, 'town-summary');
    expect([status, body.data.villages.total]).toEqual([200, 1]);
  });
});
