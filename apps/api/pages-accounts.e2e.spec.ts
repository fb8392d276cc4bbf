import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { seriousFaults } from '../../libs/testing/accessibility.ts';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, fillSignIn, PHONE, SCREEN, type TestBrowser } from '../../libs/testing/browser.ts';
import type { Role } from '../../libs/tenancy/index.ts';

const TOWN = '990101100';
const OTHER_TOWN = '990101101';
const county = {
  code: '990101',
  name: '青禾县',
  towns: [
    { code: TOWN, name: '城关镇' },
    { code: OTHER_TOWN, name: '柳林镇' },
  ],
};
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

let api: TestApi;
let browser: TestBrowser;
let village: string;
let otherVillage: string;

beforeAll(async () => {
  api = await startApi([county]);
  const clerk = await api.clerk(TOWN);
  for (const [number, name] of [
    ['201', '柳湾村'],
    ['202', '石桥村'],
  ] as const) {
    const position = await clerk.record(TOWN, 'register-village', {
      ...{ occurredOn: today, code: `${TOWN}${number}`, name },
    });
    await clerk.townView(TOWN, 'village-cards', { atLeast: position });
  }
  const { body } = await clerk.townView(TOWN, 'village-cards');
  [village, otherVillage] = body.data.map((card: { villageId: string }) => card.villageId);
  browser = await aBrowser();
});

afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});

/** The user name of somebody new of a role. */
async function newcomer(role: Role, code: string, villageId?: string): Promise<string> {
  const { body } = await (await api.someone(role, code, villageId)).get('/api/v1/me');
  return body.username;
}

const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name });

/** The choice of a role: its name, and what it means. */
const roleChoice = (where: Locator, role: string) =>
  where.getByRole('checkbox', { name: new RegExp(`^${role}`) });

/** Makes an account in the open page and answers its initial password. */
async function create(page: Page, username: string, role: string, villageName?: string): Promise<string> {
  await button(page, '新建账户').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('用户名', { exact: true }).fill(username);
  await roleChoice(drawer, role).check();
  if (villageName !== undefined) {
    await drawer.getByLabel('村', { exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: villageName }).click();
  }
  await button(drawer, /保\s*存/).click();
  const password = await page.getByTestId('initial-password').innerText();
  await button(page, '我已记下').click();
  await page.getByTestId('initial-password').waitFor({ state: 'hidden' });
  return password.trim();
}

/** Signs in with an initial password and changes it. */
async function firstSignIn(username: string, initial: string, own: string): Promise<Page> {
  const page = await browser.open(api.url);
  await fillSignIn(page, username, initial);
  await page.getByText('请先修改初始密码').first().waitFor();
  await page.getByLabel('当前密码').fill(initial);
  await page.getByLabel('新密码', { exact: true }).fill(own);
  await page.getByLabel('再输入一次新密码').fill(own);
  await button(page, '修改密码').click();
  return page;
}

const rowOf = (page: Page, username: string) => page.locator('tr', { hasText: username });

async function confirm(page: Page, action: string): Promise<void> {
  await button(page.locator('.ant-popconfirm'), new RegExp(`^${action.split('').join('\\s*')}$`)).click();
}

