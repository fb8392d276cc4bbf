import type { Division } from './types.ts';

/** The HTTP contract of people: who is signed in, sessions, accounts. */

export type Role =
  | 'village-clerk'
  | 'town-clerk'
  | 'town-leader'
  | 'county-analyst'
  | 'county-reviewer'
  | 'county-administrator'
  | 'auditor'
  | 'operator';

export const townRoles = ['village-clerk', 'town-clerk', 'town-leader'] as const;
export const countyRoles = ['county-analyst', 'county-reviewer', 'county-administrator', 'auditor'] as const;

/** Where an account's password is kept: here, or by an issuer that signs people in for us. */
export type AccountKind = 'local' | 'oidc';

/** Who is signed in. `permissions` are those of libs/tenancy/permissions.ts. */
export interface Me {
  subject: string;
  username: string;
  roles: Role[];
  level: 'platform' | 'county' | 'town';
  county: Division | null;
  town: Division | null;
  /** A village clerk's own village. */
  villageId: string | null;
  permissions: string[];
  mustChangePassword: boolean;
  /** Whether signing in asks for a code besides the password. */
  secondFactor: boolean;
  kind: AccountKind;
}

/** In which ways one can sign in. */
export interface SignInMethods {
  local: boolean;
  oidc: { label: string } | null;
}

/** A browser, or another program, in which the account is signed in. */
export interface AccountSession {
  id: string;
  startedAt: string;
  lastUsedAt: string;
  address: string | null;
  userAgent: string | null;
  current: boolean;
}

/** What an authenticator app needs; `uri` is the text of the QR code. */
export interface SecondFactorSecret {
  secret: string;
  uri: string;
}

/** An account as those see it who administer it. */
export interface ManagedAccount {
  id: string;
  username: string;
  roles: Role[];
  villageId: string | null;
  disabled: boolean;
  mustChangePassword: boolean;
  secondFactor: boolean;
  lastSignInAt: string | null;
  kind: AccountKind;
}

/** A new account or a reset password: shown once, to be changed at the first sign-in. */
export interface InitialPassword {
  username: string;
  initialPassword: string;
}
