import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append } from '../../libs/event-store/index.ts';
import { anAppend } from '../../libs/testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { aTownLife } from '../../libs/testing/builders/town-life.builder.ts';
import { query } from '../../libs/testing/test-database.ts';
import { runZhendi } from '../../libs/testing/zhendi-command.ts';

let here: Installation;
let there: Installation;
let home: string;

beforeAll(async () => {
  [here, there] = [await anInstallation(), await anInstallation()];
  home = await mkdtemp(join(tmpdir(), 'zhendi-home-'));
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await rm(home, { recursive: true });
});

const tenant = (installation: Installation, ...args: string[]) =>
  runZhendi(installation.ownerUrl, ['tenant', ...args], '', home);

/** @returns what the command said. */
async function done(installation: Installation, ...args: string[]): Promise<string> {
  const { code, output, errors } = await tenant(installation, ...args);
  if (code !== 0) throw new Error(errors);
  return output.trim();
}

/** What the audit log of the county says that was done, by whom, to which tenant. */
const audited = (installation: Installation, countyCode: string) =>
  query<{ entry: string }>(
    installation.ownerUrl,
    `select concat_ws(' ', action, role, a.username, target) as entry from zhendi.audit_entry a
     join zhendi.tenant t using (tenant_id) where t.code = $1 order by position`,
    [countyCode],
  );

const row = (list: string, code: string) => list.split('\n').find((line) => line.includes(`'${code}'`));

describe('zhendi tenant', () => {
  it('makes a county and towns, renames one, suspends it with its county, and lists them', async () => {
    expect(await done(here, 'create', '990501', '清河县')).toBe('created 990501 清河县');
    await done(here, 'create', '990501100', '青石镇');
    expect(await done(here, 'rename', '990501100', '青石街道', '--from', '2024-01-01')).toBe(
      '990501100 青石镇 is 990501100 青石街道 from 2024-01-01 on',
    );
    await done(here, 'suspend', '990501', '--reason', '整改');
    const list = await done(here, 'list', '--county', '990501');
    expect(row(list, '990501')).toMatch(/'清河县'.*'county'.*'suspended'/);
    expect(row(list, '990501100')).toMatch(/'青石街道'.*'town'.*'suspended'/);
    await done(here, 'resume', '990501');
    expect(row(await done(here, 'list'), '990501100')).toMatch(/'active'/);
    const by = `operator ${userInfo().username}`;
    expect((await audited(here, '990501')).map(({ entry }) => entry)).toEqual([
      `tenant.create ${by} 990501`,
      `tenant.create ${by} 990501100`,
      `tenant.rename ${by} 990501100`,
      `tenant.suspend ${by} 990501`,
      `tenant.resume ${by} 990501`,
    ]);
  }, 180_000);

  it('merges a town into another one, and says so when it is done already', async () => {
    const county = await here.aCounty(2);
    const [from, into] = [`${county.code}100`, `${county.code}101`];
    await append(here.app, anAppend({ tenantId: county.towns[0]!, events: aTownLife(40) }));
    expect(await done(here, 'merge', from, into)).toMatch(
      /^merged \d+ 第1镇 into \d+ 第2镇: villages: [1-9]/,
    );
    expect(await done(here, 'merge', from, into)).toBe(`${from} was merged into ${into} before`);
    expect(row(await done(here, 'list', '--county', county.code), from)).toContain(`'merged into ${into}'`);
    // Who was at the terminal stands in the audit log, which is not kept for good.
    const actors = await query<{ actor: string }>(
      here.ownerUrl,
      `select distinct metadata ->> 'actor' as actor from zhendi.event where metadata ->> 'source' = 'merger'`,
    );
    expect(actors).toEqual([{ actor: 'zhendi tenant merge' }]);
    const by = `operator ${userInfo().username} ${from}`;
    expect((await audited(here, county.code)).map(({ entry }) => entry)).toEqual([
      `tenant.merge ${by}`,
      `tenant.merge ${by}`,
    ]);
  }, 180_000);

  it('moves a town to another installation', async () => {
    const county = await here.aCounty(1);
    const code = `${county.code}100`;
    await append(here.app, anAppend({ tenantId: county.towns[0]!, events: aTownLife(40) }));
    const folder = join(home, 'export');
    const said = await done(here, 'export', code, '--out', folder);
    expect(said).toMatch(/: events: \d+, receipts: 1, attachments: 0, head [0-9a-f]{64}$/);
    const [exported] = await audited(here, county.code);
    expect(exported!.entry).toBe(`export operator ${userInfo().username} ${code}`);
    expect((await tenant(there, 'import', folder)).errors).toContain(`the county ${county.code}`);
    await done(there, 'create', county.code, '某县');
    const imported = await done(there, 'import', folder, '--key', join(folder, 'key.pub.pem'));
    expect(imported).toMatch(
      new RegExp(`^imported ${code} 第1镇: events: \\d+, head [0-9a-f]{64}, signed by `),
    );
    const again = await tenant(there, 'import', folder);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('is here already')]);
  }, 180_000);

  it('tells in a line what is wrong', async () => {
    const wrong = await tenant(here, 'suspend', '12345');
    expect([wrong.code, wrong.errors]).toEqual([2, expect.stringContaining('6 or 9 digits')]);
    const unknown = await tenant(here, 'close', '999999999');
    expect([unknown.code, unknown.errors.trim()]).toEqual([
      1,
      'zhendi: there is no county or town 999999999',
    ]);
    const refused = await tenant(here, 'rename', '990501100', '未来镇', '--from', '2099-01-01');
    expect([refused.code, refused.errors.trim()]).toEqual([
      1,
      expect.stringContaining('zhendi: date.in-future'),
    ]);
  }, 180_000);
});
