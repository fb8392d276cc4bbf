/** What an account may be, and of what kind of tenant. What each role allows stands in libs/tenancy/permissions.ts. */
export const ROLE_LEVELS = {
  'village-clerk': 'town',
  'town-clerk': 'town',
  'town-leader': 'town',
  'county-analyst': 'county',
  'county-reviewer': 'county',
  'county-administrator': 'county',
  auditor: 'county',
  operator: 'platform',
} as const satisfies Record<string, TenantLevel>;

export type TenantLevel = 'platform' | 'county' | 'town';
export type Role = keyof typeof ROLE_LEVELS;
export const ROLES = Object.keys(ROLE_LEVELS) as [Role, ...Role[]];

/** A tenant as a principal knows it. `code` is the division code: 6 digits for a county, 9 for a town. */
export interface TenantName {
  readonly tenantId: number;
  readonly code: string;
  readonly name: string;
}

/** Who is acting. Every way of signing in ends in one of these. */
export interface Principal {
  /** The account's id. */
  readonly subject: string;
  /** Since when the account is signed in on one device: ends when it signs out there. */
  readonly sessionId: string;
  readonly username: string;
  readonly roles: readonly Role[];
  /** The account's own tenant. */
  readonly tenantId: number;
  readonly level: TenantLevel;
  /** Null for the operators of the installation. */
  readonly county: TenantName | null;
  /** Absent for the county's own people. */
  readonly town: TenantName | null;
  /** The one village that a village clerk works for; null for everybody else. */
  readonly villageId: string | null;
}
