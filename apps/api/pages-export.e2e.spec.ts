import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, comesTrue, PHONE, type TestBrowser } from '../../libs/testing/browser.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { PNG } from '../../libs/testing/files.ts';
import { exported, type Spreadsheet } from '../../libs/testing/spreadsheet.ts';
import { upload } from '../../libs/testing/uploads.ts';

const TOWN = '990101100';
const county = {
  code: '990101',
  name: '青禾县',
  towns: [
    { code: TOWN, name: '城关镇' },
    { code: '990101101', name: '柳林镇' },
  ],
};
// Enough for a file of more than 160 kB, which a library may want to zip elsewhere than on the page.
const manyTowns = {
  code: '990102',
  name: '千镇县',
  towns: Array.from({ length: 900 }, (_, index) => ({
    code: `990102${String(index + 100)}`,
    name: `第${String(index)}镇`,
  })),
};
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

let api: TestApi;
let browser: TestBrowser;
let position: number;

beforeAll(async () => {
  api = await startApi([county, manyTowns]);
  const clerk = await api.clerk(TOWN);
  for (const [number, name] of [
    ['201', '柳湾村𬒈'],
    ['202', '石桥村'],
    ['203', '红柳村'],
  ] as const) {
    const village = { occurredOn: today, code: `${TOWN}${number}`, name };
    position = await clerk.record(TOWN, 'register-village', village);
  }
  const { body } = await clerk.townView(TOWN, 'village-cards', { atLeast: position });
  const villageOf = (name: string): string =>
    body.data.find((village: { name: string }) => village.name === name).villageId;
  for (const [venueName, village, amountFen] of [
    ['=1+1活动中心', '柳湾村𬒈', 30_000_012],
    ['阅览室', '石桥村', 1_250_000_000],
    ['柳编活动室', '红柳村', 500],
  ] as const) {
    position = await plan(venueName, villageOf(village), amountFen);
  }
  await clerk.townView(TOWN, 'venue-cards', { atLeast: position });
  browser = await aBrowser();
}, 240_000);

afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});

/** Plans a venue and gives money to it; the position of the latter. */
async function plan(venueName: string, villageId: string, amountFen: number): Promise<number> {
  const clerk = await api.clerk(TOWN);
  const venueId = randomUUID();
  const year = Number(today.slice(0, 4));
  const planned = { ...exampleCommands['plan-venue'], occurredOn: today, targetOn: today, year };
  await clerk.record(TOWN, 'plan-venue', { ...planned, venueId, villageId, venueName });
  return clerk.record(TOWN, 'allocate-funds', {
    ...exampleCommands['allocate-funds'],
    ...{ occurredOn: today, allocationId: randomUUID(), venueId, amountFen },
  });
}

const tableRows = (page: Page) => page.locator('tbody tr.ant-table-row').filter({ visible: true });
const texts = ({ rows }: Spreadsheet, title: string) => rows.map((row) => row[title]?.text);

