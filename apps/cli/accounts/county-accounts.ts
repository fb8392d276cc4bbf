import type { NewAccount, RegisteredTenant } from '../../../libs/tenancy/index.ts';

/** One account for the county and one for each of its towns, all with one password. */
export function countyAccounts(
  tenants: Iterable<RegisteredTenant>,
  username: (tenant: RegisteredTenant) => string,
  passwordHash: string,
): NewAccount[] {
  return [...tenants].map((tenant) => ({
    tenantId: tenant.tenantId,
    username: username(tenant),
    passwordHash,
    roles: [tenant.level === 'county' ? 'county-analyst' : 'town-clerk'],
  }));
}
