import type { Principal, TenantName } from './principal.ts';
import { makeScope, type TenantScope } from './scope.ts';
import type { TenantDatabase } from './tenant-database.ts';
import type { TenantStatus } from './tenant-states.ts';

/** A tenant of the principal's county. */
export interface Tenant {
  readonly tenantId: number;
  readonly level: 'county' | 'town';
  readonly code: string;
  readonly name: string;
  readonly status: TenantStatus;
}

/** What a county publishes: the scope to read it in, and the towns that it is about. */
export interface PublishedScope {
  readonly scope: TenantScope;
  readonly towns: readonly Tenant[];
}

/** The seam between who somebody is and what a transaction may see: `Principal → TenantScope`. */
export class ScopeResolver {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * The scope in which a principal meets a town: its own clerk writes, its county reads.
   *
   * @returns null when the town is not the principal's, which is not told apart from a town that is not there.
   */
  async forTown(principal: Principal, townCode: string): Promise<TenantScope | null> {
    if (principal.town) {
      if (principal.town.code !== townCode) return null;
      const { tenantId } = principal.town;
      const { villageId } = principal;
      const own = { tenantId, readable: [tenantId], access: 'write', ...countyOf(principal) } as const;
      // Whoever is a village clerk and nothing else sees the one village; without one, nothing.
      if (!principal.roles.every((role) => role === 'village-clerk')) return makeScope(own);
      return villageId ? makeScope({ ...own, villageId }) : null;
    }
    const town = (await this.tenants(principal)).find((t) => t.level === 'town' && t.code === townCode);
    if (!town) return null;
    const { tenantId } = town;
    return makeScope({ tenantId, readable: [tenantId], access: 'read', ...countyOf(principal) });
  }

  /** The scope of a county's own people: all its towns are read. Null for everybody else. */
  async forCounty(principal: Principal, countyCode: string): Promise<TenantScope | null> {
    if (!isOfCounty(principal, countyCode)) return null;
    const tenants = await this.tenants(principal);
    return makeScope({
      tenantId: principal.tenantId,
      readable: tenants.map((t) => t.tenantId),
      access: 'read',
    });
  }

  /** The scope in which operators read what is the installation's own: no county's, no town's. Null for everybody else. */
  forPlatform(principal: Principal): TenantScope | null {
    if (principal.level !== 'platform') return null;
    const { tenantId } = principal;
    return makeScope({ tenantId, readable: [tenantId], access: 'read' });
  }

  /** The scope in which a county's people write its own streams, and nobody else's. Null for everybody else. */
  forCountyStreams(principal: Principal, countyCode: string): TenantScope | null {
    if (!isOfCounty(principal, countyCode)) return null;
    const { tenantId } = principal.county;
    return makeScope({ tenantId, readable: [tenantId], access: 'write' });
  }

  /**
   * The scope of what a county publishes to all its towns: it reads them all, whoever asks, so only a published
   * view may be answered in it. Null for everybody of another county.
   */
  async forPublished(principal: Principal, countyCode: string): Promise<PublishedScope | null> {
    if (principal.county?.code !== countyCode) return null;
    const { tenantId } = principal.county;
    const tenants = await this.tenantsOf(tenantId);
    return {
      scope: makeScope({ tenantId, readable: tenants.map((t) => t.tenantId), access: 'read' }),
      towns: tenants.filter((t) => t.level === 'town'),
    };
  }

  /** The town or county whose accounts a principal may manage: the own one, and for a county's people its towns. */
  async forAccounts(principal: Principal, level: 'county' | 'town', code: string): Promise<Tenant | null> {
    if (!principal.county) return null;
    const tenants = await this.tenantsOf(principal.county.tenantId);
    const tenant = tenants.find((t) => t.level === level && t.code === code);
    const reaches = principal.level === 'county' || tenant?.tenantId === principal.tenantId;
    return tenant && reaches ? tenant : null;
  }

  /** The county's own tenant and its towns, by code. Empty for a town's people and for operators. */
  async tenants(principal: Principal): Promise<Tenant[]> {
    return principal.level === 'county' ? this.tenantsOf(principal.tenantId) : [];
  }

  private tenantsOf(countyId: number): Promise<Tenant[]> {
    return this.database.withSystem(async (db) => {
      const { rows } = await db.query<Omit<Tenant, 'tenantId'> & { tenant_id: number }>(
        'select tenant_id, level, code, name, status from zhendi.tenants_of_county($1)',
        [countyId],
      );
      return rows.map(({ tenant_id, ...tenant }) => ({ tenantId: tenant_id, ...tenant }));
    });
  }
}

function countyOf({ county }: Principal): Pick<TenantScope, 'countyId'> {
  return county ? { countyId: county.tenantId } : {};
}

function isOfCounty(
  principal: Principal,
  countyCode: string,
): principal is Principal & { readonly county: TenantName } {
  return principal.level === 'county' && principal.county?.code === countyCode;
}
