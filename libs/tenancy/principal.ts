/** What an account may be. Roles are data: libs/tenancy/permissions.ts says what each one allows. */
export const ROLES = ['county-analyst', 'town-clerk'] as const;
export type Role = (typeof ROLES)[number];

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
  readonly username: string;
  readonly roles: readonly Role[];
  readonly county: TenantName;
  /** Absent for the county's own people. */
  readonly town: TenantName | null;
}
