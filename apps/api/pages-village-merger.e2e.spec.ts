import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seriousFaults } from '../../libs/testing/accessibility.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, PHONE, type TestBrowser } from '../../libs/testing/browser.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands, NEIGHBOUR, VILLAGE } from '../../libs/testing/example-commands.ts';
import { choose, fill, pickDate, record } from '../../libs/testing/page-forms.ts';

const TOWN = '990101100';

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([QINGHE]);
  const clerk = await api.clerk(TOWN);
  const village = exampleCommands['register-village'];
  const { villageId, ...old } = { ...exampleCommands['register-venue'], villageId: VILLAGE.id };
  await clerk.record(TOWN, 'register-village', village);
  await clerk.record(TOWN, 'register-village', { ...village, code: NEIGHBOUR.code, name: NEIGHBOUR.name });
  const venue = { ...old, villageId, origin: 'existing', name: '青石沟村老活动室', areaDm2: 8_000 };
  const position = await clerk.record(TOWN, 'register-venue', venue);
  await clerk.townView(TOWN, 'venue-cards', { atLeast: position });
  await clerk.townView(TOWN, 'village-cards', { atLeast: position });
  browser = await aBrowser();
});
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

describe('the page of a village', () => {
  it('merges it into another one, says so on both pages, and shows its venue on that of its heir', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: `/town/villages/${VILLAGE.id}` });
    await record(
      page,
      '并入他村',
      async () => {
        await choose(page, '并入哪个村', NEIGHBOUR.name);
        await fill(page, '批准文号', '青政复〔2024〕6号');
        await pickDate(page, '日期', '2024-06-01');
      },
      '已登记村的合并',
    );
    await page.getByText('已于 2024-06-01 并入').waitFor();
    expect(await page.getByRole('button', { name: '并入他村' }).count()).toBe(0);
    const event = page.getByRole('listitem').filter({ hasText: '村并入他村' });
    await event.getByText(NEIGHBOUR.name, { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);

    await page.getByRole('link', { name: NEIGHBOUR.name }).first().click();
    await page.getByText('由以下村并入').waitFor();
    await page.getByText('（2024-06-01 并入）').waitFor();
    await page.getByText('并来的村的阵地').waitFor();
    await page.getByText('青石沟村老活动室').first().waitFor();
    await page.getByRole('listitem').filter({ hasText: '他村并入' }).first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(browser.thrown).toEqual([]);
  });

  it('is marked in the list of villages, which counts those that stand', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: '/town' });
    await page.getByRole('tab', { name: '村（1）' }).click();
    await page.getByText(`已并入${NEIGHBOUR.name}`).first().waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('of the day before knows of no merger', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, {
      path: `/town/villages/${VILLAGE.id}?asOf=2024-05-31`,
    });
    await page.getByRole('heading', { name: VILLAGE.name }).first().waitFor();
    await page.getByRole('heading', { name: '全部记录' }).waitFor();
    expect(await page.getByText('并入', { exact: false }).filter({ visible: true }).count()).toBe(0);
  });
});
