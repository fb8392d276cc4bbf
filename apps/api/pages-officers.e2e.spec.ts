import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../../libs/testing/accessibility.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, PHONE, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, VILLAGE } from '../../libs/testing/example-commands.ts';

const TOWN = '990101100';
const VILLAGE_PAGE = `/town/villages/${VILLAGE.id}`;
const COUNTY_PAGE = `/county/towns/${TOWN}/villages/${VILLAGE.id}`;

let api: TestApi;
let browser: TestBrowser;
let leader: string;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  const clerk = await api.clerk(TOWN);
  const position = await clerk.record(TOWN, 'register-village', exampleCommands['register-village']);
  await clerk.townView(TOWN, 'village-cards', { atLeast: position });
  const me = (await (await api.someone('town-leader', TOWN)).get('/api/v1/me')).body;
  leader = me.username as string;
  browser = await aBrowser();
});
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

const post = (page: Page) => page.getByTestId('post-party-secretary');
const shows = (page: Page, text: string) => post(page).getByText(text, { exact: true }).waitFor();
const dialog = (page: Page, title: string) => page.getByRole('dialog').filter({ hasText: title });

describe('the officers of a village', () => {
  it('are entered and appointed by a clerk, and show a masked number until it is asked for', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: VILLAGE_PAGE });
    await shows(page, '空缺');
    await post(page).getByRole('button', { name: '人员调整' }).click();
    await page.getByRole('button', { name: '名单里没有？登记新人员' }).click();
    const person = dialog(page, '登记人员');
    await person.getByLabel('姓名').fill('王建国');
    await person.getByLabel('电话').fill('138 1234-123');
    await person.getByRole('button', { name: /保\s*存/ }).click();
    await person.getByText('格式不正确').first().waitFor();
    await person.getByLabel('电话').fill('138 1234-1234');
    await person.getByRole('button', { name: /保\s*存/ }).click();
    await person.waitFor({ state: 'hidden' });
    const change = dialog(page, '人员调整');
    await change.getByText('王建国 138****1234').waitFor();
    await change.getByRole('button', { name: /提\s*交/ }).click();
    await page.getByText('已登记党支部书记调整').first().waitFor();

    await shows(page, '王建国');
    await shows(page, '138****1234');
    expect(await page.content()).not.toContain('13812341234');
    await page.getByRole('button', { name: '显示号码：王建国' }).click();
    await shows(page, '13812341234');
    const event = page.getByRole('listitem').filter({ hasText: '干部调整' });
    await event.getByText('王建国', { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.getByRole('button', { name: '删除资料：王建国' }).count()).toBe(0);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    // Whoever comes back has to ask again.
    await page.reload();
    await shows(page, '138****1234');
    expect(browser.thrown).toEqual([]);
  });

  it('are not on the page of an analyst', async () => {
    const page = await browser.signIn(api.url, 'county-990101', { path: COUNTY_PAGE });
    await page.getByRole('heading', { name: '全部记录' }).waitFor();
    await page.getByText('干部调整').first().waitFor();
    expect(await page.getByText('王建国').count()).toBe(0);
    expect(await page.getByTestId('post-party-secretary').count()).toBe(0);
  });

  it('are erased by a leader for good, and what was recorded says so', async () => {
    const page = await browser.signIn(api.url, leader, { path: VILLAGE_PAGE });
    await page.getByRole('button', { name: '删除资料：王建国' }).click();
    await page.getByRole('button', { name: '永久删除' }).click();
    await shows(page, '已删除');
    expect(await post(page).getByText('138****1234').count()).toBe(0);
    const event = page.getByRole('listitem').filter({ hasText: '干部调整' });
    await event.getByText('已删除', { exact: true }).waitFor();
    expect(await page.getByText('王建国').filter({ visible: true }).count()).toBe(0);
    expect(browser.thrown).toEqual([]);
  });
});