describe('a town’s leader', () => {
  it('makes a village clerk, who changes the password and then sees the own village and no other', async () => {
    const leader = await browser.signIn(api.url, await newcomer('town-leader', TOWN));
    await leader.getByRole('link', { name: '账户', exact: true }).click();
    const initial = await create(leader, 'wangfang', '村级经办人', '柳湾村');
    await rowOf(leader, 'wangfang').getByText('村级经办人（柳湾村）').waitFor();
    await rowOf(leader, 'wangfang').getByText('待修改初始密码').waitFor();

    const clerk = await firstSignIn('wangfang', initial, 'four quiet willow bends');
    await clerk.waitForURL(`**/town/villages/${village}`);
    await clerk.getByRole('heading', { name: '柳湾村' }).waitFor();
    await button(clerk, '登记培训').waitFor();
    expect(await clerk.getByRole('button', { name: '规划阵地', exact: true }).count()).toBe(0);
    await clerk.goto(`${api.url}/town/villages/${otherVillage}`);
    await clerk.getByText(/没有权限查看此页|没有这个页面/).waitFor();
    expect(await clerk.getByText('石桥村').count()).toBe(0);
    await clerk.goto(`${api.url}/accounts`);
    await clerk.getByText('没有权限查看此页').waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('disables an account, which is thrown out and cannot come back before it is enabled', async () => {
    const username = await newcomer('town-clerk', TOWN);
    const clerk = await browser.signIn(api.url, username);
    await clerk.waitForURL('**/town/to-do');
    const leader = await browser.signIn(api.url, await newcomer('town-leader', TOWN), { path: '/accounts' });
    await button(rowOf(leader, username), '停用').click();
    await confirm(leader, '停用');
    await rowOf(leader, username).getByText('已停用').waitFor();

    await clerk.reload();
    await fillSignIn(clerk, username, PASSWORD);
    await clerk.getByText('用户名或密码不正确').waitFor();
    await button(rowOf(leader, username), '启用').click();
    await confirm(leader, '启用');
    await rowOf(leader, username).getByText('正常').waitFor();
    await fillSignIn(clerk, username, PASSWORD);
    await clerk.waitForURL('**/town/to-do');
    expect(browser.thrown).toEqual([]);
  });

  it('resets a password, and the old one is good for nothing', async () => {
    const username = await newcomer('town-clerk', TOWN);
    const leader = await browser.signIn(api.url, await newcomer('town-leader', TOWN), { path: '/accounts' });
    await button(rowOf(leader, username), '重置密码').click();
    await confirm(leader, '重置密码');
    const initial = (await leader.getByTestId('initial-password').innerText()).trim();
    const page = await browser.open(api.url);
    await fillSignIn(page, username, PASSWORD);
    await page.getByText('用户名或密码不正确').waitFor();
    await (await firstSignIn(username, initial, 'nine brown river stones')).waitForURL('**/town/to-do');
  });

  it('is told at the field that a user name is taken, and has no say over other leaders', async () => {
    const other = await newcomer('town-leader', TOWN);
    const leader = await browser.signIn(api.url, await newcomer('town-leader', TOWN), { path: '/accounts' });
    await rowOf(leader, other).getByText('由县级管理员管理').waitFor();
    await button(leader, '新建账户').click();
    const drawer = leader.getByRole('dialog');
    await roleChoice(drawer, '镇级经办人').waitFor();
    expect(await roleChoice(drawer, '镇领导').count()).toBe(0);
    await drawer.getByLabel('用户名', { exact: true }).fill(`town-${TOWN}`);
    await roleChoice(drawer, '镇级经办人').check();
    await button(drawer, /保\s*存/).click();
    await drawer.locator('.ant-form-item', { hasText: '用户名' }).getByText('这个用户名已被使用').waitFor();
  });
});

describe('a county’s administrator', () => {
  it('makes the leader of a town and an analyst of the county, and finds accounts by name', async () => {
    const page = await browser.signIn(api.url, await newcomer('county-administrator', county.code), {
      path: '/accounts',
    });
    await page.getByRole('heading', { name: '青禾县账户' }).waitFor();
    await create(page, 'sunli', '县级分析员');
    await rowOf(page, 'sunli').getByText('县级分析员').waitFor();
    await page.getByLabel('账户所属').click();
    await page.locator('.ant-select-item-option', { hasText: '柳林镇' }).click();
    await page.getByRole('heading', { name: '柳林镇账户' }).waitFor();
    const initial = await create(page, 'zhaomin', '镇领导');
    await page.getByRole('searchbox').fill('zhao');
    await rowOf(page, 'zhaomin').waitFor();
    expect(await rowOf(page, `town-${OTHER_TOWN}`).count()).toBe(0);
    const leader = await firstSignIn('zhaomin', initial, 'seven green mountain gates');
    await leader.getByRole('heading', { name: '柳林镇待办' }).waitFor();
    expect(browser.thrown).toEqual([]);
  });
});

describe('every role', () => {
  it.each<[Role, string, () => string, string[]]>([
    ['village-clerk', TOWN, () => `/town/villages/${village}`, ['本村', '排名']],
    ['town-clerk', TOWN, () => '/town/to-do', ['工作台', '排名']],
    ['town-leader', TOWN, () => '/town/to-do', ['工作台', '排名', '账户']],
    ['county-analyst', county.code, () => '/county', ['全县', '排名']],
    ['county-reviewer', county.code, () => '/county', ['全县', '排名']],
    ['county-administrator', county.code, () => '/tenants', ['乡镇', '建设标准', '排名', '账户']],
    ['auditor', county.code, () => '/audit', ['审计日志', '核验']],
    ['operator', 'platform', () => '/tenants', ['县和乡镇', '审计日志']],
  ])(
    '%s starts where the work is, and the navigation names nothing else',
    async (role, code, start, areas) => {
      const username = await newcomer(role, code, role === 'village-clerk' ? village : undefined);
      const page = await browser.signIn(api.url, username);
      await page.waitForURL(`**${start()}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.locator('.header-nav a').allInnerTexts()).toEqual(areas);
      await page.goto(`${api.url}/county/towns/${TOWN}/villages/${randomUUID()}`);
      await page.getByText(/没有权限查看此页|没有这个页面/).waitFor();
      expect(browser.thrown).toEqual([]);
    },
    120_000,
  );
});

describe.each([
  ['a small screen', SCREEN],
  ['a phone', PHONE],
])('on %s', (_, viewport) => {
  it('the pages of people are usable by everybody and fit', async () => {
    const leader = await newcomer('town-leader', TOWN);
    const fits = async (page: Page) => {
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    };
    const entry = await browser.open(api.url, { viewport });
    await entry.getByLabel('密码').waitFor();
    await fits(entry);
    const page = await browser.signIn(api.url, leader, { viewport, path: '/account' });
    await button(page, '开启二次验证').click();
    await page.getByLabel('验证码').waitFor();
    await fits(page);
    await page.getByRole('link', { name: '账户', exact: true }).click();
    await page.getByText(leader).first().waitFor();
    await fits(page);
    await button(page, '新建账户').click();
    await roleChoice(page.getByRole('dialog'), '镇级经办人').waitFor();
    await fits(page);
  });
});
