import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi, type TestCounty } from '../../libs/testing/api.ts';
import {
  AcceptanceTown,
  inTurn,
  planInTurn,
  reportOf,
  times,
  type AcceptanceMoney,
} from '../../libs/testing/acceptance-town.ts';
import { publishLightStandard } from '../../libs/testing/light-standard.ts';

/** An invented county with towns of these names. */
const invented = (code: string, name: string, towns: readonly string[]): TestCounty => ({
  code,
  name,
  towns: towns.map((town, i) => ({ code: `${code}${100 + i}`, name: town })),
});
const JINSHAN = invented('990101', '金杉县', ['城关镇', '东川镇', '西坝乡', '杉木乡', '渡口乡']);
const LUOYING = invented('990104', '罗营县', ['城关镇', '北坡镇', '南坝乡', '河湾乡']);
const SHUANGQIAO = invented('990110', '双桥县', ['城关镇', '石桥镇']);
const QIFENG = invented('990117', '七峰县', ['城关镇', '云台乡', '松林乡']);

let api: TestApi;
beforeAll(async () => {
  api = await startApi([JINSHAN, LUOYING, SHUANGQIAO, QIFENG]);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

/** The figures of the county as its analyst sees them once every town's views hold everything. */
async function overview(countyCode: string, towns: readonly AcceptanceTown[]) {
  for (const town of towns) await town.villages();
  return (await (await api.analyst(countyCode)).countyOverview(countyCode)).body.data;
}
const sourcesOf = (funds: { bySource: { source: string; wan: string; sharePct: string }[] }) =>
  Object.fromEntries(funds.bySource.map(({ source, wan, sharePct }) => [source, [wan, sharePct]]));

describe('invented counties with the facts of real reports', () => {
  async function prepared(county: TestCounty, villagesEach: number) {
    const towns = county.towns.map(({ code }) => new AcceptanceTown(api, code));
    const villages = new Map<AcceptanceTown, string[]>();
    for (const town of towns) villages.set(town, await town.registerVillages(villagesEach));
    return { towns, villages };
  }

  it('17 villages, 5/5/7 by type: 165.00 万元 by source, and 4 of 10 complete', async () => {
    const towns = JINSHAN.towns.map(({ code }) => new AcceptanceTown(api, code));
    const villages = new Map<AcceptanceTown, string[]>();
    for (const [i, town] of towns.entries()) villages.set(town, await town.registerVillages(i < 2 ? 4 : 3));
    await publishLightStandard(api, JINSHAN.code);
    await planInTurn(towns, villages, [...times(5, 'new'), ...times(5, 'rebuild'), ...times(7, 'repair')]);

    const venues = towns.flatMap((town) => town.venues.map((venue) => ({ town, venue })));
    for (const { town, venue } of venues) {
      if (venue.buildType !== 'repair') {
        await town.allocate(venue, { tier: 'higher', source: '县以上财政', amountFen: 8_000_000 });
      }
      const equipment = {
        tier: 'higher',
        source: '配套设施',
        amountFen: 1_000_000,
        kind: 'in-kind',
      } as const;
      await town.allocate(venue, equipment);
      await town.allocate(venue, { tier: 'village', source: '县乡村自筹', amountFen: 4_000_000 });
    }
    for (const { town, venue } of venues.filter((v) => v.venue.buildType !== 'repair').slice(0, 4)) {
      await town.complete(venue);
    }

    const figures = await overview(JINSHAN.code, towns);
    expect(figures.villages.total).toBe(17);
    expect(figures.venues).toMatchObject({ planned: 17, completed: 4, cancelled: 0 });
    expect(figures.venues.byBuildType).toMatchObject([
      { buildType: 'new', planned: 5, sharePct: '29.4' },
      { buildType: 'rebuild', planned: 5, sharePct: '29.4' },
      { buildType: 'repair', planned: 7, sharePct: '41.2' },
    ]);
    expect(figures.venues.newOrRebuilt).toEqual({ planned: 10, completed: 4, completionPct: '40.0' });
    expect(figures.funds.wan).toBe('165.00');
    expect(sourcesOf(figures.funds)).toEqual({
      县以上财政: ['80.00', '48.5'],
      配套设施: ['17.00', '10.3'],
      县乡村自筹: ['68.00', '41.2'],
    });

    const report = await reportOf(api, JINSHAN.code, towns);
    expect(report.displayed('villages.total')).toBe('17');
    expect(report.displayed('projects.planned')).toBe('17');
    expect(report.displayed('funds.raised')).toBe('165.00');
    expect(report.parts('funds.bySource')).toEqual(sourcesOf(figures.funds));
    expect(report.parts('projects.planned')).toEqual({
      new: ['5', '29.4'],
      rebuild: ['5', '29.4'],
      repair: ['7', '41.2'],
    });
    expect(report.displayed('projects.newOrRebuiltRate')).toBe('40.0');
  });

  it('544 venues, 226 new and 318 repaired: 13,794.00 万元, 25.36 each', async () => {
    const { towns, villages } = await prepared(LUOYING, 4);
    await planInTurn(towns, villages, [...times(226, 'new'), ...times(318, 'repair')]);
    // 105 × 50 and 89 × 96 万元.
    const dues: AcceptanceMoney = { tier: 'higher', source: '专项党费', amountFen: 50_000_000 };
    const other: AcceptanceMoney = { tier: 'village', source: '其他', amountFen: 96_000_000 };
    await inTurn(towns, [...times(105, dues), ...times(89, other)], (town, allocation) =>
      town.allocate(town.venues[0]!, allocation),
    );

    const { venues, funds } = await overview('990104', towns);
    expect(venues.planned).toBe(544);
    expect(venues.byBuildType).toMatchObject([
      { buildType: 'new', planned: 226, sharePct: '41.5' },
      { buildType: 'repair', planned: 318, sharePct: '58.5' },
    ]);
    expect([funds.wan, funds.averageWan]).toEqual(['13794.00', '25.36']);
    expect(sourcesOf(funds)).toEqual({ 专项党费: ['5250.00', '38.1'], 其他: ['8544.00', '61.9'] });

    const report = await reportOf(api, '990104', towns);
    expect(report.parts('projects.planned')).toEqual({ repair: ['318', '58.5'], new: ['226', '41.5'] });
    expect([report.displayed('funds.raised'), report.displayed('funds.average')]).toEqual([
      '13794.00',
      '25.36',
    ]);
    expect(report.parts('funds.bySource')).toEqual(sourcesOf(funds));
  });

  it('264 venues: 9,631.91 万元, 36.48 each', async () => {
    const { towns, villages } = await prepared(SHUANGQIAO, 4);
    await planInTurn(towns, villages, times(264, 'rebuild'));
    const large: AcceptanceMoney = { tier: 'town', source: '整合资金', amountFen: 400_000_000 };
    await inTurn(towns, [...times(24, large), { ...large, amountFen: 31_910_000 }], (town, allocation) =>
      town.allocate(town.venues[0]!, allocation),
    );
    const { venues, funds } = await overview('990110', towns);
    expect([venues.planned, funds.wan, funds.averageWan]).toEqual([264, '9631.91', '36.48']);
    const report = await reportOf(api, '990110', towns);
    expect([report.displayed('funds.raised'), report.displayed('funds.average')]).toEqual([
      '9631.91',
      '36.48',
    ]);
  });

  it('30 points of 30, 10 and 10 万元: 1,500.00 万元, 900.00 of the province', async () => {
    const { towns, villages } = await prepared(QIFENG, 10);
    await planInTurn(towns, villages, times(30, 'shared'));
    for (const town of towns) {
      for (const point of town.venues) {
        await town.allocate(point, { tier: 'higher', source: '省级财政', amountFen: 30_000_000 });
        await town.allocate(point, { tier: 'higher', source: '市级财政', amountFen: 10_000_000 });
        await town.allocate(point, { tier: 'higher', source: '县级财政', amountFen: 10_000_000 });
      }
    }
    const { venues, funds } = await overview('990117', towns);
    expect([venues.planned, funds.wan, funds.averageWan]).toEqual([30, '1500.00', '50.00']);
    expect(sourcesOf(funds)).toMatchObject({ 省级财政: ['900.00', '60.0'], 市级财政: ['300.00', '20.0'] });
    const report = await reportOf(api, '990117', towns);
    expect(report.displayed('funds.raised')).toBe('1500.00');
    expect(report.parts('funds.bySource')).toMatchObject({ 省级财政: ['900.00', '60.0'] });
  });
});
