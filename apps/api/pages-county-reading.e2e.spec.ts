import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { aBrowser, comesTrue, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exported } from '../../libs/testing/spreadsheet.ts';
import { COUNTY, tellTheStory, TOWN_A, V1 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let analyst: ApiClient;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
  analyst = await api.analyst(COUNTY);
  browser = await aBrowser();
}, 120_000);
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});
afterEach(() => expect(browser.thrown).toEqual([]));

const county = (path: string) => browser.signIn(api.url, `county-${COUNTY}`, { path });
const view = async (name: string) =>
  (await analyst.get(`/api/v1/counties/${COUNTY}/views/${name}`)).body.data;
const shown = (page: Page, testId: string) => page.getByTestId(testId).textContent();
const drawer = (page: Page, label: string) =>
  page.getByRole('dialog', { name: `${label}的来源`, exact: true });
const figure = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name}：查看来源`, exact: true });

describe('the county reads', () => {
  it('how far villages are covered by each definition, which are not and why, and what made the figure', async () => {
    const page = await county('/county/coverage');
    await page.getByTestId('town-grid').waitFor();
    expect(await shown(page, 'coverage-with-venue')).toBe('40.0%');
    expect(await shown(page, 'coverage-compliant')).toBe('0.0%');
    expect(await shown(page, 'coverage-compliant-in-use')).toBe('0.0%');
    const { uncovered } = await view('coverage');
    await page.getByText(`共 ${uncovered.length} 条`).waitFor();
    await figure(page, '2 / 5 个村 有阵地').click();
    // Both venues were completed by projects; no training or allocation is among what made them count.
    await drawer(page, '有阵地').getByText('合计 2 个村，来自 2 条记录').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('combobox', { name: '原因' }).click();
    await page.locator('.ant-select-item-option[title="阵地未达标（2）"]').click();
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 2");
    const file = await exported(page, /^导出 Excel：未覆盖的村/);
    expect(file.rows.map((row) => row['村']!.value)).toEqual(['青石沟村', '渡口村']);
    await page.getByRole('link', { name: '青石沟村新址' }).click();
    await page.waitForURL(`**/county/towns/${TOWN_A}/projects/${V1}`);
  }, 120_000);

  it('which venues of a town lack an item, from the figure that counts them', async () => {
    const page = await county('/county/six-haves');
    await page.getByRole('button', { name: '0 / 1 柳林镇 · 有科室：查看没有达到的阵地' }).click();
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 1");
    await page.getByRole('link', { name: '渡口村中心' }).waitFor();
  }, 120_000);

  it('the progress of a year, whose completions open', async () => {
    const page = await county('/county/progress?year=2023');
    await page.getByTestId('progress-due').waitFor();
    const { due, completed, forecast } = await view('annual-progress?year=2023');
    expect([due, completed]).toEqual([2, 1]);
    expect(await shown(page, 'progress-due')).toBe('2');
    expect(await shown(page, 'progress-completed')).toBe('1');
    expect(await shown(page, 'progress-forecast')).toBe(String(forecast.completed));
    await page.getByText(forecast.method.zh).first().waitFor();
    await figure(page, '1 2023 年 · 当年竣工').click();
    await drawer(page, '2023 年 · 当年竣工').getByText('合计 1 个，来自 1 条记录').waitFor();
  }, 120_000);

  it('where money comes from and lies, and how towns compare', async () => {
    const page = await county('/county/money');
    await page.getByRole('img', { name: /^资金流向/ }).waitFor();
    const flow = await view('fund-flow');
    // The story's six allocations: 30.00 + 20.00 + 2.50 + 1.005 + 0.995 + 10.00.
    expect(flow.amountFen).toBe(64_500_000);
    expect(await shown(page, 'money-total')).toBe('64.50');
    expect(await shown(page, 'money-idle')).toBe('0.00');
    await page
      .getByRole('region', { name: /^资金流向/ })
      .getByText('表格', { exact: true })
      .click();
    await figure(page, '31.01 省级财政（上级） · 城关镇').click();
    await drawer(page, '省级财政（上级） · 城关镇').getByText('合计 31.01 万元，来自 2 条记录').waitFor();

    await page.goto(`${api.url}/county/scoreboard?from=2020-01-01`);
    const { method } = await view('scoreboard?from=2020-01-01');
    await page.getByText(method.zh).waitFor();
    await figure(page, '1 城关镇 · 竣工阵地').last().click();
    await drawer(page, '城关镇 · 竣工阵地').getByText('合计 1 个，来自 1 条记录').waitFor();
  }, 120_000);
});

describe('figures of a report', () => {
  const field = (page: Page, item: number, name: string) =>
    page.locator('fieldset').nth(item).getByLabel(name, { exact: true });

  it('stand as the server says them and open to their events; what was typed is held against them', async () => {
    const page = await county('/county/figures?from=2020-01-01&to=2024-12-31');
    await page.getByTestId('shown-funds.raised').waitFor();
    const { figures } = (
      await analyst.get(`/api/v1/counties/${COUNTY}/figures?from=2020-01-01&to=2024-12-31`)
    ).body.data as { figures: { name: string; displayed: string }[] };
    for (const { name, displayed } of figures)
      expect([name, (await shown(page, `shown-${name}`))!.replaceAll(',', '')]).toEqual([name, displayed]);
    await figure(page, '64.50 筹集资金').click();
    await drawer(page, '筹集资金').getByText('合计 64.50 万元，来自 6 条记录').waitFor();
    await page.keyboard.press('Escape');

    await field(page, 0, '指标').click();
    await page.keyboard.type('筹集资金');
    await page.locator('.ant-select-item-option[title="筹集资金"]').click();
    await field(page, 0, '填报的数').fill('65');
    await page.getByRole('button', { name: '再加一项' }).click();
    await field(page, 1, '核对什么').click();
    await page.locator('.ant-select-item-option[title="合计"]:visible').click();
    await field(page, 1, '各分项').fill('88＋52');
    await field(page, 1, '填报的合计').fill('141');
    await page.getByRole('button', { name: '核对', exact: true }).click();

    await page.getByText('相符 0 项，不符 1 项，加不起来 1 项').waitFor();
    const [first, second] = [page.getByTestId('finding-1'), page.getByTestId('finding-2')];
    expect(await first.textContent()).toContain('与事实不符');
    expect(await first.textContent()).toContain('多 0.5万元');
    expect(await second.textContent()).toContain('加不起来');
    expect(await second.textContent()).toContain('88 + 52 = 140');
    await first.getByRole('button').click();
    await drawer(page, '筹集资金').getByText('来自 6 条记录').waitFor();
  }, 120_000);

  it('are a town’s own for its clerk', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town/figures?from=2020-01-01' });
    await page.getByTestId('shown-funds.raised').waitFor();
    expect(await shown(page, 'shown-funds.raised')).toBe('54.50');
  }, 120_000);
});
