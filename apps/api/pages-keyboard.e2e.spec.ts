import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { loaded } from '../../libs/testing/accessibility.ts';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { hasFocus, stopsWithoutMark, tabTo, unreachable } from '../../libs/testing/keyboard.ts';
import { until } from '../../libs/testing/until.ts';
import { tellTheStory, TOWN_A } from '../../libs/testing/two-towns-story.ts';

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
  expect(api.errors).toEqual([]);
});

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name }).filter({ visible: true }).first();

describe('with keys only', () => {
  it('a clerk signs in, allocates a fund, and is back where the form was opened', async () => {
    const page = await browser.open(api.url);
    const { keyboard } = page;
    await page.getByLabel('用户名').waitFor();
    if (!(await hasFocus(page.getByLabel('用户名')))) await tabTo(page, page.getByLabel('用户名'));
    await keyboard.type(`town-${TOWN_A}`);
    await tabTo(page, page.getByLabel('密码'));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await loaded(page, '青石沟村老房');
    // The day begins with what is to be done; the forms are one page further.
    await tabTo(page, page.getByRole('navigation', { name: '本镇各页' }).getByRole('link', { name: '总览' }));
    await keyboard.press('Enter');
    await page.waitForURL('**/town');
    await loaded(page, '青石沟村老房');

    const opener = button(page, '安排资金');
    await tabTo(page, opener);
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await until(() => hasFocus(dialog));
    await tabTo(page, dialog.getByLabel('阵地'));
    await keyboard.type('老房');
    await page.locator('.ant-select-item-option-active', { hasText: '青石沟村老房' }).waitFor();
    await keyboard.press('Enter');
    await tabTo(page, dialog.getByRole('radio', { name: '上级' }));
    await keyboard.press('Space');
    await tabTo(page, dialog.getByLabel('资金来源'));
    await keyboard.type('省级财政');
    await tabTo(page, dialog.getByLabel('金额（元）'));
    await keyboard.type('12345.67');
    await tabTo(page, dialog.getByLabel('文号或凭证号'));
    await keyboard.type('青财〔2026〕9号');
    // The focus stays in the form, all around.
    await tabTo(page, dialog.getByLabel('金额（元）'));
    await keyboard.press('Enter');
    await page.getByText('安排 1.23 万元').first().waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await until(() => hasFocus(opener));
    expect(browser.thrown).toEqual([]);
  });

  it('a form that is left by Escape gives the focus back', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town' });
    await loaded(page, '青石沟村老房');
    for (const name of ['规划阵地', '登记培训']) {
      await tabTo(page, button(page, name));
      await page.keyboard.press('Enter');
      await until(() => hasFocus(page.getByRole('dialog')));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await until(() => hasFocus(button(page, name)));
    }
    expect(browser.thrown).toEqual([]);
  });

  it('the first key leads past the header, and a table is ordered', async () => {
    const page = await browser.signIn(api.url, `county-${QINGHE.code}`, { path: '/county' });
    await loaded(page, '各镇情况');
    await page.keyboard.press('Tab');
    expect(await hasFocus(page.getByRole('link', { name: '跳到主要内容' }))).toBe(true);
    await page.keyboard.press('Enter');
    await until(() => hasFocus(page.getByRole('main')));
    const header = page.getByRole('columnheader', { name: /^安排资金/ });
    await tabTo(page, header);
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort="descending"]', { hasText: '安排资金' }).waitFor();
    const towns = page.locator('tr[data-testid^="town-row"]');
    expect(await towns.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-testid')))).toEqual([
      'town-row-990101100',
      'town-row-990101101',
    ]);
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort="ascending"]', { hasText: '安排资金' }).waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('a line of a list that is taken away leaves the focus at the next one, and after the last at a new one', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town/figures' });
    await loaded(page, '核对填报的数');
    const remove = (line: number) => button(page, `去掉第 ${line} 项`);
    for (let lines = 1; lines < 3; lines += 1) await button(page, '再加一项').click();
    await remove(2).focus();
    await page.keyboard.press('Enter');
    await remove(3).waitFor({ state: 'detached' });
    expect(await hasFocus(remove(2))).toBe(true);
    await page.keyboard.press('Enter');
    await remove(1).waitFor({ state: 'detached' });
    expect(await hasFocus(button(page, '再加一项'))).toBe(true);
  });

  it('the same where a standard is written', async () => {
    const reviewer = await api.someone('county-reviewer', QINGHE.code);
    const { username } = (await reviewer.get('/api/v1/me')).body;
    const page = await browser.signIn(api.url, username, { path: '/county/standards/new' });
    await loaded(page, '预警阈值');
    const remove = (line: number) => button(page, `功能室：删除第 ${line} 项`);
    const rooms = await page.getByRole('button', { name: /^功能室：删除第 \d+ 项$/ }).count();
    await remove(1).focus();
    await page.keyboard.press('Enter');
    await remove(rooms).waitFor({ state: 'detached' });
    expect(await hasFocus(remove(1))).toBe(true);
    await remove(rooms - 1).focus();
    await page.keyboard.press('Enter');
    await remove(rooms - 1).waitFor({ state: 'detached' });
    expect(await hasFocus(button(page, '功能室：增加一项'))).toBe(true);
    expect(browser.thrown).toEqual([]);
  });

  it.each([
    ['town-leader', TOWN_A, '/town', '青石沟村老房'],
    ['town-leader', TOWN_A, '/town/board', '待验收'],
    ['town-leader', TOWN_A, '/accounts', '最近登录'],
    ['county-reviewer', QINGHE.code, '/county', '各镇情况'],
    ['auditor', QINGHE.code, '/audit', '完成'],
    ['county-administrator', QINGHE.code, '/tenants', '柳林镇'],
  ] as const)(
    'all that a %s of %s can click at %s is reached, and shows that it is',
    async (role, code, path, shows) => {
      const { username } = (await (await api.someone(role, code)).get('/api/v1/me')).body;
      const page = await browser.signIn(api.url, username, { path });
      await loaded(page, shows);
      expect(await unreachable(page)).toEqual([]);
      expect(await stopsWithoutMark(page)).toEqual([]);
      expect(browser.thrown).toEqual([]);
    },
    120_000,
  );
});
