import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { figuresShown, type ShownFigure } from '../../libs/testing/overview-figures.ts';
import { tellTheStory, TOWN_A, TOWN_B } from '../../libs/testing/two-towns-story.ts';

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

const COUNTY = 'counties/990101/views/county-overview';
const ask = (query: Record<string, string>, who = analyst, path = COUNTY) =>
  who.get(`/api/v1/${path}/events?${new URLSearchParams(Object.entries(query)).toString()}`);
const open = async (figure: string, query: Record<string, string> = {}) =>
  (await ask({ figure, ...query })).body;

interface Line {
  town: { code: string };
  position: number;
  change: number;
}
const lines = ({ data }: { data: Line[] }) =>
  data.map(({ town, position, change }) => [town.code, position, change]);

/** The figure is this, and so is the sum of what its events gave to it. */
async function opensTo(value: number, query: Record<string, string>, who = analyst, path?: string) {
  const { body } = await ask(query, who, path);
  const sum = body.data.reduce((sum: number, { change }: Line) => sum + change, 0);
  expect({ ...query, value: body.value, sum }).toEqual({ ...query, value, sum: value });
}

describe('a figure of the county', () => {
  it('of money opens to the allocations of all towns, the latest day first', async () => {
    const opened = await open('funds.amountFen');
    expect([opened.value, opened.count, opened.next]).toEqual([64_500_000, 6, null]);
    expect(lines(opened)).toEqual([
      [TOWN_B, 4, 10_000_000],
      [TOWN_A, 11, 995_000],
      [TOWN_A, 9, 2_500_000],
      [TOWN_A, 10, 1_005_000],
      [TOWN_A, 8, 20_000_000],
      [TOWN_A, 7, 30_000_000],
    ]);
  });

  it('tells of each event who, when, where and which document', async () => {
    const [first] = (await open('funds.amountFen', { limit: '1' })).data;
    expect(first).toMatchObject({
      type: 'FundsAllocated',
      occurredOn: '2024-01-31',
      recordedAt: expect.stringMatching(/Z$/),
      town: { code: TOWN_B, name: '柳林镇' },
      villageName: '渡口村',
      venueName: '渡口村中心',
      data: { documentNo: '青财〔2023〕1号', source: '省级财政' },
      metadata: { role: 'town-clerk', source: 'http' },
      change: 10_000_000,
    });
  });

  it('of planned venues opens to the cancellation too, which took one away', async () => {
    const opened = await open('venues.planned');
    expect([opened.value, opened.count]).toEqual([3, 5]);
    expect(lines(opened)).toEqual([
      [TOWN_A, 12, -1],
      [TOWN_A, 6, 1],
      [TOWN_B, 3, 1],
      // Of one day: what was recorded last comes first.
      [TOWN_A, 5, 1],
      [TOWN_A, 4, 1],
    ]);
  });

  it('of villages with a project opens to the first project of each, not to the second', async () => {
    const opened = await open('villages.planned');
    expect(opened.value).toBe(2);
    expect(lines(opened)).toEqual([
      [TOWN_A, 12, -1],
      [TOWN_A, 6, 1],
      [TOWN_B, 3, 1],
      [TOWN_A, 4, 1],
    ]);
  });

  it('of covered villages opens to the completions', async () => {
    expect(lines(await open('villages.covered'))).toEqual([
      [TOWN_B, 8, 1],
      [TOWN_A, 16, 1],
    ]);
  });

  it('of a source of money opens to the allocations of this source, tier and kind', async () => {
    const source = { tier: 'higher', source: '省级财政', kind: 'cash' };
    const opened = await open('funds.bySource.amountFen', source);
    expect([opened.value, lines(opened)]).toEqual([
      41_005_000,
      [
        [TOWN_B, 4, 10_000_000],
        [TOWN_A, 10, 1_005_000],
        [TOWN_A, 7, 30_000_000],
      ],
    ]);
  });

  it('of a year opens to the plans that are due in it, whenever they were made, and to what is no plan any more', async () => {
    // Planned in 2023: V1 and V4 for 2023, V2 for 2024, V3 for 2023 and cancelled.
    expect((await open('years.planned', { year: '2024' })).value).toBe(1);
    expect(lines(await open('years.planned', { year: '2023' }))).toEqual([
      [TOWN_A, 12, -1],
      [TOWN_A, 6, 1],
      [TOWN_B, 3, 1],
      [TOWN_A, 4, 1],
    ]);
    expect((await open('years.plannedCumulative', { year: '2024' })).value).toBe(3);
  });

  it('of a month opens to what was held in it', async () => {
    const opened = await open('months.people', { month: '2024-01' });
    expect([opened.value, lines(opened)]).toEqual([
      23,
      [
        [TOWN_A, 19, 20],
        [TOWN_A, 17, 3],
      ],
    ]);
  });

  it('of one town opens to this town’s events', async () => {
    const opened = await open('funds.amountFen', { town: TOWN_B });
    expect([opened.value, lines(opened)]).toEqual([10_000_000, [[TOWN_B, 4, 10_000_000]]]);
  });

  it('is what the overview shows, whichever it is', async () => {
    const { data } = (await analyst.countyOverview('990101')).body;
    for (const { figure, part, value } of figuresShown(data)) await opensTo(value, { figure, ...part });
  });

  it('is what the overview shows of each town', async () => {
    const { towns } = (await analyst.countyOverview('990101')).body.data;
    for (const { code, ...shown } of towns) {
      const line = {
        'villages.total': shown.villages,
        'villages.covered': shown.covered,
        'venues.planned': shown.planned,
        'venues.completed': shown.completed,
        'funds.amountFen': shown.amountFen,
        'trainings.count': shown.trainings,
        'trainings.people': shown.people,
      };
      for (const [figure, value] of Object.entries(line)) await opensTo(value, { figure, town: code });
      for (const [tier, fen] of Object.entries(shown.fundsFen as Record<string, number>))
        await opensTo(fen, { figure: 'funds.byTier.amountFen', tier, town: code });
    }
  });

  it('that none of the events changed is 0 and opens to nothing', async () => {
    const opened = await open('funds.byTier.amountFen', { tier: 'town', asOf: '2023-03-19' });
    expect(opened).toMatchObject({ value: 0, count: 0, data: [], next: null });
  });

  it('opens page by page, each event once', async () => {
    const whole = lines(await open('funds.amountFen'));
    const pages: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await open('funds.amountFen', { limit: '2', ...(after && { after }) });
      expect([page.value, page.count]).toEqual([64_500_000, 6]);
      pages.push(...lines(page));
      after = page.next;
    } while (after);
    expect(pages).toEqual(whole);
  });

  it('opens as of a day', async () => {
    const opened = await open('funds.amountFen', { asOf: '2023-03-20' });
    expect([opened.value, lines(opened)]).toEqual([
      50_000_000,
      [
        [TOWN_A, 8, 20_000_000],
        [TOWN_A, 7, 30_000_000],
      ],
    ]);
  });
});

