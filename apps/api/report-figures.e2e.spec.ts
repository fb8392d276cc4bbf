import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { A1, A2, tellTheStory, TOWN_A, TOWN_B, V1 } from '../../libs/testing/two-towns-story.ts';
import { namedId } from '../../libs/features/shared/streams.ts';
import type { ShownFigure } from '../../libs/features/report-figures/figure-answers.ts';

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

const COUNTY = '/api/v1/counties/990101';
const TOWN = `/api/v1/towns/${TOWN_A}`;
const WHOLE = { from: '2023-01-01', to: '2024-12-31' };

const ask = (query: Record<string, string>, place = COUNTY, who = analyst) =>
  who.get(`${place}/figures?${new URLSearchParams(query).toString()}`);

async function figuresOf(query: Record<string, string>, place = COUNTY, who = analyst) {
  const { body } = await ask(query, place, who);
  const figures: ShownFigure[] = body.data.figures;
  return Object.fromEntries(figures.map((figure) => [figure.name, figure]));
}

const displayed = (figures: Record<string, ShownFigure>, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, figures[name]!.displayed]));

describe('the figures of a county’s report', () => {
  it('are those of the period', async () => {
    const figures = await figuresOf(WHOLE);
    expect(
      displayed(
        figures,
        'villages.total',
        'coverage.withVenue',
        'coverage.withVenueRate',
        'coverage.compliantRate',
        'projects.planned',
        'projects.cancelled',
        'venues.completed',
        'venues.onTimeRate',
        'area.built',
        'area.belowStandard',
        'cost.final',
        'cost.perM2',
        'funds.raised',
        'funds.receivedRate',
      ),
    ).toEqual({
      'villages.total': '5',
      'coverage.withVenue': '2',
      'coverage.withVenueRate': '40.0',
      'coverage.compliantRate': '0.0',
      'projects.planned': '3',
      'projects.cancelled': '1',
      'venues.completed': '2',
      // V1 was due on 2023-11-30 and complete in October, V4 on 2023-12-31 and complete in February.
      'venues.onTimeRate': '50.0',
      // 31,250 + 9,999 dm².
      'area.built': '412.49',
      'area.belowStandard': '1',
      'cost.final': '58.50',
      // 585,000.01 yuan through 412.49 m² is 1,418.216….
      'cost.perM2': '1418.22',
      'funds.raised': '64.50',
      'funds.receivedRate': '0.0',
    });
    expect(figures['funds.raised']!.parts).toMatchObject([
      { part: { tier: 'higher' }, exact: '41005000', displayed: '41.01', sharePct: '63.6' },
      { part: { tier: 'town' }, exact: '20000000', displayed: '20.00', sharePct: '31.0' },
      { part: { tier: 'village' }, exact: '3495000', displayed: '3.50', sharePct: '5.4' },
    ]);
    expect(figures['funds.raised']!.partsNote!.zh).toBe('部分合计数因四舍五入存在尾差');
  });

  it('end when the period ends, whatever came after', async () => {
    const figures = await figuresOf({ from: '2023-01-01', to: '2023-09-30' });
    expect(displayed(figures, 'venues.completed', 'coverage.withVenue', 'funds.raised')).toEqual({
      'venues.completed': '0',
      'coverage.withVenue': '0',
      'funds.raised': '54.50',
    });
    expect(figures['projects.byStage']!.parts!.map(({ part, exact }) => [part.stage, exact])).toEqual([
      ['planned', '2'],
      ['building', '1'],
    ]);
  });

  it('are of three years up to today unless it is said otherwise', async () => {
    const { body } = await ask({});
    const { from, to } = body.data.period;
    expect([to, Number(to.slice(0, 4)) - Number(from.slice(0, 4))]).toEqual([body.asOf, 3]);
  });

  it('say what they rest on', async () => {
    const { body } = await ask(WHOLE);
    expect(body.positions).toMatchObject({ [TOWN_A]: expect.any(Number), [TOWN_B]: expect.any(Number) });
    expect(body.data.period).toEqual(WHOLE);
  });

  it('open to the events that made them, each of them and each part', async () => {
    for (const query of [WHOLE, { from: '2023-01-01', to: '2023-12-31', asOf: '2024-01-31' }]) {
      for (const { exact, of, events, parts = [] } of Object.values(await figuresOf(query))) {
        const numbers = of ? [of.numerator, of.denominator] : [{ exact, events }, ...parts];
        for (const number of numbers) {
          const { status, body } = await analyst.get(number.events);
          expect([number.events, status, body.value]).toEqual([number.events, 200, Number(number.exact)]);
          const changes = body.data.map(({ change }: { change: number }) => change);
          expect(changes.reduce((sum: number, change: number) => sum + change, 0)).toBe(body.value);
        }
        expect((await analyst.get(events)).status).toBe(200);
      }
    }
  });

  it('open to the events of one town', async () => {
    const { body } = await analyst.get(
      `${COUNTY}/figures/funds.raised/events?from=2023-01-01&to=2024-12-31&town=${TOWN_B}`,
    );
    expect([body.value, body.data.length]).toEqual([10_000_000, 1]);
  });
});

