import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { tellTheStory, TOWN_A, TOWN_B } from '../../libs/testing/two-towns-story.ts';

const COUNTY = '/api/v1/counties/990101';

let api: TestApi;
let analyst: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  analyst = await api.analyst('990101');
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

describe('the overview of a county', () => {
  const overview = async () => (await analyst.countyOverview('990101')).body.data;

  it('adds the villages of its towns up', async () => {
    expect((await overview()).villages).toEqual({ total: 5, planned: 2, covered: 2, coveragePct: '40.0' });
  });

  it('adds the venues of its towns up, by build type too', async () => {
    expect((await overview()).venues).toEqual({
      planned: 3,
      cancelled: 1,
      completed: 2,
      completionPct: '66.7',
      builtAreaDm2: 41_249,
      byBuildType: [
        { buildType: 'new', planned: 2, completed: 2, sharePct: '66.7', completionPct: '100.0' },
        { buildType: 'repair', planned: 1, completed: 0, sharePct: '33.3', completionPct: '0.0' },
      ],
      newOrRebuilt: { planned: 2, completed: 2, completionPct: '100.0' },
    });
  });

  it('adds one source of two towns up to one', async () => {
    const { funds } = await overview();
    expect(funds).toMatchObject({ amountFen: 64_500_000, wan: '64.50', averageWan: '21.50' });
    expect(funds.byTier).toEqual([
      { tier: 'higher', amountFen: 41_005_000, wan: '41.01', sharePct: '63.6' },
      { tier: 'town', amountFen: 20_000_000, wan: '20.00', sharePct: '31.0' },
      { tier: 'village', amountFen: 3_495_000, wan: '3.50', sharePct: '5.4' },
    ]);
    expect(funds.bySource).toHaveLength(4);
    expect(funds.bySource[0]).toEqual({
      tier: 'higher',
      source: '省级财政',
      kind: 'cash',
      amountFen: 41_005_000,
      wan: '41.01',
      sharePct: '63.6',
    });
  });

  it('adds trainings, years and months up', async () => {
    const { trainings, years, months } = await overview();
    expect(trainings).toEqual({ count: 3, people: 69, hours: 4 });
    expect(years).toEqual([
      { year: 2023, planned: 2, completed: 1, plannedCumulative: 2, completedCumulative: 1 },
      { year: 2024, planned: 1, completed: 1, plannedCumulative: 3, completedCumulative: 2 },
    ]);
    const inMonth = (name: string) => months.find((month: { month: string }) => month.month === name);
    expect(inMonth('2023-12')).toMatchObject({ due: 1, completed: 0 });
    expect(inMonth('2024-01')).toMatchObject({ trainings: 2, people: 23, fundsFen: { higher: 10_000_000 } });
    expect(inMonth('2024-02')).toMatchObject({ due: 0, completed: 1 });
  });

  it('has a line for each town, by code', async () => {
    expect((await overview()).towns).toEqual([
      {
        code: TOWN_A,
        name: '城关镇',
        villages: 3,
        covered: 1,
        coveragePct: '33.3',
        planned: 2,
        completed: 1,
        completionPct: '50.0',
        fundsFen: { higher: 31_005_000, town: 20_000_000, village: 3_495_000 },
        amountFen: 54_500_000,
        wan: '54.50',
        trainings: 3,
        people: 69,
      },
      {
        code: TOWN_B,
        name: '柳林镇',
        villages: 2,
        covered: 1,
        coveragePct: '50.0',
        planned: 1,
        completed: 1,
        completionPct: '100.0',
        fundsFen: { higher: 10_000_000, town: 0, village: 0 },
        amountFen: 10_000_000,
        wan: '10.00',
        trainings: 0,
        people: 0,
      },
    ]);
  });

  it('states the position of each town', async () => {
    const { body } = await analyst.countyOverview('990101');
    expect(body.data.county).toEqual({ code: '990101', name: '青禾县' });
    expect(body).toMatchObject({
      positions: { [TOWN_A]: 19, [TOWN_B]: 8 },
      lag: { [TOWN_A]: 0, [TOWN_B]: 0 },
    });
    expect(Object.keys(body.positions)).toHaveLength(2);
  });

  it('of another county knows nothing of these towns', async () => {
    const { body } = await (await api.analyst('990102')).countyOverview('990102');
    expect(body.data.funds.amountFen).toBe(0);
    expect(body.positions).toEqual({ '990102100': 0 });
    expect(body.data.towns).toMatchObject([
      { code: '990102100', planned: 0, completionPct: '—', coveragePct: '—' },
    ]);
  });

  it.each(['atLeast=1', 'asOf=2024-13-01', 'town=990101100'])('refuses the query %s', async (query) => {
    const answer = await analyst.get(`${COUNTY}/views/county-overview?${query}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'validation']);
  });
});

describe('the towns of a county', () => {
  it('are listed by code', async () => {
    expect(await analyst.get(`${COUNTY}/towns`)).toMatchObject({
      status: 200,
      body: {
        data: [
          { code: TOWN_A, name: '城关镇', level: 'town', status: 'active' },
          { code: TOWN_B, name: '柳林镇', level: 'town', status: 'active' },
        ],
      },
    });
  });

  it('come without what is internal', async () => {
    const { data } = (await analyst.get(`${COUNTY}/towns`)).body;
    expect(Object.keys(data[0]).sort()).toEqual(['code', 'level', 'name', 'status']);
  });
});

describe("a county's pages", () => {
  const pages = ['/towns', '/views/county-overview', '/live'];

  it.each(pages)('%s are not for its clerks', async (page) => {
    const answer = await (await api.clerk(TOWN_A)).get(`${COUNTY}${page}`);
    expect([answer.status, answer.body.code]).toEqual([403, 'permission.denied']);
  });

  it.each(pages)('%s are not there for another county, as little as those of no county', async (page) => {
    const other = await api.analyst('990102');
    const answers = [await other.get(`${COUNTY}${page}`), await other.get(`/api/v1/counties/999999${page}`)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]!.body).toEqual(answers[1]!.body);
  });
});
