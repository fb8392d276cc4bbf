import type { Principal } from './principal.ts';

declare const scopeBrand: unique symbol;

/**
 * What a transaction may see and write. Made by {@link ScopeResolver} from a principal, or by one of the system
 * scopes below; nothing else makes one, and no database handle is had without one.
 */
export interface TenantScope {
  readonly [scopeBrand]: true;
  /** Whose streams and rows are meant: a town, or a county's own tenant. */
  readonly tenantId: number;
  /** Ids of all tenants whose rows may be read. */
  readonly readable: readonly number[];
  readonly access: 'read' | 'write';
  /** Of a scope for writing that reaches further than `tenantId`: all that it may write. */
  readonly writable?: readonly number[];
  /** The county's own tenant, where the principal told which it is. */
  readonly countyId?: number;
  /** Only what concerns this village of the tenant, for a village clerk. Absent: all of it. */
  readonly villageId?: string;
}

/** Somebody of one village asks for what concerns another. It is not told apart from what is not there. */
export class OutsideVillage extends Error {
  override readonly name = 'OutsideVillage';
}

/** @throws {OutsideVillage} when the scope is of one village, and `data` names another or none. */
export function requireVillage(scope: TenantScope, data: Readonly<Record<string, unknown>>): void {
  if (scope.villageId !== undefined && data['villageId'] !== scope.villageId)
    throw new OutsideVillage(`the scope of the village ${scope.villageId} does not reach this`);
}

/**
 * The village to read: the one asked for, or the only one that the scope reaches.
 *
 * @throws {OutsideVillage} when another one is asked for.
 */
export function villageIn(scope: TenantScope, asked: string | undefined): string | undefined {
  if (asked !== undefined) requireVillage(scope, { villageId: asked });
  return scope.villageId ?? asked;
}

/** @internal only for this folder: everybody else gets a scope from a principal or a job. */
export function makeScope(scope: Omit<TenantScope, typeof scopeBrand>): TenantScope {
  return scope as TenantScope;
}

/** The scope in which a worker projects one tenant: its own events and rows, no others. */
export function projectionScope(tenantId: number): TenantScope {
  return makeScope({ tenantId, readable: [tenantId], access: 'write' });
}

/** The scope in which a worker projects several tenants in one transaction: their events and rows, no others. */
export function projectionScopeOf(tenantIds: readonly [number, ...number[]]): TenantScope {
  return makeScope({ tenantId: tenantIds[0], readable: tenantIds, writable: tenantIds, access: 'write' });
}

/** The scope in which people see to their own accounts and sessions: rows of their own tenant. */
export function ownScope({ tenantId }: Principal): TenantScope {
  return makeScope({ tenantId, readable: [tenantId], access: 'write' });
}

/** The scope in which tenants are administered: suspended, renamed, merged. For whoever may do so with each of them. */
export function administrationScope(tenantIds: readonly [number, ...number[]]): TenantScope {
  return makeScope({ tenantId: tenantIds[0], readable: tenantIds, writable: tenantIds, access: 'write' });
}

/** The same tenants, for reading only: a transaction of it is one unchanging snapshot. */
export function readingOnly(scope: TenantScope): TenantScope {
  return { ...scope, access: 'read' };
}
