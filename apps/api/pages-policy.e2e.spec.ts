import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, comesTrue, showsFigure, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { tellTheStory, TOWN_A } from '../../libs/testing/two-towns-story.ts';
import { until } from '../../libs/testing/until.ts';

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  await tellTheStory(api);
});
// One for each test: what it has found to be against the policy stays found.
beforeEach(async () => {
  browser = await aBrowser();
});
afterEach(() => browser.close());
afterAll(() => api.close());

describe('the content security policy', () => {
  it('lets the pages do all that they do', async () => {
    const county = await browser.signIn(api.url, `county-${QINGHE.code}`);
    await showsFigure(county, 'funds', '64.50');
    const chart = county.getByRole('img', { name: /^资金层级构成/ });
    // The chart's own box, and the drawer that stops the page from scrolling.
    await chart.locator('path[fill="#2f4b66"]').first().hover();
    await chart.getByText('41.01').first().waitFor();
    await chart.locator('path[fill="#7fa6c4"]').first().click();
    await county
      .getByRole('dialog')
      .getByText(/来自 \d+ 条记录/)
      .waitFor();

    const clerk = await browser.signIn(api.url, `town-${TOWN_A}`, { path: '/town' });
    await clerk.getByRole('main').getByRole('button', { name: '登记培训', exact: true }).first().click();
    await clerk.getByRole('dialog').getByLabel('村', { exact: true }).click();
    await clerk.locator('.ant-select-item-option').first().click();
    await clerk
      .getByRole('dialog')
      .getByRole('button', { name: /提\s*交/ })
      .click();
    await clerk.getByRole('dialog').locator('.ant-form-item-explain-error').first().waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('lets the description of the API be read', async () => {
    const docs = await browser.open(`${api.url}/api/docs`);
    const route = docs.getByText('/api/v1/towns/{townCode}/commands/allocate-funds').first();
    await docs.locator('.opblock').first().waitFor();
    // What is far below the window is not drawn yet.
    await until(async () => {
      await docs.mouse.wheel(0, 700);
      return route.isVisible();
    });
    await route.click();
    await docs.getByText('Idempotency-Key').first().waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('lets nothing in that somebody else put into a page, and the tests notice', async () => {
    const page = await browser.open(api.url);
    await page.getByLabel('用户名').waitFor();
    await page.evaluate(`
      const inline = document.createElement('script');
      inline.textContent = 'window.injected = true';
      document.body.append(inline);
      const image = document.createElement('div');
      image.innerHTML = '<img src="/nothing" onerror="window.injected = true">';
      document.body.append(image);
    `);
    const elsewhere = `fetch('http://localhost:1/').then(() => 'sent', () => 'refused')`;
    expect(await page.evaluate(elsewhere)).toBe('refused');
    expect(await page.evaluate('window.injected === undefined')).toBe(true);
    const found = browser.thrown.map(({ message }) => message).join('\n');
    expect(found).toContain("script-src 'self'");
    expect(found).toContain("connect-src 'self'");
  });

  it('lets no page of ours stand in a frame', async () => {
    const page = await browser.open(`${api.url}/healthz`);
    await page.evaluate(`
      const frame = document.createElement('iframe');
      frame.src = '/';
      document.body.append(frame);
    `);
    await comesTrue(page, "document.querySelector('iframe')?.contentDocument === null");
  });
});
