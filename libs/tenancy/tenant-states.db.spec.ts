import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append, TenantClosed } from '../event-store/index.ts';
import { anAppend } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { administrationScope, makeScope, projectionScope } from './scope.ts';
import {
  changeStatus,
  createTown,
  listTenants,
  lockTenants,
  namesOfPast,
  renameTenant,
  type NameCutoff,
} from './tenant-states.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

const administer: Installation['database']['withTenant'] = (...args) =>
  installation.database.withTenant(...args);
const codeOf = async (tenantId: number) =>
  (await administer(administrationScope([tenantId]), lockTenants))[0]!.code;

describe('a closed tenant', () => {
  it('answers what was carried out before, and records nothing any more', async () => {
    const tenantId = await installation.aTown();
    const before = anAppend({ tenantId });
    await append(installation.app, before);
    await administer(administrationScope([tenantId]), (db) => changeStatus(db, tenantId, 'closed'));
    await expect(append(installation.app, anAppend({ tenantId }))).rejects.toThrow(TenantClosed);
    expect(await append(installation.app, before)).toMatchObject({ outcome: 'repeated', lastPosition: 1 });
  });

  it('is merged into another one, never into itself, and only when it is closed', async () => {
    const [from, into] = (await installation.aCounty(2)).towns as [number, number];
    const merge = (status: 'active' | 'closed', mergedInto: number) =>
      administer(administrationScope([from]), (db) => changeStatus(db, from, status, mergedInto));
    await expect(merge('active', into)).rejects.toThrow('tenant_merged_into_check');
    await expect(merge('closed', from)).rejects.toThrow('tenant_merged_into_check');
    await merge('closed', into);
    const [tenant] = await administer(administrationScope([from]), lockTenants);
    expect(tenant).toMatchObject({ tenantId: from, status: 'closed', mergedInto: into, level: 'town' });
  });
});

describe('tenants that are locked', () => {
  it('record nothing until the transaction ends, and others do', async () => {
    const [held, free] = (await installation.aCounty(2)).towns as [number, number];
    let recorded = false;
    let waiting: Promise<unknown> | undefined;
    await administer(administrationScope([held]), async (db) => {
      expect((await lockTenants(db)).map(({ tenantId }) => tenantId)).toEqual([held]);
      waiting = append(installation.app, anAppend({ tenantId: held })).then(() => (recorded = true));
      await append(installation.app, anAppend({ tenantId: free }));
      expect(recorded).toBe(false);
    });
    await waiting;
    expect(recorded).toBe(true);
  });
});

describe('whoever has no scope to write a tenant', () => {
  it('neither suspends, renames nor locks it, nor gives it a town', async () => {
    const { tenantId: county, towns } = await installation.aCounty(2);
    const [own, other] = towns as [number, number];
    const name = { code: '990999100', name: '别的镇', validFrom: '2024-01-01' };
    const scope = projectionScope(own);
    const refused = 'outside of the scope';
    await expect(administer(scope, (db) => changeStatus(db, other, 'suspended'))).rejects.toThrow(refused);
    await expect(administer(scope, (db) => renameTenant(db, other, name))).rejects.toThrow(refused);
    await expect(administer(scope, (db) => createTown(db, county, name))).rejects.toThrow(refused);
    expect((await administer(scope, lockTenants)).map(({ tenantId }) => tenantId)).toEqual([own]);
  });

  it('sees no former name of it', async () => {
    const { towns } = await installation.aCounty(2);
    const [own, other] = towns as [number, number];
    const name = { code: await codeOf(other), name: '新名镇', validFrom: '2024-01-01' };
    await administer(administrationScope([other]), (db) => renameTenant(db, other, name));
    const names = await administer(projectionScope(own), (db) => namesOfPast(db, [own, other], {}));
    expect([...names]).toEqual([]);
  });
});

