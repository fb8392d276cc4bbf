import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aBrowser, type TestBrowser } from '../../libs/testing/browser.ts';
import { anApiWithIssuer, type ApiWithIssuer } from '../../libs/testing/issuers/api-with-issuer.ts';
import { PlainBrowser } from '../../libs/testing/issuers/plain-browser.ts';
import { until } from '../../libs/testing/until.ts';

const county = { code: '990101', name: '青禾县', towns: [{ code: '990101100', name: '城关镇' }] };
const rules = [
  { claim: 'groups', equals: 'analysts', roles: ['county-analyst' as const], division: county.code },
];
const people = { analyst: { groups: ['analysts'] }, guest: { groups: [] } };

let api: ApiWithIssuer;
let browser: TestBrowser;

beforeAll(async () => {
  api = await anApiWithIssuer([county], { rules, people });
  browser = await aBrowser();
});
afterAll(async () => {
  await browser.close();
  await api.close();
});

/** From the sign-in page to the issuer's. */
async function goToIssuer(): Promise<Page> {
  const page = await browser.open(api.url);
  await page.getByRole('link', { name: '通过县统一身份认证登录' }).click();
  return page;
}

/** On the issuer's page, which is of another site. */
async function signInThere(page: Page, name: string): Promise<void> {
  await page.getByLabel('工号').fill(name);
  await page.getByRole('button', { name: '确认' }).click();
}

describe('the sign-in page', () => {
  afterEach(() => expect(browser.thrown).toEqual([]));

  it('leads to the issuer, and from there to the own start page; a reload stays signed in', async () => {
    const page = await goToIssuer();
    await page.waitForURL(`${api.provider.url}/**`);
    await signInThere(page, 'analyst');
    await page.waitForURL(`${api.url}/county`);
    await page.getByText('青禾县').first().waitFor();
    await page.reload();
    await page.getByTestId('signed-in-user').waitFor();
    expect(await page.getByTestId('signed-in-user').textContent()).toContain('analyst@localhost');
  });

  it('says why when nobody was let in, and under which number the log knows more', async () => {
    const page = await goToIssuer();
    await signInThere(page, 'guest');
    await page.getByText('您的身份已核实，但还没有开通本系统的角色，请联系管理员。').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    const id = new URL(page.url()).searchParams.get('id')!;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await page.getByText(id).waitFor();
  });

  it('says so when whoever it is did not want to', async () => {
    const page = await goToIssuer();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByText('您在统一身份认证中取消了登录').waitFor();
  });

  it('still takes a password while the issuer is away, and says that it is', async () => {
    await api.provider.stop();
    const isKnown = async () => {
      const { location } = await new PlainBrowser().open(`${api.url}/api/v1/sign-in/oidc`);
      return location!.searchParams.get('problem') === 'sign-in.issuer-unavailable';
    };
    await until(isKnown);
    const page = await goToIssuer();
    await page.getByText('暂时连不上统一身份认证').waitFor();
    await page.getByLabel('用户名').waitFor();
    await api.provider.start();
  });
});
