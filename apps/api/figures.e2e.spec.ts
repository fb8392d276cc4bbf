import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { overviewFigureSources } from '../../libs/features/figures.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
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

const ask = (query: Record<string, string>, who = analyst) =>
  who.get(
    `/api/v1/counties/990101/views/county-overview/events?${new URLSearchParams(Object.entries(query)).toString()}`,
  );
const open = async (figure: string, query: Record<string, string> = {}) =>
  (await ask({ figure, ...query })).body;

interface Line {
  town: { code: string };
  position: number;
  change: number;
}
const lines = ({ data }: { data: Line[] }) =>
  data.map(({ town, position, change }) => [town.code, position, change]);

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
      [TOWN_B, 5, 1],
      [TOWN_A, 13, 1],
    ]);
  });

  it.each(Object.keys(overviewFigureSources))('%s is what the overview shows', async (figure) => {
    const [group, name] = figure.split('.') as [string, string];
    const { data } = (await analyst.countyOverview('990101')).body;
    const opened = await open(figure);
    expect(opened.value).toBe(data[group][name]);
    expect(opened.data.reduce((sum: number, { change }: Line) => sum + change, 0)).toBe(opened.value);
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

describe('who asks for the events of a figure', () => {
  it.each([
    [{}, '?figure'],
    [{ figure: 'funds' }, '?figure'],
    [{ figure: 'constructor' }, '?figure'],
    [{ figure: 'venues.planned', after: 'yesterday' }, '?after'],
    [{ figure: 'venues.planned', after: '2024-01-10_2026-03-02T01:30:00.500000Z_990102100_1' }, '?after'],
    [{ figure: 'venues.planned', limit: '0' }, '?limit'],
    [{ figure: 'venues.planned', asOf: '2999-01-01' }, '?asOf'],
  ])('with %j is refused', async (query, pointer) => {
    const { status, body } = await ask(query);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('is an analyst of this county', async () => {
    const query = { figure: 'venues.planned' };
    expect((await ask(query, await api.clerk(TOWN_A))).status).toBe(403);
    expect((await ask(query, await api.analyst('990102'))).status).toBe(404);
    expect((await ask(query, api.anonymous)).status).toBe(401);
  });
});
