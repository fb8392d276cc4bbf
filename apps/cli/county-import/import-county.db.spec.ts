import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TenantSuspended } from '../../../libs/event-store/index.ts';
import { anIdentity } from '../../../libs/testing/builders/identity.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { ownerTransaction } from '../owner-connection.ts';
import { readCounty, type County } from './county.ts';
import { importCounty } from './import-county.ts';
import { runImport } from './run-import.ts';
import { importSummary } from './summary.ts';

const TODAY = '2026-03-02';

let installation: Installation;
beforeEach(async () => (installation = await anInstallation()));
afterEach(() => installation.close());

async function realCounty(code: string): Promise<County> {
  const name = `divisions-${code}.csv`;
  const bytes = await readFile(new URL(`../../../libs/testing/data/${name}`, import.meta.url));
  return readCounty([{ name, bytes }]);
}

function county(...rows: string[]): County {
  const text = ['code,name', '990201,春水县', '990201100,东溪镇', '990201101,西岭镇', ...rows].join('\n');
  return readCounty([{ name: 'county.csv', bytes: Buffer.from(text) }]);
}

const twoVillages = ['990201100201,河头村', '990201101201,石𬒈村'];

/** All that an import may write, as one value to compare. */
async function everything(): Promise<unknown> {
  const { owner } = installation;
  const tables = [
    'select * from zhendi.tenant order by tenant_id',
    'select tenant_id, position, hash from zhendi.event order by tenant_id, position',
    'select * from zhendi.command order by tenant_id, first_position',
    'select * from zhendi.account order by username',
    'select * from zhendi.checkpoint order by tenant_id, projection',
    'select * from read_model.village_card_b1 order by village_id',
  ];
  return Promise.all(tables.map(async (sql) => (await owner.query(sql)).rows));
}

async function count(from: string): Promise<number> {
  const { rows } = await installation.owner.query<{ count: number }>(`select count(*) from ${from}`);
  return rows[0]!.count;
}

