import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projections } from '../../libs/features/read-models.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aParkedTownSummary } from '../../libs/testing/builders/held-projection.builder.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { query } from '../../libs/testing/test-database.ts';

const [TOWN, NEIGHBOUR] = ['990101100', '990101101'];

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE]);
});
afterAll(() => api.close());

const village = (town: string, number: number) => ({
  ...exampleCommands['register-village'],
  code: `${town}${number}`,
  name: `村${number}`,
});

describe('a town with a parked read model', () => {
  let position: number;
  beforeAll(async () => {
    const clerk = await api.clerk(TOWN);
    const first = await clerk.record(TOWN, 'register-village', village(TOWN, 201));
    await clerk.townView(TOWN, 'town-summary', { atLeast: first });
    position = await aParkedTownSummary(api.database, TOWN, () =>
      clerk.record(TOWN, 'register-village', village(TOWN, 202)),
    );
  });

  it('says in its views which one it is and what is missing in it', async () => {
    const { status, body } = await (await api.clerk(TOWN)).townView(TOWN, 'village-cards');
    expect([status, body.positions, body.lag, body.parked]).toEqual([
      200,
      { [TOWN]: 1 },
      { [TOWN]: 1 },
      { [TOWN]: ['town_summary'] },
    ]);
  });

  it('has what other read models hold', async () => {
    const { body } = await (await api.clerk(TOWN)).townView(TOWN, 'village-cards');
    expect((body.data as { name: string }[]).map(({ name }) => name).sort()).toEqual(['村201', '村202']);
  });

  it('does not let anybody wait for what will not come', async () => {
    const answer = await (await api.clerk(TOWN)).townView(TOWN, 'town-summary', { atLeast: position });
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'view.parked',
      '60',
    ]);
  });

  it('is named in the overview of its county', async () => {
    const { body } = await (await api.analyst('990101')).countyOverview('990101');
    expect(body.parked).toEqual({ [TOWN]: ['town_summary'] });
    expect(body.lag[TOWN]).toBe(1);
  });

  it('shows in the metrics, at its read model only', async () => {
    const { body } = await api.operator.get('/metrics');
    for (const { name } of projections) {
      const parked = name === 'town_summary' ? 1 : 0;
      expect(body).toContain(`\nzhendi_projection_parked{projection="${name}"} ${parked}\n`);
    }
  });

  it('shows in the metrics where only a build that nobody sees yet is parked', async () => {
    await query(
      api.database.ownerUrl,
      `insert into zhendi.projection_build (name, build, version, declaration, state)
       values ('village_card', 99, 99, 'of a version to come', 'building');
       insert into zhendi.checkpoint (tenant_id, projection, build, position, attempts, failed_event_id, error,
         next_attempt_at, parked_at)
       select tenant_id, 'village_card', 99, 0, 5, gen_random_uuid(), 'cannot fold', now(), now()
       from zhendi.tenant where code = '${TOWN}'`,
    );
    const { body } = await api.operator.get('/metrics');
    expect(body).toContain('\nzhendi_projection_parked{projection="village_card"} 1\n');
  });

  it('takes nothing from its neighbours', async () => {
    const clerk = await api.clerk(NEIGHBOUR);
    const own = await clerk.record(NEIGHBOUR, 'register-village', village(NEIGHBOUR, 201));
    const { status, body } = await clerk.townView(NEIGHBOUR, 'town-summary', { atLeast: own });
    expect([status, body.data.villages.total, body.parked]).toEqual([200, 1, undefined]);
  });
});
