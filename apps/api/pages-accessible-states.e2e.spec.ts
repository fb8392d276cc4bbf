import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { faultsOnScreens, goOn, loaded } from '../../libs/testing/accessibility.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, type TestBrowser } from '../../libs/testing/browser.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { A1, tellTheStory, TOWN_A } from '../../libs/testing/two-towns-story.ts';
import type { Role } from '../../libs/tenancy/index.ts';

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI]);
  await tellTheStory(api);
  browser = await aBrowser();
});
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

async function signIn(role: Role, code: string, path: string): Promise<Page> {
  const { username } = (await (await api.someone(role, code)).get('/api/v1/me')).body;
  return browser.signIn(api.url, username, { path });
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first();

/** What was found wrong in each of several states of a page. */
class Found {
  private readonly faults: Record<string, string[]> = {};

  async in(state: string, page: Page): Promise<void> {
    const found = await faultsOnScreens(page);
    if (found.length > 0) this.faults[state] = found;
  }

  isNothing(): void {
    expect(this.faults).toEqual({});
    expect(browser.thrown).toEqual([]);
  }
}

describe('what opens over a page', () => {
  it('each form of a clerk, empty and refused', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town' });
    await loaded(page, '青石沟村老房');
    const found = new Found();
    for (const form of ['规划阵地', '安排资金', '登记培训', '取消项目']) {
      await button(page, new RegExp(`^${form}`)).click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await found.in(`${form}, empty`, page);
      await dialog.getByRole('button', { name: /提\s*交/ }).click();
      await dialog.locator('.ant-form-item-explain-error').first().waitFor();
      await found.in(`${form}, refused`, page);
      await dialog.getByRole('button', { name: /取\s*消/ }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    found.isNothing();
  }, 240_000);

  it('a list of choices and a calendar', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town' });
    await loaded(page, '青石沟村老房');
    const found = new Found();
    await page.getByRole('combobox', { name: '状态' }).click();
    await page.locator('.ant-select-item-option').first().waitFor();
    await found.in('choices', page);
    await page.keyboard.press('Escape');
    await page.getByLabel('截至').click();
    await page.locator('.ant-picker-panel').first().waitFor();
    await found.in('calendar', page);
    found.isNothing();
  });

  it('persons and officers', async () => {
    const page = await signIn('town-leader', TOWN_A, `/town/villages/${A1.id}`);
    await loaded(page, '全部记录');
    const found = new Found();
    await button(page, '人员调整').click();
    await page.getByRole('dialog').waitFor();
    await found.in('a change of officers', page);
    await button(page, '名单里没有？登记新人员').click();
    await page.getByRole('dialog').filter({ hasText: '姓名' }).waitFor();
    await found.in('a new person', page);
    found.isNothing();
  });

  it('an account, its initial password, and the first sign-in with it', async () => {
    const page = await signIn('town-leader', TOWN_A, '/accounts');
    await loaded(page, '最近登录');
    const found = new Found();
    await button(page, '新建账户').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名', { exact: true }).fill('newcomer');
    await dialog.getByRole('checkbox', { name: /^镇级经办人/ }).check();
    await found.in('a new account', page);
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    const password = page.getByTestId('initial-password');
    await password.waitFor();
    await found.in('an initial password', page);
    const first = await browser.open(api.url);
    await first.getByLabel('用户名').waitFor();
    await found.in('the sign-in', first);
    await first.getByLabel('用户名').fill('newcomer');
    await first.getByLabel('密码').fill('not this one');
    await first.locator('button[type="submit"]').click();
    await first.getByText('用户名或密码不正确').waitFor();
    await found.in('a refused sign-in', first);
    await first.getByLabel('密码').fill((await password.innerText()).trim());
    await first.locator('button[type="submit"]').click();
    await first.getByRole('heading', { level: 1 }).getByText('密码').waitFor();
    await found.in('a password to be changed', first);
    found.isNothing();
  }, 180_000);

  it('where a figure comes from, of an overview and of a row', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, {
      path: `/county/towns/${TOWN_A}`,
    });
    await loaded(page, '青石沟村老房');
    const found = new Found();
    await button(page, /^\S+ 万元 安排资金：查看来源/).click();
    await page.getByRole('dialog').getByText('条记录').waitFor();
    await found.in('a figure', page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await button(page, /青石沟村 · 安排资金：查看来源/).click();
    await page.getByRole('dialog').getByText('按录入先后').waitFor();
    await found.in('a row', page);
    found.isNothing();
  });

  it('a ranking that is published and withdrawn', async () => {
    const page = await signIn('county-reviewer', QINGHE.code, '/rankings');
    const found = new Found();
    await button(page, '公布 覆盖率').click();
    await page.locator('.ant-popconfirm').waitFor();
    await found.in('asked whether to publish', page);
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /^公\s*布$/ })
      .click();
    await button(page, '撤回 覆盖率').click();
    await page.getByRole('dialog').getByLabel('撤回原因').waitFor();
    await found.in('asked why to withdraw', page);
    found.isNothing();
  });
});

