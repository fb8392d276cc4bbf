import type { NewAccount, RegisteredTenant } from '../../../libs/tenancy/index.ts';

/** One account for the county and one for each of its towns, all with one password, which may be an initial one. */
export function countyAccounts(
  tenants: Iterable<RegisteredTenant>,
  username: (tenant: RegisteredTenant) => string,
  passwordHash: string,
  mustChangePassword: boolean,
): NewAccount[] {
  return [...tenants].map((tenant) => ({
    tenantId: tenant.tenantId,
    username: username(tenant),
    passwordHash,
    mustChangePassword,
    roles: [tenant.level === 'county' ? 'county-analyst' : 'town-clerk'],
  }));
}
