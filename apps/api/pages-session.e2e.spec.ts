import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { PASSWORD, startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, comesTrue, fillSignIn, type TestBrowser } from '../../libs/testing/browser.ts';
import type { Role } from '../../libs/tenancy/index.ts';

const TOWN = '990101100';
const county = { code: '990101', name: '青禾县', towns: [{ code: TOWN, name: '城关镇' }] };
const CLERK = `town-${TOWN}`;
const ANALYST = `county-${county.code}`;

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([county]);
  browser = await aBrowser();
});

afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});

const signIn = async (username = CLERK): Promise<Page> => {
  const page = await browser.signIn(api.url, username);
  await page.getByTestId('signed-in-user').waitFor();
  return page;
};

/** The user name of somebody new of a role. */
async function newcomer(role: Role, code: string): Promise<string> {
  const { body } = await (await api.someone(role, code)).get('/api/v1/me');
  return body.username;
}

/** Another tab of the same browser. */
async function anotherTab(page: Page, path = ''): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(`${api.url}${path}`);
  return tab;
}

/** How often the pages of a browser renew their token from now on. */
function countRenewals(page: Page): () => number {
  let renewals = 0;
  page.context().on('request', (request) => {
    if (request.url().endsWith('/session/refresh')) renewals += 1;
  });
  return () => renewals;
}

describe('the session of a page', () => {
  it('outlives a reload, and no script can read what it lives by', async () => {
    const page = await signIn();
    await page.reload();
    await page.getByText('城关镇待办').first().waitFor();
    const readable = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    // What a signed token begins with.
    expect(await page.evaluate(readable)).not.toContain('eyJ');
    expect(await page.evaluate('document.cookie')).toBe('');
    const cookies = await page.context().cookies(`${api.url}/api/v1/session`);
    expect(cookies.find(({ name }) => name === 'zhendi_session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/api/v1/session',
    });
  });

  it('goes on after a token that the server no longer takes, without a word', async () => {
    const page = await browser.signIn(api.url, CLERK, { path: '/account' });
    await page.getByText('登录的设备').waitFor();
    const renewals = countRenewals(page);
    const seen = new Set<string>();
    await page.route('**/views/**', async (route) => {
      const isFirst = !seen.has(route.request().url());
      seen.add(route.request().url());
      // The first try of each read brings a token that nobody knows.
      await route.continue({
        headers: { ...route.request().headers(), ...(isFirst && { authorization: 'Bearer stale' }) },
      });
    });
    await page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name: '工作台' }).click();
    await page.getByText('本镇还没有规划阵地').waitFor();
    await page.getByTestId('figure-planned').waitFor();
    expect(seen.size).toBe(3);
    expect(renewals()).toBe(1);
  });

  it('takes the live signal up again with a new token', async () => {
    const page = await browser.signIn(api.url, ANALYST, { path: '/account' });
    await page.getByText('登录的设备').waitFor();
    const renewals = countRenewals(page);
    let streams = 0;
    await page.route('**/live', async (route) => {
      streams += 1;
      const stale = { ...route.request().headers(), authorization: 'Bearer stale' };
      await route.continue(streams === 1 ? { headers: stale } : {});
    });
    await page.getByRole('link', { name: '阵地' }).first().click();
    await page.locator('[data-testid="live-state"]', { hasText: '实时' }).waitFor();
    expect(streams).toBe(2);
    expect(renewals()).toBe(1);
  });

  it('is renewed before its token ends, and every tab goes on', async () => {
    const page = await browser.open('about:blank');
    await page.context().clock.install();
    await page.goto(api.url);
    await fillSignIn(page, CLERK, PASSWORD);
    await page.getByTestId('signed-in-user').waitFor();
    const tab = await anotherTab(page);
    await tab.getByTestId('signed-in-user').waitFor();
    const renewals = countRenewals(page);
    const renewed = page
      .context()
      .waitForEvent('response', (response) => response.url().endsWith('/session/refresh'));
    await page.context().clock.fastForward('09:00');
    expect((await renewed).status()).toBe(200);
    await tab.getByRole('link', { name: '我的账户' }).click();
    await tab.getByText('登录的设备').waitFor();
    await page.getByRole('link', { name: '我的账户' }).click();
    await page.getByText('登录的设备').waitFor();
    // Once for all tabs, or once a tab where they could not hear of each other in time: the server bears it.
    expect([1, 2]).toContain(renewals());
  });

  it('ends at the server and in every tab when one of them signs out', async () => {
    const page = await signIn();
    const tab = await anotherTab(page, '/account');
    await tab.getByText('登录的设备').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('已退出登录').waitFor();
    await tab.getByText('已退出登录').waitFor();
    await tab.goto(`${api.url}/town`);
    await tab.getByLabel('密码').waitFor();
    expect(await page.context().cookies(`${api.url}/api/v1/session`)).toEqual([]);
  });

  it('follows in every tab when somebody else signs in', async () => {
    const page = await signIn();
    const tab = await anotherTab(page, '/account');
    await tab.getByText('登录的设备').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('已退出登录').waitFor();
    await fillSignIn(page, ANALYST, PASSWORD);
    await page.waitForURL('**/county');
    await tab.getByTestId('signed-in-user').getByText(ANALYST).waitFor();
    expect(browser.thrown).toEqual([]);
  });
});