describe('a figure of a town', () => {
  const path = `towns/${TOWN_A}/views/town-summary`;

  it('is what its summary shows, to its clerk and to its county', async () => {
    const clerk = await api.clerk(TOWN_A);
    const shown: ShownFigure[] = figuresShown((await clerk.townView(TOWN_A, 'town-summary')).body.data);
    for (const { figure, part, value } of shown) await opensTo(value, { figure, ...part }, clerk, path);
    await opensTo(54_500_000, { figure: 'funds.amountFen' }, analyst, path);
  });

  it('opens page by page, and as of a day', async () => {
    const query = { figure: 'venues.planned', asOf: '2023-07-31', limit: '2' };
    const first = (await ask(query, analyst, path)).body;
    expect([first.value, lines(first)]).toEqual([
      3,
      [
        [TOWN_A, 6, 1],
        [TOWN_A, 5, 1],
      ],
    ]);
    const second = (await ask({ ...query, after: first.next }, analyst, path)).body;
    expect([lines(second), second.next]).toEqual([[[TOWN_A, 4, 1]], null]);
  });

  it('is opened by its own town and county only', async () => {
    const query = { figure: 'venues.planned' };
    for (const other of [await api.clerk(TOWN_B), await api.analyst('990102')])
      expect((await ask(query, other, path)).status).toBe(404);
    expect((await ask(query, api.anonymous, path)).status).toBe(401);
  });

  it('has no other towns', async () => {
    const { status, body } = await ask({ figure: 'venues.planned', town: TOWN_B }, analyst, path);
    expect([status, body.errors[0].pointer]).toEqual([422, '?town']);
  });
});

describe('who asks for the events of a figure', () => {
  it.each([
    [{}, '?figure'],
    [{ figure: 'funds' }, '?figure'],
    [{ figure: 'constructor' }, '?figure'],
    [{ figure: 'venues.planned', after: 'yesterday' }, '?after'],
    [{ figure: 'venues.planned', after: '2024-01-10_2026-03-02T01:30:00.500000Z_990102100_1' }, '?after'],
    [{ figure: 'venues.planned', limit: '0' }, '?limit'],
    [{ figure: 'venues.planned', asOf: '2999-01-01' }, '?asOf'],
    [{ figure: 'venues.planned', town: '990102100' }, '?town'],
    [{ figure: 'venues.planned', town: '城关镇' }, '?town'],
    [{ figure: 'venues.planned', buildType: 'new' }, '?buildType'],
    [{ figure: 'venues.byBuildType.planned' }, '?buildType'],
    [{ figure: 'venues.byBuildType.planned', buildType: 'palace' }, '?buildType'],
    [{ figure: 'funds.bySource.amountFen', tier: 'town', source: '镇级财政' }, '?kind'],
    [{ figure: 'months.people', month: '2024-13' }, '?month'],
    [{ figure: 'years.planned', year: '24' }, '?year'],
  ])('with %j is refused', async (query, pointer) => {
    const { status, body } = await ask(query);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('by a name that does not exist is told the names that do', async () => {
    const { body } = await ask({ figure: 'funds.wan' });
    for (const name of ['funds.amountFen', 'years.planned', 'venues.byBuildType.completed'])
      expect(body.errors[0].message).toContain(`"${name}"`);
  });

  it('is an analyst of this county', async () => {
    const query = { figure: 'venues.planned' };
    expect((await ask(query, await api.clerk(TOWN_A))).status).toBe(403);
    expect((await ask(query, await api.analyst('990102'))).status).toBe(404);
    expect((await ask(query, api.anonymous)).status).toBe(401);
  });
});
