import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { aBrowser, SCREEN, showsFigure, type TestBrowser } from '../../libs/testing/browser.ts';
import { choose, fill, pick, pickDate, record, send } from '../../libs/testing/page-forms.ts';

const TOWN = '990101100';
const county = { code: '990101', name: '青禾县', towns: [{ code: TOWN, name: '城关镇' }] };
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

let api: TestApi;
let browser: TestBrowser;

beforeAll(async () => {
  api = await startApi([county]);
  const clerk = await api.clerk(TOWN);
  await clerk.record(TOWN, 'register-village', { occurredOn: today, code: `${TOWN}201`, name: '柳湾村𬒈' });
  await clerk.record(TOWN, 'register-village', {
    occurredOn: today,
    code: `${TOWN}202`,
    name: '<b>石桥</b>村',
  });
  browser = await aBrowser();
});

afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});

const signIn = (username: string, path = '', viewport = SCREEN) =>
  browser.signIn(api.url, username, { path, viewport });

describe('a clerk and the county', () => {
  it('a clerk plans and funds a venue and holds a training, and the open county page shows it', async () => {
    const overview = await signIn(`county-${county.code}`);
    await overview.waitForURL('**/county');
    await showsFigure(overview, 'planned', '0');
    await overview.locator('[data-testid="live-state"]', { hasText: '实时' }).waitFor();
    await overview.evaluate('window.openedOnce = true');

    const clerk = await signIn(`town-${TOWN}`, '/town');
    await clerk.waitForURL('**/town');

    const planned = async () => {
      await choose(clerk, '村', '柳湾村');
      await fill(clerk, '阵地名称', '柳湾村党群活动中心');
      await pick(clerk, '新建');
      await fill(clerk, '建设理由', '原有房屋陈旧');
      await pickDate(clerk, '计划完成日期', today);
      await fill(clerk, '计划面积（㎡）', '200.5');
      await fill(clerk, '预算（元）', '500000');
      await fill(clerk, '上级（元）', '300000');
      await fill(clerk, '镇级（元）', '150000');
      await fill(clerk, '村级（元）', '50000');
    };
    await record(clerk, '规划阵地', planned, '已规划“柳湾村党群活动中心”');
    // What was just entered is there at once.
    await clerk
      .getByRole('cell', { name: /柳湾村党群活动中心/ })
      .first()
      .waitFor();
    await showsFigure(overview, 'planned', '1');

    for (const [tier, source, yuan] of [
      ['上级', '省级财政', '300000'],
      ['镇级', '镇级财政', '150000'],
      ['村级', '群众自筹', '50000.01'],
    ] as const) {
      const allocated = async () => {
        await choose(clerk, '阵地', '柳湾村党群活动中心');
        await pick(clerk, tier);
        await fill(clerk, '资金来源', source);
        await clerk.keyboard.press('Escape');
        await fill(clerk, '金额（元）', yuan);
        await fill(clerk, '文号或凭证号', '青财〔2026〕1号');
      };
      const wan = { '300000': '30.00', '150000': '15.00', '50000.01': '5.00' }[yuan];
      await record(clerk, '安排资金', allocated, `安排 ${wan} 万元`);
    }
    await showsFigure(overview, 'funds', '50.00');

    const held = async () => {
      await choose(clerk, '村', '柳湾村');
      await fill(clerk, '培训主题', '果树栽培');
      await choose(clerk, '平台', '农民技术学校');
      await pick(clerk, '专业协会');
      await fill(clerk, '开始时间', '09:00');
      await clerk.keyboard.press('Enter');
      await fill(clerk, '时长（小时）', '2.5');
      await fill(clerk, '党员（人）', '12');
      await fill(clerk, '群众（人）', '30');
    };
    await record(clerk, '登记培训', held, '42 人次');
    await showsFigure(overview, 'trainings', '1');
    await showsFigure(overview, 'people', '42');

    expect(await overview.evaluate('window.openedOnce')).toBe(true);
    expect(browser.thrown).toEqual([]);
  }, 240_000);

  it('a refusal of the server stands at its field', async () => {
    const { body } = await (await api.clerk(TOWN)).townView(TOWN, 'village-cards');
    const { villageId, name } = body.data[1];
    const training = {
      ...{ occurredOn: today, villageId, platform: 2, topic: '养蜂', host: 'school' },
      ...{ startTime: '14:00', hours: 2, members: 3, public: 20 },
    };
    await (await api.clerk(TOWN)).record(TOWN, 'hold-training', training);

    const clerk = await signIn(`town-${TOWN}`, '/town');
    await clerk.getByRole('main').getByRole('button', { name: '登记培训', exact: true }).first().click();
    await choose(clerk, '村', name);
    await fill(clerk, '培训主题', '养蜂');
    await choose(clerk, '平台', '农民技术学校');
    await pick(clerk, '专业协会');
    await fill(clerk, '开始时间', '14:00');
    await clerk.keyboard.press('Enter');
    await fill(clerk, '时长（小时）', '1');
    await fill(clerk, '群众（人）', '30');
    await send(clerk);
    const field = clerk.locator('.ant-form-item', { has: clerk.getByLabel('开始时间', { exact: true }) });
    await field.getByText('已登记过一次培训').waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('names with HTML are text on the page, and rare characters are themselves', async () => {
    const clerk = await signIn(`town-${TOWN}`, '/town');
    await clerk.getByText('村（2）', { exact: true }).click();
    await clerk.getByText('<b>石桥</b>村').first().waitFor();
    await clerk.getByText('柳湾村𬒈').filter({ visible: true }).first().waitFor();
    expect(await clerk.locator('b', { hasText: '石桥' }).count()).toBe(0);
  });

  it('a clerk who opens the county page is told that it is not his', async () => {
    const clerk = await signIn(`town-${TOWN}`);
    await clerk.waitForURL('**/town/to-do');
    await clerk.goto(`${api.url}/county`);
    await clerk.getByText('没有权限查看此页').waitFor();
  });

  it.each([
    ['a phone', { width: 390, height: 844 }],
    ['a small screen', { width: 1366, height: 768 }],
  ])(
    'the pages fit %s without scrolling sideways',
    async (_, viewport) => {
      for (const [username, path, shown] of [
        [`county-${county.code}`, '/county', '资金来源（万元）'],
        [`town-${TOWN}`, '/town', '柳湾村党群活动中心'],
      ] as const) {
        const page = await signIn(username, path, viewport);
        await page.getByRole('main').getByText(shown).first().waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          viewport.width,
        );
      }
    },
    120_000,
  );
});
