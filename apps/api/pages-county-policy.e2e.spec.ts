import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { seriousFaults } from '../../libs/testing/accessibility.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, type TestBrowser } from '../../libs/testing/browser.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { A1, tellTheStory, TOWN_A, V2 } from '../../libs/testing/two-towns-story.ts';

let api: TestApi;
let browser: TestBrowser;
let reviewer: ApiClient;
let username: string;

beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  await tellTheStory(api);
  reviewer = await api.someone('county-reviewer', QINGHE.code);
  username = (await reviewer.get('/api/v1/me')).body.username;
  browser = await aBrowser();
}, 120_000);
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

const policy = async () => (await reviewer.get(`/api/v1/counties/${QINGHE.code}/views/policy`)).body.data;
const signIn = (path: string, name = username) => browser.signIn(api.url, name, { path });
const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name }).first();
const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name }).filter({ visible: true }).first();
/** Picks an entry of a list by typing a part of it. */
async function pick(page: Page, list: Locator, part: string): Promise<void> {
  await list.click();
  await list.fill(part);
  await page.locator('.ant-select-item-option-active', { hasText: part }).waitFor();
  await page.keyboard.press('Enter');
}

describe('the construction standard', () => {
  it('of a county that has published none is the shipped one, and says so', async () => {
    const someone = await api.someone('county-administrator', BAISHUI.code);
    const page = await signIn('/county/standards', (await someone.get('/api/v1/me')).body.username);
    await page.getByText(/本县还没有发布过标准/).waitFor();
    const row = page.getByRole('row', { name: /第 0 版（系统默认）/ });
    await row.getByText('施行中').waitFor();
    await page.getByRole('heading', { name: '默认建设标准（第 0 版）' }).waitFor();
    await page.getByText('2,500.00 元/㎡').waitFor();
  }, 120_000);

  it('is changed, looked at in its consequences, published, and in force', async () => {
    const page = await signIn('/county/standards');
    await button(page, '制定新版本').click();
    await page.getByLabel('文号').fill('青组发〔2026〕9号');
    await page.getByLabel('造价上限').fill('1999.99');
    await page.getByLabel('资金闲置').fill('60');
    await button(page, '功能室：增加一项').click();
    await page.getByLabel('功能室，第 9 项：名称').fill('党员电教室');
    await page.getByLabel('资金闲置').fill('0');
    await button(page, '预览变化').click();
    await page.getByText('请输入 1 至 3650 的整数').waitFor();
    await page.getByLabel('资金闲置').fill('60');
    await button(page, '预览变化').click();

    const changes = section(page, '与第 1 版的不同');
    const line = (name: string) => changes.getByRole('row', { name });
    await line('造价上限').waitFor();
    expect(await line('造价上限').getByRole('cell').allInnerTexts()).toEqual([
      '2,500.00 元/㎡',
      '1,999.99 元/㎡',
    ]);
    expect(await line('资金闲置').getByRole('cell').allInnerTexts()).toEqual(['90 天', '60 天']);
    expect(await line('功能室（item-1）').getByRole('cell').allInnerTexts()).toEqual(['—', '党员电教室']);
    // 600,000 yuan for 300 m²: the only project that is neither complete nor cancelled.
    const above = page.getByTestId('preview-aboveCeiling');
    await above.getByRole('heading', { name: /（1）/ }).waitFor();
    await above.getByRole('link', { name: '青石沟村老房' }).waitFor();
    await page.getByTestId('preview-belowArea').getByText('没有').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect((await policy()).standards).toHaveLength(2);

    await button(page, '发布第 2 版').click();
    await page.getByRole('tooltip').getByRole('button', { name: '发布第 2 版' }).click();
    await page
      .getByRole('row', { name: /^第 2 版/ })
      .getByText('施行中')
      .waitFor();
    await page
      .getByRole('row', { name: /^第 2 版/ })
      .getByText('青组发〔2026〕9号')
      .waitFor();
    await page.getByText('1,999.99 元/㎡').waitFor();
    const { standardInForce, standards } = await policy();
    expect(standardInForce).toBe(2);
    expect(standards.at(-1)).toMatchObject({
      unitCostCeilingFen: 199_999,
      minAreaDm2: standards.at(-2).minAreaDm2,
      thresholds: { ...standards.at(-2).thresholds, idleMoneyDays: 60 },
    });
    expect(standards.at(-1).rooms.at(-1)).toEqual({ key: 'item-1', name: '党员电教室' });
    expect(browser.thrown).toEqual([]);
  }, 180_000);
});