describe('a list leaves as an Excel file', () => {
  it('with the rows that are found, in the order of the page, as numbers and dates', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: '/town' });
    await page.getByRole('searchbox', { name: '按名称查找' }).filter({ visible: true }).fill('柳');
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 2");
    await page.getByRole('columnheader', { name: /安排资金/ }).click();
    const shown = await tableRows(page).allInnerTexts();
    expect(shown.map((row) => row.split('\n')[0])).toEqual(['=1+1活动中心', '柳编活动室']);

    const file = await exported(page, '导出 Excel：阵地');
    expect(file.name).toBe(`城关镇-阵地-${today}.xlsx`);
    expect(file.sheets).toEqual(['阵地', '说明']);
    expect(file.rows).toHaveLength(2);
    const [first, second] = file.rows;
    expect(first).toMatchObject({
      // Text, and nothing that a spreadsheet would compute.
      阵地: { type: 's', value: '=1+1活动中心' },
      村: { type: 's', value: '柳湾村𬒈' },
      状态: { type: 's', value: '已规划' },
      '计划面积（㎡）': { type: 'n', value: 300, text: '300.00' },
      '预算（万元）': { type: 'n', value: 60, text: '60.00' },
      '安排资金（万元）': { type: 'n', value: 30.000012, text: '30.00' },
      '上级（万元）': { type: 'n', value: 30.000012 },
      '镇级（万元）': { type: 'n', value: 0, text: '0.00' },
      计划完成: { type: 'd', text: today },
    });
    expect(first).not.toHaveProperty('建成日期');
    expect(second!['安排资金（万元）']).toMatchObject({ type: 'n', value: 0.0005, text: '0.00' });
    expect(file.xml).toContain('state="frozen"');
    expect(file.xml).not.toContain('<f>');
    expect(file.about).toMatchObject({
      列表: '阵地',
      所属: '城关镇',
      数据截至: today,
      条数: '2',
      按名称查找: '柳',
      排序: '安排资金 / 预算（万元），从大到小',
      [`数据位置（${TOWN}）`]: String(position),
      导出人: `town-${TOWN}`,
    });
    expect(browser.thrown).toEqual([]);
  });

  it('with rates as shares of one, beside the counts that they come from', async () => {
    const page = await browser.signIn(api.url, `county-${county.code}`, { path: '/county' });
    await page.getByTestId(`town-row-${TOWN}`).waitFor();
    const file = await exported(page, '导出 Excel：各镇情况');
    expect(file.name).toBe(`青禾县-各镇情况-${today}.xlsx`);
    expect(texts(file, '镇')).toEqual(['城关镇', '柳林镇']);
    expect(file.rows[0]).toMatchObject({
      // A code is no number.
      代码: { type: 's', value: TOWN },
      村数: { type: 'n', value: 3 },
      已覆盖: { type: 'n', value: 0 },
      覆盖率: { type: 'n', value: 0, text: '0.0%' },
      // 30,000,012 + 1,250,000,000 + 500 fen
      '安排资金（万元）': { type: 'n', value: 1280.000512, text: '1,280.00' },
    });
    // Nothing to divide by.
    expect(file.rows[1]).not.toHaveProperty('覆盖率');
    expect(file.about['条件']).toBe('全部，未筛选');
    expect(browser.thrown).toEqual([]);
  });

  it('with the events behind a figure, which sum up to it', async () => {
    const page = await browser.signIn(api.url, `county-${county.code}`, { path: '/county' });
    await page
      .getByRole('button', { name: /安排资金：查看来源/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('来自 3 条记录').waitFor();
    const file = await exported(page, /^导出 Excel：安排资金的来源/);
    expect(file.rows).toHaveLength(3);
    const changes = file.rows.map((row) => row['变化（万元）']!.value as number);
    expect(changes.reduce((sum, change) => sum + change)).toBeCloseTo(1280.000512, 6);
    expect(texts(file, '事项')).toEqual(['安排资金', '安排资金', '安排资金']);
    expect(file.rows[0]!['内容']!.text).toContain('文号 青财〔2024〕12号');
    expect(new Set(texts(file, '村'))).toEqual(new Set(['柳湾村𬒈', '石桥村', '红柳村']));
    expect(browser.thrown).toEqual([]);
  });

  it('with the table behind a chart, of the town that the page is about', async () => {
    const page = await browser.signIn(api.url, `county-${county.code}`, { path: `/county/towns/${TOWN}` });
    const tile = page.locator('.tile', { has: page.getByRole('heading', { name: '资金层级构成（万元）' }) });
    await tile.getByText('表格', { exact: true }).click();
    const file = await exported(page, '导出 Excel：资金层级构成（万元）');
    expect(file.name).toBe(`城关镇-资金层级构成（万元）-${today}.xlsx`);
    expect(file.about).toMatchObject({ 所属: '城关镇', [`数据位置（${TOWN}）`]: String(position) });
    expect(
      file.rows.map((row) => [row['层级']!.value, row['金额（万元）']!.value, row['占比']!.text]),
    ).toEqual([
      ['上级', 1280.000512, '100.0%'],
      ['镇级', 0, '0.0%'],
      ['村级', 0, '0.0%'],
    ]);
  });

  it('never without an entry in the audit log', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: '/town' });
    await tableRows(page).first().waitFor();
    await page.route('**/me/exports', (route) => route.abort());
    await page.getByRole('button', { name: '导出 Excel：阵地' }).click();
    await page.getByText('没有导出成功：连不上服务器').waitFor();
    await page.unroute('**/me/exports');
    await page.getByRole('combobox', { name: '状态' }).click();
    await page.locator('.ant-select-item-option[title="已规划"]').click();
    await exported(page, '导出 Excel：阵地');

    const auditor = await api.someone('auditor', county.code);
    const { body } = await auditor.get(
      `/api/v1/counties/${county.code}/audit?action=export&actor=town-${TOWN}&limit=1`,
    );
    expect(body.data[0]).toMatchObject({
      ...{ action: 'export', outcome: 'done', username: `town-${TOWN}`, target: '阵地.xlsx' },
      details: { place: '城关镇', rows: 3, asOf: today, filters: '状态' },
    });
  });

  it('and so does a file of a project that is saved, not its small picture', async () => {
    const clerk = await api.clerk(TOWN);
    const { body: village } = await clerk.townView(TOWN, 'village-cards');
    const venueId = randomUUID();
    const plan = { ...exampleCommands['plan-venue'], targetOn: today, year: Number(today.slice(0, 4)) };
    const { body: file } = await upload(clerk, TOWN, PNG, { name: '选址照片.png' });
    for (const [command, body] of [
      ['plan-venue', { ...plan, villageId: village.data[0].villageId }],
      ['start-project', exampleCommands['start-project']],
      ['select-site', { ...exampleCommands['select-site'], attachments: [file] }],
    ] as const)
      await clerk.record(TOWN, command, { ...body, venueId, occurredOn: today });

    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: `/town/projects/${venueId}` });
    await page.getByRole('img', { name: '选址照片.png的缩略图' }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载选址照片.png' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('选址照片.png');
    const auditor = await api.someone('auditor', county.code);
    const { body } = await auditor.get(`/api/v1/counties/${county.code}/audit?action=export&town=${TOWN}`);
    const entries = (body.data as { target: string }[]).filter(({ target }) => target === file.sha256);
    expect(entries).toMatchObject([{ username: `town-${TOWN}`, outcome: 'done', details: { town: TOWN } }]);
  });

  it('from a phone, and of a village all its records', async () => {
    const page = await browser.signIn(api.url, `town-${TOWN}`, { path: '/town', viewport: PHONE });
    await page.getByText('村（3）', { exact: true }).click();
    const villages = await exported(page, '导出 Excel：村');
    expect(texts(villages, '村')).toEqual(['柳湾村𬒈', '石桥村', '红柳村']);
    await page.getByRole('link', { name: '石桥村' }).filter({ visible: true }).first().click();
    const records = await exported(page, '导出 Excel：全部记录');
    expect(records.name).toBe(`石桥村-全部记录-${today}.xlsx`);
    expect(texts(records, '事项')).toEqual(['安排资金', '规划阵地', '登记村']);
    expect(records.rows.every((row) => /^[0-9a-f]{64}$/.test(row['校验值']!.text))).toBe(true);
    expect(browser.thrown).toEqual([]);
  });

  it('also when it is long, all pages of it', async () => {
    const operator = await (await api.someone('operator', 'platform')).get('/api/v1/me');
    const page = await browser.signIn(api.url, operator.body.username, { path: '/tenants' });
    await tableRows(page).first().waitFor();
    const file = await exported(page, '导出 Excel：县和乡镇');
    expect(file.name).toBe(`平台-县和乡镇-${today}.xlsx`);
    expect(file.xml.length).toBeGreaterThan(160_000);
    const codes = texts(file, '代码');
    expect(codes).toHaveLength(2 + 2 + 900);
    expect(new Set(codes).size).toBe(904);
    expect(browser.thrown).toEqual([]);
  });
});
