import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHUNK_BYTES } from '../../libs/attachments/index.ts';
import { namedId, villageIdOf } from '../../libs/features/shared/streams.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { aBrowser, showsFigure, type TestBrowser } from '../../libs/testing/browser.ts';
import { PNG } from '../../libs/testing/files.ts';
import { LIGHT_STANDARD } from '../../libs/testing/light-standard.ts';
import { attach, downloadOf } from '../../libs/testing/page-files.ts';
import { choose, fill, pick, pickDate, record, send } from '../../libs/testing/page-forms.ts';
import { wayToCompletion } from '../../libs/testing/way-to-completion.ts';

const TOWN = '990101100';
const county = { code: '990101', name: '青禾县', towns: [{ code: TOWN, name: '城关镇' }] };
const VILLAGE = villageIdOf(`${TOWN}201`);
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
/** One full round of 三上三下 and one vote: new buildings; the rest is complete at once. */
const STANDARD = {
  ...LIGHT_STANDARD,
  procedures: {
    ...LIGHT_STANDARD.procedures,
    new: { reviewRounds: 1, decisionSteps: ['villagers-resolution'], site: true, securedPct: 50 },
  },
};

let api: TestApi;
let browser: TestBrowser;
let clerk: ApiClient;
let villageClerk: string;
let townLeader: string;

beforeAll(async () => {
  api = await startApi([county]);
  const reviewer = await api.someone('county-reviewer', county.code);
  await reviewer.recordOfCounty(county.code, 'publish-standard', {
    ...STANDARD,
    occurredOn: '2020-01-01',
    from: '2020-01-01',
    documentNo: '青组发〔2020〕1号',
  });
  clerk = await api.clerk(TOWN);
  const village = { occurredOn: '2024-01-02', code: `${TOWN}201`, name: '柳湾村' };
  await clerk.record(TOWN, 'register-village', village);
  const { status } = await clerk.post(`/api/v1/towns/${TOWN}/persons`, {
    name: '王建国',
    phone: '13812341234',
  });
  expect(status).toBe(201);
  const own = await api.someone('village-clerk', TOWN, VILLAGE);
  villageClerk = (await own.get('/api/v1/me')).body.username;
  const ofTown = await api.someone('town-leader', TOWN);
  townLeader = (await ofTown.get('/api/v1/me')).body.username;
  browser = await aBrowser();
});
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
  expect(api.errors).toEqual([]);
});

const signIn = (username: string, path?: string) =>
  browser.signIn(api.url, username, { ...(path && { path }) });

type Step = readonly [page: Page, step: string, fillIn?: () => Promise<void>];

async function take(steps: readonly Step[]): Promise<void> {
  let last: Page | undefined;
  for (const [page, step, fillIn] of steps) {
    // Each reads anew what the other has recorded.
    if (page !== last) await page.reload();
    last = page;
    await record(page, step, fillIn ?? (() => Promise.resolve()), `已登记：${step}`);
  }
}

const vote = async (page: Page) => {
  await fill(page, '应到（人）', '30');
  await fill(page, '实到（人）', '26');
  await fill(page, '赞成（票）', '25');
};

/** A picture that comes in three chunks. */
const photo = {
  ...{ name: '竣工现场.png', mimeType: 'image/png' },
  buffer: Buffer.concat([PNG, Buffer.alloc(CHUNK_BYTES * 2.5, 'zhendi ')]),
};

/** A day that is no date of the story. */
const later = (years: number) => `${Number(today.slice(0, 4)) + years}-12-31`;