describe('the sign-in page', () => {
  it('leads back to where one was', async () => {
    const page = await browser.signIn(api.url, CLERK, { path: '/account' });
    await page.getByText('登录的设备').waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
  });

  it('says when to try again after too many failures', async () => {
    const page = await browser.open(api.url);
    for (let failures = 0; failures < 5; failures += 1) {
      const answered = page.waitForResponse('**/api/v1/sign-in');
      await fillSignIn(page, 'nobody-at-all', 'not the password');
      await answered;
    }
    await page.getByText('用户名或密码不正确').waitFor();
    await fillSignIn(page, 'nobody-at-all', 'not the password');
    await page.getByText('尝试次数过多').waitFor();
    await page.getByText(/请在 \d\d:\d\d:\d\d 之后再试/).waitFor();
  });

  it.each([
    ['sign-in.no-role', '还没有开通本系统的角色'],
    ['something-new', '请把问题编号告诉管理员'],
  ])('says why the issuer sent one back: %s', async (code, sentence) => {
    const page = await browser.open(`${api.url}/sign-in?problem=${code}&id=abc-123`);
    await page.getByText(sentence).waitFor();
    await page.getByText('abc-123').waitFor();
  });
});

describe('the own account', () => {
  it('asks for a code once the second factor is on, and a wrong one is said to be wrong', async () => {
    const username = await newcomer('county-reviewer', county.code);
    const page = await signIn(username);
    await page.goto(`${api.url}/account`);
    await page.getByRole('button', { name: '开启二次验证' }).click();
    await page.getByRole('img', { name: '二次验证密钥的二维码' }).waitFor();
    const secret = (await page.locator('.second-factor-secret code').innerText()).replaceAll(/\s/g, '');
    const totp = new TOTP({ secret });
    await page.getByLabel('验证码').fill('000000');
    await page.getByRole('button', { name: '确认开启' }).click();
    await page.locator('.ant-form-item-explain', { hasText: '验证码不正确' }).waitFor();
    await page.getByLabel('验证码').fill(totp.generate());
    await page.getByRole('button', { name: '确认开启' }).click();
    await page.getByText('已开启。登录时需要').waitFor();

    await page.getByRole('button', { name: '退出登录' }).click();
    await fillSignIn(page, username, PASSWORD);
    await page.getByText('请输入身份验证器上的 6 位验证码').waitFor();
    await page.getByLabel('验证码').fill('000000');
    await page.getByRole('button', { name: /^登\s*录$/ }).click();
    await page.getByText('验证码不正确或已经用过').waitFor();
    // The code of now was used to switch it on: each is good once.
    await page.getByLabel('验证码').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    await page.getByRole('button', { name: /^登\s*录$/ }).click();
    await page.waitForURL('**/county');

    await page.goto(`${api.url}/account`);
    await page.getByRole('button', { name: '关闭二次验证' }).click();
    await page.locator('#second-factor-removal_password').fill(PASSWORD);
    await page.getByRole('button', { name: '关闭二次验证' }).click();
    await page.getByRole('button', { name: '开启二次验证' }).waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('changes its password, says at the field what is wrong with the new one, and ends the other sessions', async () => {
    const username = await newcomer('town-clerk', TOWN);
    const elsewhere = await signIn(username);
    const page = await signIn(username);
    await page.goto(`${api.url}/account`);
    const change = async (current: string, next: string) => {
      await page.getByLabel('当前密码').fill(current);
      await page.getByLabel('新密码', { exact: true }).fill(next);
      await page.getByLabel('再输入一次新密码').fill(next);
      await page.getByRole('button', { name: '修改密码' }).click();
    };
    const saysAt = (id: string, text: string | RegExp) =>
      page
        .locator('.ant-form-item', { has: page.locator(`#${id}`) })
        .getByText(text)
        .waitFor();
    await change(PASSWORD, 'woaini1314520');
    await saysAt('password_next', '太常见');
    await change('not the password', 'eleven blue herons');
    await saysAt('password_current', '密码不正确');
    await change(PASSWORD, 'eleven blue herons');
    await page.getByText('密码已修改').waitFor();

    await elsewhere.reload();
    await elsewhere.getByLabel('用户名').waitFor();
    await fillSignIn(elsewhere, username, 'eleven blue herons');
    await elsewhere.waitForURL('**/town/to-do');
    expect(browser.thrown).toEqual([]);
  });

  it('shows where it is signed in, and signs out there or everywhere', async () => {
    const username = await newcomer('town-clerk', TOWN);
    const elsewhere = await signIn(username);
    const page = await signIn(username);
    await page.goto(`${api.url}/account`);
    const rows = page.locator('.rows > .row');
    await rows.filter({ hasText: '本机' }).waitFor();
    const before = await rows.count();
    await rows.filter({ hasNotText: '本机' }).first().getByRole('button').click();
    await comesTrue(page, `document.querySelectorAll('.rows > .row').length === ${before - 1}`);
    await page.getByRole('button', { name: '全部退出' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '全部退出' }).click();
    await page.getByText('已退出登录').waitFor();
    await elsewhere.reload();
    await elsewhere.getByLabel('用户名').waitFor();
  });
});
