import { villageIdOf } from '../../../libs/features/shared/streams.ts';
import {
  PLATFORM_TENANT,
  type NewAccount,
  type RegisteredTenant,
  type Role,
} from '../../../libs/tenancy/index.ts';
import type { County } from '../county-import/county.ts';

const OF_COUNTY: readonly [username: string, role: Role][] = [
  ['county', 'county-analyst'],
  ['reviewer', 'county-reviewer'],
  ['administrator', 'county-administrator'],
  ['auditor', 'auditor'],
];

/** Somebody of each role: of the county, of each of its towns, of the first village of each, and the operator. */
export function demoAccounts(
  county: County,
  tenants: ReadonlyMap<string, RegisteredTenant>,
  passwordHash: string,
): NewAccount[] {
  const account = (tenantId: number, username: string, role: Role, villageId?: string): NewAccount => ({
    tenantId,
    username,
    passwordHash,
    mustChangePassword: false,
    roles: [role],
    ...(villageId && { villageId }),
  });
  const ofTowns = county.towns.flatMap(({ code, villages: [first] }) => {
    const { tenantId } = tenants.get(code)!;
    return [
      account(tenantId, `town-${code}`, 'town-clerk'),
      account(tenantId, `leader-${code}`, 'town-leader'),
      ...(first
        ? [account(tenantId, `village-${first.code}`, 'village-clerk', villageIdOf(first.code))]
        : []),
    ];
  });
  const { tenantId } = tenants.get(county.code)!;
  return [
    ...OF_COUNTY.map(([username, role]) => account(tenantId, username, role)),
    ...ofTowns,
    account(PLATFORM_TENANT, 'operator', 'operator'),
  ];
}