describe('the figures of a town’s report', () => {
  it('are its own, to its clerk and to its county', async () => {
    for (const who of [await api.clerk(TOWN_A), analyst]) {
      const figures = await figuresOf(WHOLE, TOWN, who);
      expect(displayed(figures, 'villages.total', 'coverage.withVenueRate', 'funds.raised')).toEqual({
        'villages.total': '3',
        'coverage.withVenueRate': '33.3',
        'funds.raised': '54.50',
      });
      const opened = await who.get(figures['funds.raised']!.events);
      expect(opened.body.value).toBe(54_500_000);
    }
  });

  it('are nobody else’s', async () => {
    expect((await ask(WHOLE, TOWN, await api.clerk(TOWN_B))).status).toBe(404);
    expect((await ask(WHOLE, COUNTY, await api.clerk(TOWN_A))).status).toBe(404);
    expect((await ask(WHOLE, COUNTY, await api.analyst('990102'))).status).toBe(404);
    expect((await ask(WHOLE, COUNTY, api.anonymous)).status).toBe(401);
  });
});

describe('who asks for figures', () => {
  it.each([
    [{ from: '2024-01-02', to: '2024-01-01' }, '?from'],
    [{ to: '2999-01-01' }, '?to'],
    [{ to: '2024-01-01', asOf: '2023-12-31' }, '?to'],
    [{ asOf: '2999-01-01' }, '?asOf'],
    [{ from: '2024-02-30' }, '?from'],
    [{ tier: 'town' }, '?tier'],
  ])('with %j is refused', async (query, pointer) => {
    const { status, body } = await ask(query);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('may open only what there is, by what tells its parts apart', async () => {
    expect((await analyst.get(`${COUNTY}/figures/funds.wan/events`)).status).toBe(404);
    expect((await analyst.get(`${COUNTY}/figures/constructor/events`)).status).toBe(404);
    const { status, body } = await analyst.get(`${COUNTY}/figures/funds.raised/events?stage=planned`);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'figure.no-such-part', '?stage']);
  });
});