describe('a venue', () => {
  it('comes from a village’s need to its opening day, step by step on its page', async () => {
    const analyst = await signIn(`county-${county.code}`);
    await analyst.locator('[data-testid="live-state"]', { hasText: '实时' }).waitFor();
    const village = await signIn(villageClerk, `/town/villages/${VILLAGE}`);
    const needed = async () => {
      await pick(village, 'C 级 局部危房');
      await fill(village, '面积（㎡）', '80');
      await fill(village, '估算（元）', '500000');
    };
    await record(village, '评估需求', needed, '已登记需求评估');
    await village.waitForURL('**/town/projects/*');
    await village.getByRole('heading', { name: '各阶段清单' }).waitFor();

    const town = await signIn(`town-${TOWN}`, new URL(village.url()).pathname);
    const planned = async () => {
      // The estimate of the need is the budget to begin with.
      expect(await town.getByLabel('预算（元）', { exact: true }).inputValue()).toBe('500000.00');
      await fill(town, '阵地名称', '柳湾村党群服务中心');
      await pick(town, '新建');
      await fill(town, '建设理由', '原有房屋为局部危房');
      await pickDate(town, '计划完成日期', later(0));
      await fill(town, '计划面积（㎡）', '300');
      await fill(town, '上级（元）', '500000');
    };
    const leader = await signIn(townLeader, new URL(village.url()).pathname);
    await record(town, '规划阵地', planned, '已规划“柳湾村党群服务中心”');

    await take([
      [town, '启动项目', () => fill(town, '文号', '镇政发〔2026〕7号')],
      [
        town,
        '确定选址',
        async () => {
          await fill(town, '纬度', '30.5');
          await fill(town, '经度', '104.5');
          await fill(town, '文号', '青自然资〔2026〕8号');
        },
      ],
      [
        village,
        '登记四议决策',
        async () => {
          await choose(village, '议事步骤', '村民代表会议决议');
          await vote(village);
          await fill(village, '文号', '柳湾村议〔2026〕1号');
        },
      ],
      [
        town,
        '提交设计方案',
        async () => {
          await fill(town, '面积（㎡）', '300');
          await fill(town, '概算（元）', '490000');
        },
      ],
      [
        town,
        '登记上审结果',
        async () => {
          await pick(town, '镇级');
          await pick(town, '通过');
        },
      ],
      [village, '登记下议结果', () => vote(village)],
      [town, '方案定稿'],
      [
        town,
        '调整预算',
        async () => {
          await fill(town, '调整后预算（元）', '520000');
          await vote(town);
          await fill(town, '理由', '材料价格上涨');
          await fill(town, '文号', '柳湾村议〔2026〕2号');
        },
      ],
    ]);

    const allocated = async () => {
      await pick(town, '上级');
      await fill(town, '资金来源', '省级财政');
      await town.keyboard.press('Escape');
      await fill(town, '金额（元）', '400000');
      await fill(town, '文号或凭证号', '青财〔2026〕1号');
    };
    await record(town, '安排资金', allocated, '安排 40.00 万元');

    await take([
      [
        town,
        '登记到账',
        async () => {
          await choose(town, '资金', '省级财政');
          await fill(town, '金额（元）', '300000');
          await fill(town, '凭证号', '收2026-017');
        },
      ],
      [
        town,
        '登记开工',
        async () => {
          await pickDate(town, '合同竣工日期', later(0));
          await fill(town, '施工单位', '宏远建筑公司');
          await fill(town, '合同价（元）', '498000');
        },
      ],
      [
        town,
        '登记支付',
        async () => {
          await choose(town, '资金', '省级财政');
          await fill(town, '收款单位', '宏远建筑公司');
          await fill(town, '金额（元）', '100000');
          await pick(town, '预付款');
          await fill(town, '凭证号', '付2026-031');
        },
      ],
      [
        town,
        '冲销资金',
        async () => {
          await pick(town, '支付');
          await choose(town, '冲销哪一笔', '10.00 万元');
          await fill(town, '金额（元）', '10000');
          await fill(town, '理由', '重复支付');
        },
      ],
      [town, '暂停项目', () => fill(town, '理由', '连续降雨')],
      [town, '恢复项目', () => fill(town, '理由', '天气转好')],
      [
        town,
        '登记合同变更',
        async () => {
          await fill(town, '金额（元）', '-8000');
          await fill(town, '理由', '减少围墙');
          await fill(town, '文号', '青建变〔2026〕1号');
        },
      ],
      [
        village,
        '报告进度',
        async () => {
          await fill(village, '形象进度（%）', '100');
          await fill(village, '说明', '全部完工');
          await attach(village, photo);
        },
      ],
      [
        town,
        '登记验收',
        async () => {
          await fill(town, '验收人数', '3');
          await pick(town, '是');
          await town.getByRole('dialog').getByRole('button', { name: '增加一项' }).click();
          await fill(town, '发现的缺陷，第 1 项', '屋面渗水');
        },
      ],
    ]);
    // What stands against a step is said before anybody tries it.
    await town.getByRole('button', { name: /其他步骤/ }).click();
    await town.getByText('须先整改的缺陷“屋面渗水”还没有整改').first().waitFor();

    await take([
      [
        village,
        '登记整改',
        async () => {
          await choose(village, '缺陷', '屋面渗水');
          await fill(village, '说明', '屋面重做防水');
        },
      ],
      [
        town,
        '登记竣工',
        async () => {
          await fill(town, '建成面积（㎡）', '301.25');
          await fill(town, '决算（元）', '490000');
          await pick(town, '高标准');
        },
      ],
      [
        village,
        '登记环境工程',
        async () => {
          await pick(village, '硬化');
          await fill(village, '数量', '320');
          await pick(village, '平方米');
        },
      ],
      [town, '项目结算', () => fill(town, '审定金额（元）', '290000')],
      [
        town,
        '登记阵地',
        async () => {
          await fill(town, '办公室', '2');
          await pick(town, '党员之家');
          await pick(town, 'A 级 完好');
        },
      ],
      [town, '登记房屋鉴定', () => pick(town, 'B 级 基本完好')],
      [
        town,
        '评估“六有”',
        async () => {
          for (const { name } of STANDARD.sixHaves) await pick(town, '有', name);
        },
      ],
      ...['管理使用', '维护维修', '安全防范'].map((duty): Step => [
        town,
        '落实责任人',
        async () => {
          await pick(town, duty);
          await choose(town, '责任人', '王建国');
        },
      ]),
      [town, '阵地启用'],
      [
        leader,
        '认定称号',
        async () => {
          await pick(leader, '亮点工程');
          await pick(leader, '镇级');
          await pick(leader, '授予');
          await pickDate(leader, '有效期至', later(2));
          await fill(leader, '文号', '青镇〔2026〕31号');
        },
      ],
    ]);

    await town.reload();
    await town.getByText(`${today} 启用`).first().waitFor();
    await town.getByText('镇级亮点工程', { exact: false }).first().waitFor();
    // 300,000 yuan arrived, 290,000 were audited.
    await town.getByLabel('合同与结算').getByText('1.00 万元').waitFor();
    expect(await town.locator('.check-open').count()).toBe(0);
    await town.getByRole('listitem').filter({ hasText: photo.name }).getByText('报告进度').waitFor();
    expect((await downloadOf(town, photo.name)).equals(photo.buffer)).toBe(true);
    // Who answers for it is nobody's to read who may not see people.
    await showsFigure(analyst, 'completed', '1');
    await analyst.goto(`${api.url}/county/towns/${TOWN}${townPath(town)}`);
    await analyst.getByText('镇级亮点工程', { exact: false }).first().waitFor();
    expect(await analyst.getByText('王建国').count()).toBe(0);
    expect(await analyst.getByRole('button', { name: '更正', exact: true }).count()).toBe(0);
    expect(browser.thrown).toEqual([]);
  }, 400_000);
});

