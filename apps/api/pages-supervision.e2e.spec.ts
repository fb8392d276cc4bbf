import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../../libs/testing/accessibility.ts';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import {
  aBrowser,
  comesTrue,
  fillSignIn,
  PHONE,
  SCREEN,
  type TestBrowser,
} from '../../libs/testing/browser.ts';
import { query } from '../../libs/testing/test-database.ts';
import { AuditLog, type Role } from '../../libs/tenancy/index.ts';

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

beforeAll(async () => {
  api = await startApi([county]);
  for (const town of [TOWN, OTHER_TOWN]) {
    const clerk = await api.clerk(town);
    for (const number of ['201', '202', '203']) {
      const village = { occurredOn: today, code: `${town}${number}`, name: `红柳${number}村` };
      await clerk.record(town, 'register-village', village);
    }
  }
  browser = await aBrowser();
});

afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await api.close();
});

/** The user name of somebody new of a role. */
async function newcomer(role: Role, code: string): Promise<string> {
  const { body } = await (await api.someone(role, code)).get('/api/v1/me');
  return body.username;
}

const signIn = async (role: Role, code: string, path: string, viewport = SCREEN): Promise<Page> =>
  browser.signIn(api.url, await newcomer(role, code), { path, viewport });

const rows = (page: Page) => page.locator('tbody tr.ant-table-row');

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator(`.ant-select-item-option[title="${option}"]`).click();
}

describe('an auditor', () => {
  it('finds who was refused, by outcome, person and town, and the address keeps the filter', async () => {
    const stranger = await browser.open(api.url);
    await fillSignIn(stranger, `town-${TOWN}`, 'not the password');
    await stranger.getByText('用户名或密码不正确').waitFor();

    const page = await signIn('auditor', county.code, '/audit');
    await choose(page, '结果', '拒绝');
    await choose(page, '操作', '登录');
    await page.getByRole('searchbox', { name: '用户名' }).fill(`town-${TOWN}`);
    await page.keyboard.press('Enter');
    await choose(page, '镇', '城关镇');
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 1");
    const [row] = await rows(page).allInnerTexts();
    expect(row).toContain('城关镇');
    expect(row).toContain(`town-${TOWN}`);
    expect(row).toContain('拒绝');
    await page.reload();
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 1");
    await page.goto(`${api.url}/audit?actor=nobody-of-here`);
    await page.getByText('没有符合条件的记录').waitFor();
    await page.getByRole('button', { name: '清除条件' }).click();
    await rows(page).first().waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('takes the log along as a file, which is itself in the log', async () => {
    const page = await signIn('auditor', county.code, `/audit?action=sign-in&town=${OTHER_TOWN}`);
    await rows(page).first().waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`青禾县审计日志 ${today}.csv`);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain(`town-${OTHER_TOWN}`);
    expect(file).not.toContain(`town-${TOWN}`);
    await page.goto(`${api.url}/audit?action=export`);
    await rows(page).filter({ hasText: 'audit.csv' }).first().waitFor();
    expect(browser.thrown).toEqual([]);
  });

  it('reads further than one page', async () => {
    const [tenant] = await query<{ id: number }>(
      api.database.ownerUrl,
      'select tenant_id as id from zhendi.tenant where code = $1',
      [county.code],
    );
    const log = api.app.get(AuditLog);
    for (let reader = 0; reader < 60; reader += 1) {
      await log.record({
        ...{ tenantId: tenant!.id, action: 'export', outcome: 'done', username: `reader-${reader}` },
        ...{ actor: null, role: null, address: null, target: null, details: {}, correlationId: null },
      });
    }
    const page = await signIn('auditor', county.code, '/audit?action=export');
    await comesTrue(page, "document.querySelectorAll('tbody tr.ant-table-row').length === 50");
    await page.getByRole('button', { name: '加载更多' }).click();
    await rows(page).filter({ hasText: 'reader-0' }).first().waitFor();
    expect(await rows(page).count()).toBeGreaterThanOrEqual(60);
  });

  it('verifies the chains and is told in words which record was altered', async () => {
    const page = await signIn('auditor', county.code, '/verification');
    await page.getByTestId(`chain-${TOWN}`).getByText('尚未核验').waitFor();
    await page.getByRole('button', { name: '核验城关镇' }).click();
    await page.getByTestId(`chain-${TOWN}`).getByText('完好：第 1 号至第 3 号记录与录入时一致').waitFor();

    await query(
      api.database.ownerUrl,
      // No trigger in the way: what an administrator of the database with all rights could do.
      `begin;
       set local session_replication_role = replica;
       update zhendi.event set data = jsonb_set(data, '{name}', '"改过的村"')
       where position = 2 and tenant_id = (select tenant_id from zhendi.tenant where code = '${OTHER_TOWN}');
       commit`,
    );
    await page.getByRole('button', { name: '全部核验' }).click();
    await page.getByTestId(`chain-${OTHER_TOWN}`).getByText('第 2 号记录被改动过').waitFor();
    await page.getByTestId(`chain-${TOWN}`).getByText('完好').waitFor();
    await page.getByTestId(`chain-${county.code}`).getByText('还没有记录').waitFor();
    expect(browser.thrown).toEqual([]);
  });
});

describe('rankings', () => {
  it('a reviewer publishes one, every town sees its place, and it is gone when it is withdrawn', async () => {
    const reviewer = await signIn('county-reviewer', county.code, '/rankings');
    await reviewer.getByRole('button', { name: '公布 覆盖率' }).click();
    await reviewer
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /^公\s*布$/ })
      .click();
    await reviewer.getByText(`自 ${today} 起公布。`).waitFor();

    const clerk = await signIn('town-clerk', TOWN, '/rankings');
    await clerk.locator('tr.own-town', { hasText: '城关镇' }).waitFor();
    await clerk.locator('tr', { hasText: '柳林镇' }).getByText('0.0%').waitFor();
    expect(await clerk.getByRole('button', { name: /公布|撤回/ }).count()).toBe(0);
    expect(await seriousFaults(clerk)).toEqual([]);

    await reviewer.getByRole('button', { name: '撤回 覆盖率' }).click();
    const dialog = reviewer.getByRole('dialog');
    await dialog.getByLabel('撤回原因').fill('口径有误');
    await dialog.getByRole('button', { name: /^撤\s*回$/ }).click();
    await reviewer.getByRole('button', { name: '公布 覆盖率' }).waitFor();
    await clerk.reload();
    await clerk.getByText('县里还没有公布排名').waitFor();
    expect(browser.thrown).toEqual([]);
  });
});