describe('what somebody typed in a report', () => {
  const check = (items: object[], who = analyst, place = COUNTY) =>
    who.post(`${place}/figures/check`, { ...WHOLE, items });
  const verdicts = async (items: object[]) =>
    (await check(items)).body.data.items.map(({ verdict }: { verdict: string }) => verdict);

  it('is held against the events: it agrees, or differs, by how much, and where to look', async () => {
    const items = [
      { kind: 'figure', figure: 'funds.raised', value: '64.50' },
      { kind: 'figure', figure: 'funds.raised', value: '645,000', unit: 'yuan' },
      { kind: 'figure', figure: 'funds.raised', value: '65' },
      { kind: 'figure', figure: 'funds.raised', part: { tier: 'town' }, value: 20 },
      { kind: 'figure', figure: 'coverage.withVenueRate', value: '100' },
    ];
    const { status, body } = await check(items);
    expect(status).toBe(200);
    expect(body.data.summary).toEqual({ agrees: 3, differs: 2, doesNotAddUp: 0 });
    expect(body.data.items[2]).toMatchObject({
      verdict: 'differs',
      stated: '65',
      computed: '64.50',
      difference: '0.5',
      sentence: { zh: '筹集资金按登记的事实应为 64.50万元，填报 65万元，填报多 0.5万元' },
    });
    const opened = await analyst.get(body.data.items[2].events);
    expect(opened.body.value).toBe(64_500_000);
    expect(body.data.items[4]).toMatchObject({ verdict: 'differs', computed: '40.0', difference: '60' });
  });

  it('is held against itself', async () => {
    expect(
      await verdicts([
        { kind: 'total', parts: [88, 52], total: 141 },
        { kind: 'product', factors: [56, 600], stated: 40_800 },
        { kind: 'rate', numerator: 185, denominator: 186, stated: '100' },
        { kind: 'count', names: ['甲', '乙'], stated: 3 },
        { kind: 'total', parts: ['33.3', '33.3', '33.3'], total: '100.0', unit: 'percent' },
      ]),
    ).toEqual(['does-not-add-up', 'does-not-add-up', 'does-not-add-up', 'does-not-add-up', 'agrees']);
  });

  it('changes nothing', async () => {
    const before = (await ask(WHOLE)).body;
    await check([{ kind: 'figure', figure: 'funds.raised', value: '1' }]);
    expect((await ask(WHOLE)).body).toEqual(before);
  });

  it('may be checked by the town’s own people against the town’s figures', async () => {
    const items = [{ kind: 'figure', figure: 'funds.raised', value: '54.50' }];
    const { body } = await check(items, await api.clerk(TOWN_A), TOWN);
    expect(body.data.summary).toEqual({ agrees: 1, differs: 0, doesNotAddUp: 0 });
    expect((await check(items, await api.clerk(TOWN_B), TOWN)).status).toBe(404);
  });

  it.each([
    [{ kind: 'figure', figure: 'funds.wan', value: '1' }, '/items/0/figure'],
    [{ kind: 'figure', figure: 'funds.raised', value: '1', unit: 'm2' }, '/items/0/unit'],
    [
      { kind: 'figure', figure: 'funds.raised', part: { stage: 'planned' }, value: '1' },
      '/items/0/part/stage',
    ],
    [{ kind: 'figure', figure: 'funds.raised', value: '1.5e3' }, '/items/0/value'],
    [{ kind: 'total', parts: [], total: '1' }, '/items/0/parts'],
    [{ kind: 'guess' }, '/items/0/kind'],
  ])('as %j is refused', async (item, pointer) => {
    const { status, body } = await check([item]);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('the figures of what stands in a county', () => {
  const ITEMS = ['rooms', 'signs', 'facilities', 'profile', 'rules', 'books'];
  const assess = async (venueId: string, missing: readonly string[]) =>
    (await api.clerk(TOWN_A)).record(TOWN_A, 'assess-six-haves', {
      occurredOn: '2024-03-02',
      venueId,
      items: ITEMS.map((key) => ({ key, met: !missing.includes(key) })),
    });

  it('tell people by year, six haves by item, designations and works, and each of them opens', async () => {
    const clerk = await api.clerk(TOWN_A);
    const profile = { households: 412, population: 1_530, collectiveIncomeFen: 0 };
    for (const [villageId, year, branches, members] of [
      [A1.id, 2023, 2, 58],
      [A2.id, 2022, 1, 31],
    ] as const) {
      const counts = { year, branches, members };
      await clerk.record(TOWN_A, 'update-village-profile', {
        occurredOn: '2024-03-01',
        villageId,
        ...profile,
        ...counts,
      });
    }
    const old = namedId('report-figures/old');
    const venue = {
      rooms: [{ kind: 'library', count: 1 }],
      homes: ['farmers'],
      condition: 'B',
      sharedWith: [],
    };
    const built = { ...venue, venueId: V1, origin: 'project', occurredOn: '2024-03-01' };
    await clerk.record(TOWN_A, 'register-venue', built);
    await clerk.record(TOWN_A, 'register-venue', {
      ...venue,
      venueId: old,
      villageId: A2.id,
      name: '柳树湾村老戏台',
      areaDm2: 9_000,
      origin: 'existing',
      occurredOn: '2024-03-01',
    });
    await assess(V1, []);
    await assess(old, ['signs']);
    await clerk.record(TOWN_A, 'complete-environment-work', {
      occurredOn: '2024-03-03',
      workId: namedId('report-figures/work'),
      venueId: V1,
      villageId: A1.id,
      kind: 'hardening',
      quantity: 320,
      unit: 'm2',
    });
    const leader = await api.someone('town-leader', TOWN_A);
    const position = await leader.record(TOWN_A, 'designate-venue', {
      occurredOn: '2024-03-04',
      venueId: V1,
      kind: 'highlight',
      level: 'county',
      change: 'granted',
      until: '2026-03-03',
      documentNo: '青组发〔2024〕3号',
    });
    await clerk.townView(TOWN_A, 'venue-cards', { atLeast: position });

    const figures = await figuresOf(WHOLE);
    expect(
      displayed(
        figures,
        'villages.branches',
        'villages.members',
        // V1 and the old one; V4 of town B is complete and nobody has assessed it.
        'sixHaves.venues',
        'sixHaves.all',
        'sixHaves.allRate',
        'sixHaves.metRate',
        'designations.highlight',
        'designations.demonstration',
        'environment.area',
      ),
    ).toEqual({
      'villages.branches': '3',
      'villages.members': '89',
      'sixHaves.venues': '3',
      'sixHaves.all': '1',
      'sixHaves.allRate': '33.3',
      // 11 of 18.
      'sixHaves.metRate': '61.1',
      'designations.highlight': '1',
      'designations.demonstration': '0',
      'environment.area': '320.00',
    });
    const years = figures['villages.members']!.parts!.map(({ part, exact }) => [part.year, exact]);
    expect(years).toEqual([
      ['2023', '58'],
      ['2022', '31'],
    ]);
    const rates = figures['sixHaves.metRate']!.parts!.map(({ part, exact, displayed: pct }) => [
      part.item,
      exact,
      pct,
    ]);
    expect(Object.fromEntries(rates.map(([item, ...rate]) => [item, rate]))).toMatchObject({
      rooms: ['2/3', '66.7'],
      signs: ['1/3', '33.3'],
    });
    for (const name of ['villages.members', 'sixHaves.met', 'designations.highlight', 'environment.area']) {
      for (const { exact, events } of [figures[name]!, ...figures[name]!.parts!]) {
        const { status, body } = await analyst.get(events);
        expect([events, status, body.value]).toEqual([events, 200, Number(exact)]);
      }
    }
  });

  it('are checked part by part, a rate too', async () => {
    const items = [
      { kind: 'figure', figure: 'villages.members', part: { year: '2023' }, value: 58 },
      { kind: 'figure', figure: 'sixHaves.metRate', part: { item: 'rooms' }, value: '66.7' },
      { kind: 'figure', figure: 'sixHaves.metRate', part: { item: 'signs' }, value: '100' },
      { kind: 'figure', figure: 'environment.area', part: { work: 'hardening' }, value: '320' },
    ];
    const { body } = await analyst.post(`${COUNTY}/figures/check`, { ...WHOLE, items });
    expect(body.data.items).toMatchObject([
      { verdict: 'agrees' },
      { verdict: 'agrees' },
      { verdict: 'differs', computed: '33.3' },
      { verdict: 'agrees' },
    ]);
  });

  it('name the items of the standard in force', async () => {
    const { body } = await ask(WHOLE);
    expect(body.data.sixHaves.map(({ key }: { key: string }) => key)).toEqual(ITEMS);
  });
});