const townPath = (page: Page) => new URL(page.url()).pathname.replace('/town', '');

const ids = (name: string) => ({ venueId: namedId(name), villageId: VILLAGE });
const planOf = (name: string, buildType: 'new' | 'equip') => ({
  occurredOn: '2024-01-10',
  ...ids(name),
  venueName: name,
  year: 2024,
  buildType,
  reason: '面积不足',
  plannedAreaDm2: 30_000,
  budgetFen: 60_000_000,
  fundingPlan: { higherFen: 60_000_000, townFen: 0, villageFen: 0 },
  targetOn: '2024-12-20',
});

describe('a design that is sent back', () => {
  it('goes through its round again in a newer version, and the villagers discuss that one', async () => {
    const plan = planOf('柳湾村东片活动室', 'new');
    const { venueId } = plan;
    await clerk.record(TOWN, 'plan-venue', plan);
    const started = { occurredOn: '2024-01-15', venueId };
    await clerk.record(TOWN, 'start-project', { ...started, documentNo: '镇政发〔2024〕7号' });
    const design = { ...started, areaDm2: 30_000, estimateFen: 58_000_000 };
    await clerk.record(TOWN, 'submit-design', { ...design, occurredOn: '2024-01-20' });

    const page = await signIn(`town-${TOWN}`, `/town/projects/${venueId}`);
    const review = page.getByRole('listitem').filter({ hasText: /^第 1 轮上审/ });
    const returned = async () => {
      await pick(page, '县级');
      await pick(page, '退回');
      await fill(page, '审查意见', '消防通道宽度不够');
    };
    await record(page, '登记上审结果', returned, '已登记：登记上审结果');
    await review.getByText('未完成').waitFor();
    await page.getByText('消防通道宽度不够').waitFor();
    // Until there is a newer version there is nothing to review, nor to discuss.
    await page.getByRole('button', { name: '提交设计方案', exact: true }).waitFor();
    await page.getByRole('button', { name: /其他步骤/ }).click();
    const blocked = (step: string) =>
      page.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${step}`) });
    await blocked('登记上审结果').getByText('退回').first().waitFor();
    await blocked('登记下议结果').first().waitFor();
    for (const step of ['登记上审结果', '登记下议结果'])
      expect(await page.getByRole('button', { name: step, exact: true }).count()).toBe(0);

    const again = async () => {
      await fill(page, '面积（㎡）', '300');
      await fill(page, '概算（元）', '585000');
      await fill(page, '说明', '加宽消防通道');
    };
    await record(page, '提交设计方案', again, '已登记：提交设计方案');
    const passed = async () => {
      await pick(page, '县级');
      await pick(page, '通过');
    };
    await record(page, '登记上审结果', passed, '已登记：登记上审结果');
    await review.getByText(today).waitFor();
    await record(page, '登记下议结果', () => vote(page), '已登记：登记下议结果');
    await page
      .getByRole('listitem')
      .filter({ hasText: /^第 1 轮下议/ })
      .getByText(today)
      .waitFor();

    const { body } = await clerk.get(`/api/v1/towns/${TOWN}/events?venueId=${venueId}&type=DesignReviewed`);
    expect(body.data.map(({ data }: { data: object }) => data)).toMatchObject([
      { round: 1, designVersion: 1, outcome: 'returned' },
      { round: 1, designVersion: 2, outcome: 'passed' },
    ]);
    expect(browser.thrown).toEqual([]);
  });
});

describe('a reversal and a correction', () => {
  it('change the county’s figures on a page that is open, and the history shows both values', async () => {
    const plan = planOf('柳湾村西片活动室', 'equip');
    const { venueId } = plan;
    await clerk.record(TOWN, 'plan-venue', plan);
    const money = { occurredOn: '2024-02-01', venueId, tier: 'higher', source: '省级财政', kind: 'cash' };
    await clerk.record(TOWN, 'allocate-funds', {
      ...money,
      amountFen: 30_000_000,
      documentNo: '青财〔2024〕1号',
    });
    const completion = { occurredOn: '2024-06-01', builtAreaDm2: 312_000, finalCostFen: 58_000_000 };
    const way = wayToCompletion(plan, { ...completion, grade: 'standard' }, { standard: LIGHT_STANDARD });
    let position = 0;
    for (const { command, body } of way) position = await clerk.record(TOWN, command, body);
    // What is compared below is of all of it.
    expect((await clerk.townView(TOWN, 'town-summary', { atLeast: position })).status).toBe(200);

    const overview = await signIn(`county-${county.code}`);
    await overview.locator('[data-testid="live-state"]', { hasText: '实时' }).waitFor();
    const before = await overview.getByTestId('figure-funds').textContent();
    const village = await overview.context().newPage();
    await village.goto(`${api.url}/county/towns/${TOWN}/villages/${VILLAGE}`);
    const built = Number((await village.getByTestId('figure-area').textContent())!.replaceAll(',', ''));
    for (const page of [overview, village]) await page.evaluate('window.openedOnce = true');
    const wan = (change: number) => (Number(before) + change).toFixed(2);

    const town = await signIn(`town-${TOWN}`, `/town/projects/${venueId}`);
    const reversed = async () => {
      await pick(town, '安排');
      await choose(town, '冲销哪一笔', '30.00 万元');
      await fill(town, '金额（元）', '50000');
      await fill(town, '理由', '上级收回指标');
    };
    await record(town, '冲销资金', reversed, '已登记：冲销资金');
    await showsFigure(overview, 'funds', wan(-5));

    await town.getByRole('button', { name: '更正安排资金（2024-02-01）' }).click();
    await pick(town, '金额');
    expect(await town.getByLabel('更正为：金额（元）').inputValue()).toBe('300000.00');
    await fill(town, '更正理由', '录入时看错一位');
    await send(town);
    await town.getByText('更正后的值与原值相同').first().waitFor();
    await fill(town, '更正为：金额（元）', '310000');
    await send(town);
    await town.getByText('已更正：金额').first().waitFor();
    await showsFigure(overview, 'funds', wan(-4));

    await town.getByRole('button', { name: '更正阵地竣工（2024-06-01）' }).click();
    await pick(town, '建成面积');
    await fill(town, '更正为：建成面积', '312');
    await fill(town, '更正理由', '小数点错位');
    await send(town);
    await town.getByText('建成 312.00 ㎡').first().waitFor();
    await showsFigure(village, 'area', squareMetres(built - 3_120 + 312));

    // The fact says what it said, and what it was corrected to; so does the correction itself.
    const completed = town
      .getByRole('listitem')
      .filter({ has: town.getByRole('heading', { name: '阵地竣工' }) });
    await completed.getByText('3,120.00 ㎡', { exact: true }).waitFor();
    await completed.getByText(`${today} 更正建成面积：3,120.00 ㎡ → 312.00 ㎡`).waitFor();
    for (const page of [overview, village]) expect(await page.evaluate('window.openedOnce')).toBe(true);
    expect(browser.thrown).toEqual([]);
  });
});

const squareMetres = (area: number) =>
  new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(area);