describe('towns and tenants', () => {
  it('a county’s administrator suspends a town, whose clerk is told so, and resumes it', async () => {
    const page = await signIn('county-administrator', county.code, '/tenants');
    const row = page.locator('tr', { hasText: '城关镇' });
    const take = async (step: string) => {
      await row.getByRole('button', { name: step }).click();
      await page
        .locator('.ant-popconfirm')
        .getByRole('button', { name: new RegExp(`^${step.split('').join('\\s*')}$`) })
        .click();
    };
    await take('暂停');
    await row.getByText('已暂停').waitFor();
    const clerk = await api.clerk(TOWN);
    const village = { occurredOn: today, code: `${TOWN}204`, name: '石桥村' };
    expect((await clerk.command(TOWN, 'register-village', village)).status).toBeGreaterThanOrEqual(400);
    await take('恢复');
    await row.getByText('正常').waitFor();
    expect((await clerk.command(TOWN, 'register-village', village)).status).toBe(201);
    expect(browser.thrown).toEqual([]);
  });

  it('the operator sees all counties and towns, counts and states, and the own audit log', async () => {
    const page = await signIn('operator', 'platform', '/tenants');
    await rows(page).filter({ hasText: '青禾县' }).first().waitFor();
    await rows(page).filter({ hasText: '柳林镇' }).waitFor();
    await page.getByRole('link', { name: '审计日志' }).click();
    await page.getByRole('heading', { name: '平台审计日志' }).waitFor();
    await rows(page).filter({ hasText: '登录' }).first().waitFor();
    expect(await page.getByRole('button', { name: '导出 CSV' }).count()).toBe(0);
    expect(browser.thrown).toEqual([]);
  });
});

describe.each([
  ['a small screen', SCREEN],
  ['a phone', PHONE],
])('on %s', (_, viewport) => {
  it.each<[Role, string, string, string]>([
    ['auditor', county.code, '/audit', '完成'],
    ['auditor', county.code, '/verification', '城关镇'],
    ['county-administrator', county.code, '/tenants', '柳林镇'],
  ])(
    'the page of the %s of %s at %s is usable by everybody and fits',
    async (role, code, path, shown) => {
      const page = await signIn(role, code, path, viewport);
      await page.getByRole('main').getByText(shown).first().waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    },
    120_000,
  );
});
