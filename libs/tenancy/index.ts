export {
  ACCESS_TOKEN_SECONDS,
  AccessTokens,
  type AccessGrant,
  type AccessToken,
  type TokenKeys,
} from './access-token.ts';
export {
  AccountAdministration,
  AccountRefused,
  type AccountRefusal,
  type ManagedAccount,
  type OnAccountChange,
} from './account-administration.ts';
export { createAccounts, USERNAME, type NewAccount } from './accounts.ts';
export { newPassword } from './initial-password.ts';
export { IssuerAccounts, type IssuerAccount } from './issuer-accounts.ts';
export { KnownDevices } from './known-devices.ts';
export { storedAuditHashes, storedAudits, type ArchivedSpan, type StoredAudit } from './audit-archives.ts';
export {
  auditGenesis,
  auditHash,
  readAuditHeads,
  verifyAuditChain,
  type AuditFault,
  type AuditRecord,
} from './audit-chain.ts';
export { entryBy, inLogsOf, type Actor, type AuditedAct, type Origin } from './audit-entries.ts';
export { AuditLog, recordAudit, type AuditAction, type AuditEntry } from './audit-log.ts';
export { auditHistory, readAuditPage, type AuditCursor, type AuditFilter } from './audit-reader.ts';
export { createAppLogin, grantAppRole } from './logins.ts';
export { migrate, migrationFiles } from './migrate.ts';
export { OwnAccount, type OwnAccountRefusal } from './own-account.ts';
export { OwnSessions } from './own-sessions.ts';
export { PASSWORD_FAULTS, passwordFault, SHORTEST_PASSWORD } from './password-rules.ts';
export { hashPassword } from './passwords.ts';
export { grantingRole, isPermitted, PERMISSIONS, permissionsOf, type Permission } from './permissions.ts';
export {
  ROLE_LEVELS,
  ROLES,
  type Principal,
  type Role,
  type TenantLevel,
  type TenantName,
} from './principal.ts';
export { RefusalLog } from './refusal-log.ts';
export {
  administrationScope,
  OutsideVillage,
  projectionScope,
  projectionScopeOf,
  readingOnly,
  requireVillage,
  villageIn,
  type TenantScope,
} from './scope.ts';
export { ScopeResolver, type PublishedScope, type Tenant } from './scope-resolver.ts';
export { SecondFactors } from './second-factor.ts';
export { SessionWatch } from './session-watch.ts';
export { SESSION_IDLE_SECONDS, Sessions, type Client, type IssuedSession } from './sessions.ts';
export { SignIn, type SignInResult } from './sign-in.ts';
export { TenantDatabase, type SystemHandle, type TenantHandle } from './tenant-database.ts';
export {
  changeStatus,
  createTown,
  listTenants,
  lockTenants,
  moveVillageAccounts,
  namesOfPast,
  renameTenant,
  type LockedTenant,
  type TenantOverview,
  type TenantStatus,
} from './tenant-states.ts';
export {
  ensurePlatform,
  PLATFORM_TENANT,
  registerTenants,
  type Division,
  type RegisteredTenant,
} from './tenants.ts';