describe('a name', () => {
  const namesOf = (tenantId: number, cutoff: NameCutoff) =>
    administer(makeScope({ tenantId, readable: [tenantId], access: 'read' }), (db) =>
      namesOfPast(db, [tenantId], cutoff),
    );

  it('is that of the day and of what was recorded by then', async () => {
    const tenantId = await installation.aTown();
    const code = await codeOf(tenantId);
    const rename = (name: string, validFrom: string) =>
      administer(administrationScope([tenantId]), (db) =>
        renameTenant(db, tenantId, { code, name, validFrom }),
      );
    await rename('河口镇', '2023-05-01');
    const [{ moment }] = (
      await installation.owner.query<{ moment: string }>(
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment`,
      )
    ).rows as [{ moment: string }];
    await rename('河口乡', '2021-01-01');
    await rename('河口县城镇', '2023-05-01');

    expect(await namesOf(tenantId, { asOf: '2020-12-31' })).toEqual(new Map([[tenantId, '第1镇']]));
    expect(await namesOf(tenantId, { asOf: '2021-01-01' })).toEqual(new Map([[tenantId, '河口乡']]));
    expect(await namesOf(tenantId, { asOf: '2023-04-30' })).toEqual(new Map([[tenantId, '河口乡']]));
    expect(await namesOf(tenantId, { asOf: '2023-05-01' })).toEqual(new Map([[tenantId, '河口县城镇']]));
    expect(await namesOf(tenantId, { recordedBy: moment })).toEqual(new Map([[tenantId, '河口镇']]));
    expect(await namesOf(tenantId, { asOf: '2023-04-30', recordedBy: moment })).toEqual(
      new Map([[tenantId, '第1镇']]),
    );
  });

  it('of a day in the past does not replace that of a later day', async () => {
    const tenantId = await installation.aTown();
    const code = await codeOf(tenantId);
    for (const [name, validFrom] of [
      ['后来镇', '2024-01-01'],
      ['从前镇', '2020-01-01'],
    ] as const)
      await administer(administrationScope([tenantId]), (db) =>
        renameTenant(db, tenantId, { code, name, validFrom }),
      );
    const [tenant] = await administer(administrationScope([tenantId]), lockTenants);
    expect(tenant!.name).toBe('后来镇');
  });

  it('of a tenant that never had another one is not kept beside it', async () => {
    expect([...(await namesOf(await installation.aTown(), { asOf: '2020-01-01' }))]).toEqual([]);
  });
});

describe('the list of tenants', () => {
  it('tells of states and counts: of one county, or of all', async () => {
    const county = await installation.aCounty(2);
    const [first, second] = county.towns as [number, number];
    await append(installation.app, anAppend({ tenantId: first }));
    await administer(administrationScope([second]), (db) => changeStatus(db, second, 'closed', first));
    const rows = await installation.database.withSystem((db) => listTenants(db, county.code));
    expect(rows.map(({ createdAt: _, ...row }) => row)).toEqual([
      expect.objectContaining({
        tenantId: county.tenantId,
        level: 'county',
        countyCode: county.code,
        events: 0,
      }),
      {
        tenantId: first,
        countyCode: county.code,
        level: 'town',
        code: `${county.code}100`,
        name: '第1镇',
        status: 'active',
        mergedInto: null,
        events: 1,
        accounts: 0,
      },
      expect.objectContaining({ tenantId: second, status: 'closed', mergedInto: `${county.code}100` }),
    ]);
    const all = await installation.database.withSystem((db) => listTenants(db, null));
    expect(all.length).toBeGreaterThan(rows.length);
  });

  it('has a town that was added to a county', async () => {
    const county = await installation.aCounty(0);
    const town = { code: `${county.code}200`, name: '新设镇' };
    const id = await administer(administrationScope([county.tenantId]), (db) =>
      createTown(db, county.tenantId, town),
    );
    const rows = await installation.database.withSystem((db) => listTenants(db, county.code));
    expect(rows[1]).toMatchObject({ tenantId: id, ...town, level: 'town', status: 'active' });
    await expect(
      administer(administrationScope([county.tenantId]), (db) => createTown(db, county.tenantId, town)),
    ).rejects.toMatchObject({ code: '23505' });
  });
});
