import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AcceptanceTown, inTurn, planInTurn, reportOf, times } from '../../libs/testing/acceptance-town.ts';
import { startApi, type TestApi, type TestCounty } from '../../libs/testing/api.ts';
import { publishLightStandard } from '../../libs/testing/light-standard.ts';

/** An invented county with so many towns. */
const invented = (code: string, name: string, towns: number): TestCounty => ({
  code,
  name,
  towns: Array.from({ length: towns }, (_, i) => ({ code: `${code}${100 + i}`, name: `第${i + 1}镇` })),
});
const counties = {
  YUNXI: invented('990103', '云溪县', 4),
  CHISHUI: invented('990105', '赤水湾县', 4),
  JIUQU: invented('990107', '九曲县', 2),
  TINGZHOU: invented('990111', '汀湾县', 1),
  SHITAN: invented('990113', '石滩县', 1),
  YULING: invented('990119', '榆岭县', 1),
};
const { YUNXI, CHISHUI, JIUQU, TINGZHOU, SHITAN, YULING } = counties;

let api: TestApi;
beforeAll(async () => {
  api = await startApi(Object.values(counties));
  for (const { code } of Object.values(counties)) await publishLightStandard(api, code);
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const townsOf = (county: TestCounty) => county.towns.map(({ code }) => new AcceptanceTown(api, code));
const post = async (county: TestCounty, route: string, body: object) =>
  (await api.analyst(county.code)).post(`/api/v1/counties/${county.code}/figures/${route}`, body);
const findings = async (items: object[]) => (await post(TINGZHOU, 'check', { items })).body.data.items;

describe('invented counties with the facts of real reports', () => {
  it('826 venues of 5 万元 each: 4,130.00 万元', async () => {
    const towns = townsOf(YUNXI);
    const villages = new Map<AcceptanceTown, string[]>();
    for (const town of towns) villages.set(town, await town.registerVillages(5));
    await planInTurn(towns, villages, times(826, 'repair'));
    await Promise.all(
      towns.map(async (town) => {
        for (const venue of town.venues)
          await town.allocate(venue, { tier: 'higher', source: '县级财政', amountFen: 5_000_000 });
      }),
    );
    const report = await reportOf(api, YUNXI.code, towns);
    expect([report.displayed('projects.planned'), report.displayed('funds.raised')]).toEqual([
      '826',
      '4130.00',
    ]);
    expect(report.displayed('funds.average')).toBe('5.00');
  }, 240_000);

  it('234 villages in batches of 83, 77 and 74: covered by 35.5, 68.4 and 100.0 %', async () => {
    const towns = townsOf(CHISHUI);
    const villages = (
      await Promise.all(
        towns.map(async (town, i) => {
          const ids = await town.registerVillages(i < 2 ? 59 : 58, '2020-01-04');
          return ids.map((villageId) => ({ town, villageId }));
        }),
      )
    ).flat();
    const years = [...times(83, 2021), ...times(77, 2022), ...times(74, 2023)];
    const batches = new Map<AcceptanceTown, { villageId: string; year: number }[]>();
    villages.forEach(({ town, villageId }, i) => {
      batches.set(town, [...(batches.get(town) ?? []), { villageId, year: years[i]! }]);
    });
    await Promise.all(
      [...batches].map(async ([town, batch]) => {
        for (const { villageId, year } of batch) {
          const plan = { occurredOn: `${year}-02-01`, targetOn: `${year}-12-31`, year };
          await town.complete(await town.plan('new', villageId, plan), `${year}-11-20`);
        }
      }),
    );
    const shown: string[][] = [];
    for (const year of [2021, 2022, 2023]) {
      const days = { from: '2021-01-01', to: `${year}-12-31` };
      const report = await reportOf(api, CHISHUI.code, towns, days);
      shown.push(['venues.completed', 'coverage.withVenueRate'].map(report.displayed));
    }
    expect(shown).toEqual([
      ['83', '35.5'],
      ['160', '68.4'],
      ['234', '100.0'],
    ]);
  }, 240_000);

  it('money of four sources: 5,151.24 万元 with its shares', async () => {
    const towns = townsOf(JIUQU);
    await inTurn(towns, ['new', 'new'], async (town, buildType) => {
      const [villageId = ''] = await town.registerVillages(1);
      await town.plan(buildType, villageId);
    });
    const [first, second] = towns as [AcceptanceTown, AcceptanceTown];
    const at = (
      town: AcceptanceTown,
      tier: 'higher' | 'town' | 'village',
      source: string,
      amountFen: number,
    ) => town.allocate(town.venues[0]!, { tier, source, amountFen });
    await at(first, 'higher', '省市财政', 64_850_000);
    await at(second, 'higher', '区级财政', 73_000_000);
    await at(first, 'town', '镇级财政', 600_000_000);
    await at(second, 'town', '镇级财政', 70_600_000);
    await at(second, 'village', '村级和单位', 4_342_790_000);
    const report = await reportOf(api, JIUQU.code, towns);
    expect(report.displayed('funds.raised')).toBe('5151.24');
    expect(report.parts('funds.bySource')).toEqual({
      省市财政: ['64.85', '1.3'],
      区级财政: ['73.00', '1.4'],
      镇级财政: ['670.60', '13.0'],
      村级和单位: ['4342.79', '84.3'],
    });
  });

  it('13 branches with 355 members, 8 new and 5 rebuilt venues: covered to 100.0 %', async () => {
    const [town] = townsOf(TINGZHOU) as [AcceptanceTown];
    const ids = await town.registerVillages(13);
    for (const [i, villageId] of ids.entries()) {
      // 12 × 27 + 31 members.
      await town.profile(villageId, { year: 2022, branches: 1, members: i === 0 ? 31 : 27 });
      await town.complete(await town.plan(i < 8 ? 'new' : 'rebuild', villageId));
    }
    const report = await reportOf(api, TINGZHOU.code, [town]);
    expect(report.parts('villages.branches')).toEqual({ 2022: ['13', '100.0'] });
    expect(report.displayed('villages.members')).toBe('355');
    expect(report.displayed('coverage.withVenueRate')).toBe('100.0');
    expect(report.parts('venues.completed')).toEqual({ new: ['8', '61.5'], rebuild: ['5', '38.5'] });
    const said = await findings([
      { kind: 'figure', figure: 'villages.branches', value: 13 },
      { kind: 'figure', figure: 'villages.members', value: 355 },
      { kind: 'figure', figure: 'villages.members', value: 356 },
    ]);
    expect(said).toMatchObject([
      { verdict: 'agrees' },
      { verdict: 'agrees' },
      { verdict: 'differs', computed: '355', difference: '1' },
    ]);
  });

  it('a request of 100 m² at 1,500 yuan: 15.00 万元', async () => {
    const [town] = townsOf(SHITAN) as [AcceptanceTown];
    const [villageId = ''] = await town.registerVillages(1);
    await town.plan('new', villageId, { plannedAreaDm2: 10_000, budgetFen: 100 * 150_000 });
    const report = await reportOf(api, SHITAN.code, [town]);
    expect(['projects.plannedArea', 'projects.budget'].map(report.displayed)).toEqual(['100.00', '15.00']);
    const [product] = await findings([
      { kind: 'product', factors: [100, 1500], productUnit: 'yuan', stated: '15.00', unit: 'wan' },
    ]);
    expect(product.verdict).toBe('agrees');
  });

  it('12 villages with 12 sites: covered to 100.0 %', async () => {
    const [town] = townsOf(YULING) as [AcceptanceTown];
    for (const villageId of await town.registerVillages(12)) await town.registerOldVenue(villageId);
    const report = await reportOf(api, YULING.code, [town]);
    expect(['villages.total', 'sixHaves.venues', 'coverage.withVenueRate'].map(report.displayed)).toEqual([
      '12',
      '12',
      '100.0',
    ]);
  });
});

describe('what reports state', () => {
  it('56 × 600 is 33,600 and not 40,800, and a list of 9 towns has 8 names', async () => {
    const names = ['东镇', '西镇', '南镇', '北镇', '上乡', '下乡', '前乡', '后乡'];
    const found = await findings([
      { kind: 'product', factors: [56, 600], stated: 40_800 },
      { kind: 'count', names, stated: 9 },
    ]);
    expect(found).toMatchObject([
      { verdict: 'does-not-add-up', computed: '33600', difference: '7200' },
      { verdict: 'does-not-add-up', computed: '8', difference: '1' },
    ]);
  });

  it('88 and 52 are not 141, and 185 of 186 is not 100 %', async () => {
    const found = await findings([
      { kind: 'total', parts: [88, 52], total: 141 },
      { kind: 'rate', numerator: 185, denominator: 186, stated: '100' },
      { kind: 'rate', numerator: 12, denominator: 12, stated: '100.0' },
    ]);
    expect(found.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'does-not-add-up',
      'does-not-add-up',
      'agrees',
    ]);
  });

  it('five items make 10,000 yuan a village, and 375.00 万元 for 375 villages', async () => {
    const found = await findings([
      { kind: 'total', parts: [2000, 2000, 2400, 2400, 1200], total: 10_000, unit: 'yuan' },
      { kind: 'product', factors: [375, 10_000], productUnit: 'yuan', stated: '375.00', unit: 'wan' },
    ]);
    expect(found).toMatchObject([
      { verdict: 'agrees', computed: '10000' },
      { verdict: 'agrees', computed: '375' },
    ]);
  });
});

describe('money by a rule', () => {
  it('22.00 万元 for 11 sites: half to the centre, of the rest 7 to the province and 3 to the district', async () => {
    const rule = [
      { name: '中央', weight: 1 },
      {
        name: '地方',
        weight: 1,
        parts: [
          { name: '省级', weight: 7 },
          { name: '区级', weight: 3 },
        ],
      },
    ];
    const { status, body } = await post(TINGZHOU, 'split', { amountFen: 11 * 2_000_000, parts: rule });
    expect([status, body.data.wan]).toEqual([200, '22.00']);
    expect(body.data.parts).toMatchObject([
      { name: '中央', wan: '11.00', sharePct: '50.0' },
      {
        name: '地方',
        parts: [
          { name: '省级', amountFen: 7_700_000, wan: '7.70', sharePct: '35.0' },
          { name: '区级', amountFen: 3_300_000, wan: '3.30', sharePct: '15.0' },
        ],
      },
    ]);
  });

  it('is split to the fen, and refused without a rule', async () => {
    const thirds = times(3, { name: '村', weight: 1 });
    const { body } = await post(TINGZHOU, 'split', { amountFen: 100, parts: thirds });
    expect(body.data.parts.map(({ amountFen }: { amountFen: number }) => amountFen)).toEqual([34, 33, 33]);
    const none = await post(TINGZHOU, 'split', { amountFen: 100, parts: [{ name: '村', weight: 0 }] });
    expect([none.status, none.body.errors[0].pointer]).toEqual([422, '/parts']);
  });
});
