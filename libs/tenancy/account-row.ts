import type { Principal, Role, TenantLevel } from './principal.ts';

/** An account with its tenant and county, as `zhendi.account_grant` answers it. */
export interface AccountRow {
  account_id: string;
  username: string;
  roles: Role[];
  village_id: string | null;
  version: number;
  must_change_password: boolean;
  tenant_id: number;
  level: TenantLevel;
  code: string;
  name: string;
  county_id: number;
  county_code: string;
  county_name: string;
}

/** Who acts in a session of the account. */
export function principalOf(row: AccountRow, sessionId: string): Principal {
  return {
    subject: row.account_id,
    sessionId,
    username: row.username,
    roles: row.roles,
    tenantId: row.tenant_id,
    level: row.level,
    county:
      row.level === 'platform'
        ? null
        : { tenantId: row.county_id, code: row.county_code, name: row.county_name },
    town: row.level === 'town' ? { tenantId: row.tenant_id, code: row.code, name: row.name } : null,
    villageId: row.village_id,
  };
}