describe('a year’s targets', () => {
  it('are typed into the table of the towns, and only what was changed is sent', async () => {
    const page = await signIn('/county/targets');
    const row = (town: string) => page.getByRole('row', { name: new RegExp(town) });
    await row('城关镇').getByText('未下达').waitFor();
    await button(page, '编辑目标').click();
    await page.getByLabel('城关镇，竣工数').fill('3');
    await page.getByLabel('城关镇，资金目标（元）').fill('120万');
    await button(page, /^保\s*存$/).click();
    await page.getByText('请输入数字，最多两位小数').waitFor();
    await page.getByLabel('城关镇，资金目标（元）').fill('1,200,000');
    await button(page, /^保\s*存$/).click();
    await row('城关镇').getByText('120.00').waitFor();
    await row('柳林镇').getByText('未下达').waitFor();
    const year = Number(new Date().toISOString().slice(0, 4));
    expect((await policy()).targets).toEqual([
      { townCode: TOWN_A, year, venues: 3, amountFen: 120_000_000, campaign: null },
    ]);
    expect(browser.thrown).toEqual([]);
  }, 120_000);
});

describe('a period', () => {
  const year = String(Number(new Date().toISOString().slice(0, 4)) - 1);
  const late = { ...exampleCommands['hold-training'], villageId: A1.id, occurredOn: `${year}-03-31` };
  const record = async (startTime: string) => {
    const clerk = await api.clerk(TOWN_A);
    const body = { ...late, startTime, trainingId: undefined, venueId: undefined };
    return (await clerk.command(TOWN_A, 'hold-training', body)).body.code;
  };

  it('is closed to the towns, and opened for one of them by an exception', async () => {
    expect(await record('08:00')).toBeUndefined();
    const page = await signIn('/county/periods');
    await button(page, /^关账$/).click();
    const dialog = page.getByRole('dialog');
    await pick(page, dialog.getByLabel('期间'), `${year} 年第 1 季度`);
    await dialog.getByLabel('原因').fill('季度报表已汇总');
    await button(dialog, /提\s*交/).click();
    const closed = section(page, '已关账的期间');
    await closed.getByRole('row', { name: new RegExp(`${year} 年第 1 季度.*季度报表已汇总`) }).waitFor();
    expect(await record('09:00')).toBe('period.closed-by-county');

    await button(page, '批准补登').click();
    await pick(page, dialog.getByLabel('镇', { exact: true }), '城关镇');
    await pick(page, dialog.getByLabel('期间'), `${year} 年 3 月`);
    await dialog.getByLabel('有效期至').fill('2099-12-31');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('原因').fill('漏报一场培训');
    await button(dialog, /提\s*交/).click();
    const exceptions = section(page, '补登例外');
    const row = exceptions.getByRole('row', { name: new RegExp(`城关镇.*${year} 年 3 月`) });
    await row.getByText('有效').waitFor();
    expect(await record('10:00')).toBeUndefined();
    expect(browser.thrown).toEqual([]);
  }, 120_000);
});

describe('alerts of the county', () => {
  it('are narrowed to a town and a severity, and lead to the project', async () => {
    const page = await signIn('/county/alerts');
    await pick(page, page.getByRole('combobox', { name: '镇' }), '城关镇');
    await page.waitForURL(`**/county/alerts?town=${TOWN_A}`);
    await page.getByRole('combobox', { name: '级别' }).click();
    await page.locator('.ant-select-item-option', { hasText: '告急' }).click();
    const row = page.getByRole('row', { name: /告急.*逾期未完成.*青石沟村老房/ });
    await row.getByRole('link', { name: '青石沟村老房' }).click();
    await page.waitForURL(`**/county/towns/${TOWN_A}/projects/${V2}`);
    expect(browser.thrown).toEqual([]);
  }, 120_000);
});
