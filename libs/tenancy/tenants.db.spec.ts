import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { registerTenants } from './tenants.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());

const county = { code: '999101', name: '青禾县' };
const towns = [
  { code: '999101100', name: '柳湾镇' },
  { code: '999101201', name: '𠮷祥乡' },
];

describe('registering a county and its towns', () => {
  it('makes each a tenant, the county its own county', async () => {
    const { created, tenants } = await registerTenants(installation.owner, county, towns);
    expect(created.toSorted()).toEqual(['999101', '999101100', '999101201']);
    expect([...tenants.keys()].toSorted()).toEqual(['999101', '999101100', '999101201']);
    expect(tenants.get('999101201')).toMatchObject({ level: 'town', code: '999101201', name: '𠮷祥乡' });
    const { rows } = await installation.owner.query(
      `select code from zhendi.tenant where county_id = $1 order by code`,
      [tenants.get('999101')!.tenantId],
    );
    expect(rows.map((row: { code: string }) => row.code)).toEqual(['999101', '999101100', '999101201']);
  });

  it('again changes nothing, not even a name, and adds what is new', async () => {
    const before = (await registerTenants(installation.owner, county, towns)).tenants;
    const renamed = [
      { code: '999101100', name: '改名' },
      { code: '999101202', name: '新镇' },
    ];
    const { created, tenants } = await registerTenants(
      installation.owner,
      { ...county, name: '改名' },
      renamed,
    );
    expect(created).toEqual(['999101202']);
    for (const [code, tenant] of before) expect(tenants.get(code)).toEqual(tenant);
    expect(tenants.size).toBe(4);
  });

  it.each([
    ['a county code of nine digits', { code: '999102100', name: 'x' }, []],
    ['a town code of six digits', { code: '999102', name: 'x' }, [{ code: '999103', name: 'x' }]],
    ['a name without letters', { code: '999102', name: '' }, []],
  ])('is refused for %s, and nothing is left', async (_, other, its) => {
    await expect(registerTenants(installation.owner, other, its)).rejects.toThrow();
    const { rows } = await installation.owner.query(`select from zhendi.tenant where code like '999102%'`);
    expect(rows).toEqual([]);
  });
});
