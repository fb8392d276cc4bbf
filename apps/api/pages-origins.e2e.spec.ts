import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { businessDate } from '../../libs/platform/business-date.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, comesTrue, showsFigure, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { A3, B1, tellTheStory, TOWN_A, TOWN_B, V4 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
  browser = await aBrowser();
});
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});
afterEach(() => expect(browser.thrown).toEqual([]));

const county = (path?: string) => browser.signIn(api.url, `county-${QINGHE.code}`, path ? { path } : {});
const clerk = (path = '/town') => browser.signIn(api.url, `town-${TOWN_A}`, { path });
const drawer = (page: Page, label: string) =>
  page.getByRole('dialog', { name: `${label}的来源`, exact: true });
const figure = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name: `${name}：查看来源`, exact: true });

/** Makes the pages ask for so few events at a time that a list has several pages. */
const fewAtATime = (page: Page, limit: number) =>
  page.route('**/events?*', (route, request) =>
    route.continue({ url: request.url().replace('limit=50', `limit=${limit}`) }),
  );

describe('a figure of a page', () => {
  it('opens, by keyboard, to the facts that made it, and gives the focus back', async () => {
    const page = await county();
    await figure(page, '64.50 万元 安排资金').focus();
    await page.keyboard.press('Enter');
    const origins = drawer(page, '安排资金');
    await origins.getByText('合计 64.50 万元，来自 6 条记录').waitFor();
    expect(await origins.locator('.event-place').first().textContent()).toBe('柳林镇 · 渡口村 · 渡口村中心');
    expect((await origins.locator('.event-change').allTextContents()).slice(0, 3)).toEqual([
      '+10.00 万元',
      '+1.00 万元',
      '+2.50 万元',
    ]);
    expect((await origins.locator('.event-changes').allTextContents()).at(-1)).toBe('累计 0.00 → 30.00 万元');
    expect(await origins.getByText('青财〔2023〕1号').count()).toBe(6);
    await page.keyboard.press('Escape');
    await origins.waitFor({ state: 'hidden' });
    await comesTrue(page, 'document.activeElement?.ariaLabel === "64.50 万元 安排资金：查看来源"');
  });

  it('leads by each of its facts to the town, the village and the project', async () => {
    const page = await county();
    await figure(page, '64.50 万元 安排资金').click();
    for (const [name, address] of [
      ['柳林镇', TOWN_B],
      ['渡口村', `${TOWN_B}/villages/${B1.id}`],
      ['渡口村中心', `${TOWN_B}/projects/${V4}`],
    ] as const) {
      const place = drawer(page, '安排资金').locator('.event-place').first();
      await place.getByRole('link', { name, exact: true }).click();
      await page.waitForURL(`${api.url}/county/towns/${address}`);
      // Whoever comes back finds the list as it was left.
      await page.goBack();
    }
  });

  it('opens to what it shows, whichever it is of the county’s', async () => {
    const page = await county();
    await showsFigure(page, 'funds', '64.50');
    for (const tables of await page.locator('.tile').getByText('表格', { exact: true }).all())
      await tables.click();
    const figures = page.getByRole('main').getByRole('button', { name: /：查看来源$/ });
    // Six big ones and three beside them; the tables of coverage, progress, money by town, source and tier, types and
    // months of trainings; two towns' lines.
    expect(await figures.count()).toBe(9 + 2 * 2 + 2 * 4 + 2 * 4 + 4 + 3 + 2 * 2 + 3 * 2 + 2 * 7);
    for (const opened of await figures.all()) {
      const shown = (await opened.textContent())!;
      // A rate and a sentence open too, to what they are made of.
      const number = /^([\d,.]+)(?:个|万元|场|人次)?$/.exec(shown)?.[1];
      await opened.focus();
      await page.keyboard.press('Enter');
      const origins = page.getByRole('dialog', { name: /的来源$/ });
      if (number === undefined) await origins.locator('.event').first().waitFor();
      else if (Number(number) === 0) await origins.getByText('还没有相关记录').waitFor();
      else await origins.getByText(`合计 ${number} `).waitFor();
      await page.keyboard.press('Escape');
      await origins.waitFor({ state: 'hidden' });
    }
  }, 240_000);

  it('opens tier by tier on the ledger of a town', async () => {
    const page = await clerk('/town/ledger');
    for (const [cell, made] of [
      ['money-town-allocatedFen', '合计 20.00 万元，来自 1 条记录'],
      ['money-higher-allocatedFen', '合计 31.01 万元，来自 2 条记录'],
      ['money-total-allocatedFen', '合计 54.50 万元，来自 5 条记录'],
    ] as const) {
      await page.getByTestId(cell).getByRole('button').click();
      const origins = page.getByRole('dialog', { name: /的来源$/ });
      await origins.getByText(made).waitFor();
      await page.keyboard.press('Escape');
      await origins.waitFor({ state: 'hidden' });
    }
  });

  it('opens at a click on its bar', async () => {
    const page = await county();
    const chart = page.getByRole('img', { name: /^资金层级构成/ });
    await chart.locator('path[fill="#2f4b66"]').first().click();
    await drawer(page, '安排资金 · 上级').getByText('合计 41.01 万元，来自 3 条记录').waitFor();
  });

  it('of a venue or a village opens with the values before and after', async () => {
    const page = await clerk();
    await figure(page, '52.50 青石沟村新址 · 安排资金').click();
    const money = drawer(page, '青石沟村新址 · 安排资金');
    await money.locator('.event').first().waitFor();
    expect(await money.locator('.event-changes li').allTextContents()).toEqual([
      '上级 0.00 万元 → 30.00 万元',
      '镇级 0.00 万元 → 20.00 万元',
      '村级 0.00 万元 → 2.50 万元',
    ]);
    await page.keyboard.press('Escape');
    await page.getByText('村（3）', { exact: true }).click();
    await figure(page, '2024-01-10 青石沟村 · 最近培训').click();
    await drawer(page, '青石沟村 · 最近培训').getByText('最近培训 — → 2024-01-10').waitFor();
    await page.keyboard.press('Escape');
    await figure(page, '0.00 营田地村 · 安排资金').click();
    await drawer(page, '营田地村 · 安排资金').getByText('还没有相关记录').waitFor();
  });

  it('opens page by page', async () => {
    const page = await county();
    await fewAtATime(page, 4);
    await figure(page, '64.50 万元 安排资金').click();
    const origins = drawer(page, '安排资金');
    await origins.getByText('合计 64.50 万元，来自 6 条记录').waitFor();
    expect(await origins.locator('.event').count()).toBe(4);
    await origins.getByRole('button', { name: '加载更多' }).click();
    await origins.getByText('累计 0.00 → 30.00 万元').waitFor();
    expect(await origins.locator('.event').count()).toBe(6);
    expect(await origins.getByRole('button', { name: '加载更多' }).count()).toBe(0);
  });

  it('says that it could not be opened, and opens at another try', async () => {
    const page = await county();
    await page.route('**/events?*', (route) => route.abort());
    await figure(page, '64.50 万元 安排资金').click();
    const origins = drawer(page, '安排资金');
    await origins.getByText('连不上服务器').waitFor();
    await page.unroute('**/events?*');
    await origins.getByRole('button', { name: /重\s*试/ }).click();
    await origins.getByText('合计 64.50 万元，来自 6 条记录').waitFor();
  });
});