describe('the import of a county', () => {
  it('takes 金塔县 and 剑阁县 into one database, with every town and village', async () => {
    for (const code of ['620921', '510823']) await runImport(installation.ownerUrl, await realCounty(code));
    expect(await count("zhendi.tenant where level = 'county'")).toBe(2);
    expect(await count("zhendi.tenant where level = 'town'")).toBe(10 + 29);
    expect(await count("zhendi.event where type = 'VillageRegistered'")).toBe(99 + 364);
    expect(await count('read_model.village_card_b1')).toBe(99 + 364);
  });

  it('changes nothing the second time, and says so', async () => {
    const jinta = await realCounty('620921');
    const first = await runImport(installation.ownerUrl, jinta);
    expect(importSummary(jinta, first.imported)).toEqual([
      '620921 金塔县: registered the county, 10 towns and 99 villages',
    ]);
    const before = await everything();
    const second = await runImport(installation.ownerUrl, jinta);
    expect(importSummary(jinta, second.imported)).toEqual([
      '620921 金塔县: nothing to do: 10 towns and 99 villages were registered before',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('adds just the villages and towns that are new', async () => {
    await runImport(installation.ownerUrl, county(...twoVillages));
    const larger = county(...twoVillages, '990201101202,大𡶴村', '990201200,北山乡');
    const { imported } = await runImport(installation.ownerUrl, larger);
    expect(importSummary(larger, imported)).toEqual([
      '990201 春水县: registered 1 town and 1 village; 2 towns and 2 villages were registered before',
    ]);
    expect(await count('zhendi.event')).toBe(3);
  });

  it('lists names that differ and leaves them', async () => {
    await runImport(installation.ownerUrl, county(...twoVillages));
    const before = await everything();
    const renamed = county('990201100201,河口村', '990201101201,石𬒈村');
    const { imported } = await runImport(installation.ownerUrl, {
      ...renamed,
      towns: renamed.towns.map((town) => ({ ...town, name: town.name.replace('东', '冬') })),
    });
    expect(imported.differences).toEqual([
      { code: '990201100', registered: '东溪镇', inFile: '冬溪镇' },
      { code: '990201100201', registered: '河头村', inFile: '河口村' },
    ]);
    expect(await everything()).toEqual(before);
  });

  it('keeps rare characters exactly, in the event and on the village card', async () => {
    await runImport(installation.ownerUrl, county(...twoVillages));
    const { owner } = installation;
    const events = await owner.query("select data->>'name' as name from zhendi.event order by data->>'code'");
    const cards = await owner.query('select name from read_model.village_card_b1 order by code');
    expect(events.rows).toEqual([{ name: '河头村' }, { name: '石𬒈村' }]);
    expect(cards.rows).toEqual(events.rows);
  });

  it('dates the registrations with the business date and names the tool', async () => {
    await ownerTransaction(installation.ownerUrl, (owner) =>
      importCounty(owner, county(twoVillages[0]!), { today: TODAY, onProgress: () => undefined }),
    );
    const { rows } = await installation.owner.query<{ occurred_on: string; metadata: object }>(
      'select occurred_on, metadata from zhendi.event',
    );
    expect(rows).toEqual([
      {
        occurred_on: TODAY,
        metadata: expect.objectContaining({
          actor: 'zhendi county import',
          role: 'operator',
          source: 'import',
        }),
      },
    ]);
  });
});

describe('nothing is half-imported', () => {
  it('when the import ends in the middle', async () => {
    const before = await everything();
    const broken = ownerTransaction(installation.ownerUrl, (owner) =>
      importCounty(owner, county(...twoVillages), {
        today: TODAY,
        onProgress: () => {
          throw new Error('the plug was pulled');
        },
      }),
    );
    await expect(broken).rejects.toThrow('the plug was pulled');
    expect(await everything()).toEqual(before);
  });

  it('when the connection breaks in the middle', async () => {
    const before = await everything();
    const broken = ownerTransaction(installation.ownerUrl, async (owner) => {
      await importCounty(owner, county(...twoVillages), { today: TODAY, onProgress: () => undefined });
      await owner.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(broken).rejects.toThrow();
    expect(await everything()).toEqual(before);
  });

  it('when one of its towns is suspended', async () => {
    const { imported } = await runImport(installation.ownerUrl, county(twoVillages[0]!));
    await installation.suspend(imported.tenants.get('990201101')!.tenantId);
    const before = await everything();
    const larger = county(twoVillages[0]!, '990201100202,河尾村', twoVillages[1]!);
    await expect(
      ownerTransaction(installation.ownerUrl, (owner) =>
        importCounty(owner, larger, { today: TODAY, onProgress: () => undefined }),
      ),
    ).rejects.toThrow(TenantSuspended);
    await expect(runImport(installation.ownerUrl, larger)).rejects.toThrow(
      'a town of 春水县 is suspended and would get villages; nothing was imported',
    );
    expect(await everything()).toEqual(before);
  });

  it('and nothing twice when two operators import at once', async () => {
    const jinta = await realCounty('620921');
    const outcomes = await Promise.all([1, 2, 3].map(() => runImport(installation.ownerUrl, jinta)));
    expect(outcomes.filter(({ imported }) => imported.createdTenants.length > 0)).toHaveLength(1);
    expect(await count('zhendi.event')).toBe(99);
  });
});

describe('accounts with the import', () => {
  it('lets the county and each town sign in, and leaves what is there', async () => {
    const first = await runImport(installation.ownerUrl, county(...twoVillages), {
      accountPassword: 'first-password',
    });
    expect([...first.accounts].sort()).toEqual(['county-990201', 'town-990201100', 'town-990201101']);
    const second = await runImport(installation.ownerUrl, county(...twoVillages), {
      accountPassword: 'other-password',
    });
    expect(second.accounts).toEqual([]);

    const accounts = anIdentity(installation.database);
    expect(await accounts.signIn('town-990201101', 'other-password')).toBeNull();
    expect(await accounts.signIn('county-990201', 'first-password')).toMatchObject({
      roles: ['county-analyst'],
      county: { code: '990201' },
      town: null,
    });
    expect(await accounts.signIn('town-990201101', 'first-password')).toMatchObject({
      roles: ['town-clerk'],
      town: { code: '990201101', name: '西岭镇' },
    });
  });

  it('gives an initial password, where it says so', async () => {
    await runImport(installation.ownerUrl, county(...twoVillages), {
      accountPassword: 'first-password',
      mustChangePassword: true,
    });
    const { rows } = await installation.owner.query(
      'select distinct must_change_password as initial from zhendi.account',
    );
    expect(rows).toEqual([{ initial: true }]);
  });
});
