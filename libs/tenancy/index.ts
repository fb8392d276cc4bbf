export { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-token.ts';
export { Accounts, createAccounts, hashPassword, type NewAccount } from './accounts.ts';
export { createAppLogin, grantAppRole } from './logins.ts';
export { migrate, migrationFiles } from './migrate.ts';
export { grantingRole, isPermitted, PERMISSIONS, permissionsOf, type Permission } from './permissions.ts';
export {
  ROLE_LEVELS,
  ROLES,
  type Principal,
  type Role,
  type TenantLevel,
  type TenantName,
} from './principal.ts';
export {
  OutsideVillage,
  projectionScope,
  readingOnly,
  requireVillage,
  villageIn,
  type TenantScope,
} from './scope.ts';
export { ScopeResolver, type PublishedScope, type Tenant } from './scope-resolver.ts';
export { TenantDatabase, type SystemHandle, type TenantHandle } from './tenant-database.ts';
export {
  ensurePlatform,
  PLATFORM_TENANT,
  registerTenants,
  type Division,
  type RegisteredTenant,
} from './tenants.ts';