describe('a page as of a day', () => {
  it('has an address, says so, opens its figures as of that day, and leads back to today', async () => {
    const page = await county();
    await showsFigure(page, 'planned', '3');
    const day = page.getByLabel('截至', { exact: true });
    await day.fill('2023-07-31');
    await day.press('Enter');
    await page.getByText('截至 2023-07-31 的数据').waitFor();
    await showsFigure(page, 'planned', '4');
    expect(page.url()).toBe(`${api.url}/county?asOf=2023-07-31`);
    await figure(page, '4 个 规划阵地').click();
    await drawer(page, '规划阵地').getByText('合计 4 个，来自 4 条记录').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: '回到今天' }).click();
    await showsFigure(page, 'planned', '3');
    expect(page.url()).toBe(`${api.url}/county`);
    await page.goBack();
    await showsFigure(page, 'planned', '4');
  });

  it('leads to the town, the village and its records of the same day', async () => {
    const page = await county('/county?asOf=2023-03-31');
    await page.getByRole('link', { name: '城关镇' }).first().click();
    await showsFigure(page, 'funds', '51.01');
    await page.getByRole('link', { name: '青石沟村', exact: true }).first().click();
    await page.locator('.event-name', { hasText: '登记村' }).waitFor();
    await page.getByText('截至 2023-03-31 的数据').waitFor();
    expect(await page.locator('.event-name').allTextContents()).toEqual([
      '安排资金',
      '安排资金',
      '安排资金',
      '规划阵地',
      '规划阵地',
      '登记村',
    ]);
  });

  it('does not move while facts come in, and today’s does', async () => {
    const today = businessDate(new Date());
    const [past, live] = [await county('/county?asOf=2024-01-15'), await county()];
    await showsFigure(past, 'people', '69');
    await showsFigure(live, 'people', '69');
    await live.locator('[data-testid="live-state"]', { hasText: '实时' }).waitFor();
    expect(await past.getByTestId('live-state').count()).toBe(0);
    const training = {
      villageId: A3.id,
      platform: 1,
      topic: '防汛',
      host: 'remote',
      hours: 1,
      members: 5,
      public: 6,
    };
    const town = await api.clerk(TOWN_A);
    await town.record(TOWN_A, 'hold-training', { ...training, occurredOn: '2024-01-15', startTime: '08:00' });
    await town.record(TOWN_A, 'hold-training', { ...training, occurredOn: today, startTime: '00:00' });
    await showsFigure(live, 'people', '91');
    await showsFigure(past, 'people', '69');
    // Whoever asks anew is told of the fact that was entered late.
    await past.reload();
    await showsFigure(past, 'people', '80');
  });

  it('lets a clerk who is sent there look and open, and record nothing', async () => {
    const page = await clerk('/town?asOf=2023-03-05');
    await showsFigure(page, 'funds', '30.00');
    expect(await page.getByRole('button', { name: '规划阵地', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^安排资金 / }).count()).toBe(0);
    await figure(page, '30.00 万元 安排资金').click();
    await drawer(page, '安排资金').getByText('合计 30.00 万元，来自 1 条记录').waitFor();
    await page.goto(`${api.url}/town?asOf=2023-01-04`);
    await page.getByText('本镇还没有规划阵地').waitFor();
  });

  it('before there was anything says so', async () => {
    const page = await county('/county?asOf=2023-01-04');
    await page.getByText('到这一天还没有数据').waitFor();
  });

  it.each(['2999-01-01', '2023-02-29', 'hello'])(
    'that cannot be (%s) leads to today',
    async (day) => {
      const page = await county(`/county?asOf=${day}`);
      await page.getByText('地址中的日期无效').waitFor();
      await page.getByRole('button', { name: '回到今天' }).click();
      await showsFigure(page, 'planned', '3');
    },
    120_000,
  );
});
