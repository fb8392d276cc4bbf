import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { businessDate } from '../../libs/platform/business-date.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { tellTheStory, TOWN_A, TOWN_B } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let clerk: ApiClient;
let analyst: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  clerk = await api.clerk(TOWN_A);
  analyst = await api.analyst('990101');
  await tellTheStory(api);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const month = (name: string, counts: object, { higher = 0, town = 0, village = 0 } = {}) => ({
  month: name,
  due: 0,
  completed: 0,
  trainings: 0,
  people: 0,
  ...counts,
  fundsFen: { higher, town, village },
});

describe('the summary of a town', () => {
  const summary = async () => (await clerk.townView(TOWN_A, 'town-summary')).body.data;

  it('names the town', async () => {
    expect((await summary()).town).toEqual({ code: TOWN_A, name: '城关镇' });
  });

  it('counts villages with a project and with a completed venue; a cancelled project is none', async () => {
    expect((await summary()).villages).toEqual({ total: 3, planned: 1, covered: 1, coveragePct: '33.3' });
  });

  it('counts venues without the cancelled one, which stands beside', async () => {
    expect((await summary()).venues).toEqual({
      planned: 2,
      cancelled: 1,
      completed: 1,
      completionPct: '50.0',
      builtAreaDm2: 31_250,
      byBuildType: [
        { buildType: 'new', planned: 1, completed: 1, sharePct: '50.0', completionPct: '100.0' },
        { buildType: 'repair', planned: 1, completed: 0, sharePct: '50.0', completionPct: '0.0' },
      ],
      newOrRebuilt: { planned: 1, completed: 1, completionPct: '100.0' },
    });
  });

  it('adds funds up by tier and source and rounds only what it shows', async () => {
    // 31.005 万元 and 3.495 万元 are shown as 31.01 and 3.50; the total, 54.50, is of the exact parts.
    const shown = (amountFen: number, wan: string, sharePct: string) => ({ amountFen, wan, sharePct });
    expect((await summary()).funds).toEqual({
      amountFen: 54_500_000,
      wan: '54.50',
      averageWan: '27.25',
      byTier: [
        { tier: 'higher', ...shown(31_005_000, '31.01', '56.9') },
        { tier: 'town', ...shown(20_000_000, '20.00', '36.7') },
        { tier: 'village', ...shown(3_495_000, '3.50', '6.4') },
      ],
      bySource: [
        { tier: 'higher', source: '省级财政', kind: 'cash', ...shown(31_005_000, '31.01', '56.9') },
        { tier: 'town', source: '镇级财政', kind: 'cash', ...shown(20_000_000, '20.00', '36.7') },
        { tier: 'village', source: '群众自筹', kind: 'labour', ...shown(2_500_000, '2.50', '4.6') },
        { tier: 'village', source: '村集体', kind: 'in-kind', ...shown(995_000, '1.00', '1.8') },
      ],
    });
  });

  it('adds trainings, people and hours up', async () => {
    expect((await summary()).trainings).toEqual({ count: 3, people: 69, hours: 4 });
  });

  it('shows the years by target and completion', async () => {
    expect((await summary()).years).toEqual([
      { year: 2023, planned: 1, completed: 1, plannedCumulative: 1, completedCumulative: 1 },
      { year: 2024, planned: 1, completed: 0, plannedCumulative: 2, completedCumulative: 1 },
    ]);
  });

  it('shows the months; that of a cancelled plan has nothing due any more', async () => {
    expect((await summary()).months).toEqual([
      month('2023-03', {}, { higher: 31_005_000, town: 20_000_000 }),
      month('2023-04', {}, { village: 2_500_000 }),
      month('2023-06', {}, { village: 995_000 }),
      month('2023-10', { completed: 1 }),
      month('2023-11', { due: 1, trainings: 1, people: 46 }),
      month('2023-12', {}),
      month('2024-01', { trainings: 2, people: 23 }),
      month('2024-06', { due: 1 }),
    ]);
  });

  it('says what it rests on', async () => {
    const { data: _, ...rest } = (await clerk.townView(TOWN_A, 'town-summary')).body;
    expect(rest).toEqual({
      asOf: businessDate(new Date()),
      positions: { [TOWN_A]: 19 },
      lag: { [TOWN_A]: 0 },
    });
  });

  it('is the same for the county', async () => {
    expect((await analyst.townView(TOWN_A, 'town-summary')).body.data).toEqual(await summary());
  });

  it('of a town without facts has dashes where there is nothing to divide by', async () => {
    const other = await api.clerk('990102100');
    const { data, positions } = (await other.townView('990102100', 'town-summary')).body;
    expect(positions).toEqual({ '990102100': 0 });
    expect(data).toEqual({
      town: { code: '990102100', name: '河口镇' },
      villages: { total: 0, planned: 0, covered: 0, coveragePct: '—' },
      venues: {
        planned: 0,
        cancelled: 0,
        completed: 0,
        completionPct: '—',
        builtAreaDm2: 0,
        byBuildType: [],
        newOrRebuilt: { planned: 0, completed: 0, completionPct: '—' },
      },
      funds: {
        amountFen: 0,
        wan: '0.00',
        averageWan: '—',
        byTier: ['higher', 'town', 'village'].map((tier) => ({
          tier,
          amountFen: 0,
          wan: '0.00',
          sharePct: '—',
        })),
        bySource: [],
      },
      trainings: { count: 0, people: 0, hours: 0 },
      years: [],
      months: [],
    });
  });
});

describe('a view of a town', () => {
  const views = ['town-summary', 'village-cards', 'venue-cards'];

  it.each(views)('%s is not shown to the clerk of another town, nor to another county', async (view) => {
    const others = [await api.clerk(TOWN_B), await api.clerk('990102100'), await api.analyst('990102')];
    for (const other of others) {
      const answer = await other.townView(TOWN_A, view);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    }
  });

  it.each(views)('%s waits until it holds the position asked for', async (view) => {
    const town = '990102100';
    const other = await api.clerk(town);
    const code = `${town}${201 + views.indexOf(view)}`;
    const position = await other.record(town, 'register-village', {
      occurredOn: '2023-01-05',
      code,
      name: '新村',
    });
    const answer = await other.townView(town, view, { atLeast: position });
    expect([answer.status, answer.body.positions[town], answer.body.lag[town]]).toEqual([200, position, 0]);
  });
});