describe('what a page shows in the place of its content', () => {
  it('the tables behind its charts', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, { path: '/county' });
    await loaded(page, '各镇情况');
    const labels = await page
      .locator('.chart')
      .evaluateAll((charts) =>
        charts.map((chart) => `${chart.getAttribute('role')} ${chart.getAttribute('aria-label')}`),
      );
    expect(labels).toHaveLength(7);
    for (const label of labels) expect(label).toMatch(/^img .+，图表。切换到“表格”可读取全部数据。$/);
    for (const choice of await page.getByText('表格', { exact: true }).all()) await choice.click();
    await page.getByRole('table', { name: '资金来源（万元）' }).waitFor();
    expect(await page.locator('.figure-table').count()).toBe(labels.length);
    const found = new Found();
    await found.in('tables', page);
    found.isNothing();
  });

  it('a day that is over, and one on which there was nothing', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, { path: '/county?asOf=2023-12-31' });
    await loaded(page, '截至 2023-12-31 的数据');
    await loaded(page, '各镇情况');
    const found = new Found();
    await found.in('a past day', page);
    await goOn(page, '/county?asOf=2020-01-01', '到这一天还没有数据');
    await found.in('a day before all data', page);
    await goOn(page, '/county?asOf=nonsense', '地址中的日期无效');
    await found.in('no day', page);
    found.isNothing();
  });

  it('nothing yet, nothing found, nothing there, nothing for this reader', async () => {
    const found = new Found();
    const county = await browser.signIn(api.url, `county-${BAISHUI.code}`, { path: '/county' });
    await loaded(county, '本县还没有数据');
    await found.in('a county without data', county);
    const [town] = BAISHUI.towns;
    const clerk = await browser.signIn(api.url, `town-${town!.code}`, { path: '/town' });
    await loaded(clerk, '本镇还没有规划阵地');
    await found.in('a town without data', clerk);
    await goOn(clerk, '/rankings', '县里还没有公布排名');
    await found.in('no rankings', clerk);
    await goOn(clerk, '/nowhere', '没有这个页面');
    await found.in('no page', clerk);
    await goOn(clerk, '/county', '没有权限查看此页');
    await found.in('no permission', clerk);
    const auditor = await signIn('auditor', QINGHE.code, '/audit?actor=nobody-of-here');
    await loaded(auditor, '没有符合条件的记录');
    await found.in('nothing found', auditor);
    found.isNothing();
  }, 180_000);

  it('data that did not load', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, { path: '/account' });
    await loaded(page, '最近使用');
    await page.route('**/views/**', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"title":"忙","status":503}',
      }),
    );
    await page.getByRole('link', { name: '全县' }).first().click();
    await loaded(page, '数据没有加载成功');
    const found = new Found();
    await found.in('an error', page);
    found.isNothing();
  });

  it('the same in English', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, { path: '/county' });
    await loaded(page, '各镇情况');
    await page.getByRole('button', { name: /English/ }).click();
    await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
    const found = new Found();
    await found.in('English', page);
    found.isNothing();
  });
});
