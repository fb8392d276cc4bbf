import type { Principal } from './principal.ts';
import { makeScope, type TenantScope } from './scope.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** A tenant of the principal's county. */
export interface Tenant {
  readonly tenantId: number;
  readonly level: 'county' | 'town';
  readonly code: string;
  readonly name: string;
  readonly status: 'active' | 'suspended';
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
      return makeScope({ tenantId, readable: [tenantId], access: 'write' });
    }
    const town = (await this.tenants(principal)).find((t) => t.level === 'town' && t.code === townCode);
    return town ? makeScope({ tenantId: town.tenantId, readable: [town.tenantId], access: 'read' }) : null;
  }

  /** The scope of a county's own people: all its towns are read. Null for everybody else. */
  async forCounty(principal: Principal, countyCode: string): Promise<TenantScope | null> {
    if (principal.town || principal.county.code !== countyCode) return null;
    const tenants = await this.tenants(principal);
    return makeScope({
      tenantId: principal.county.tenantId,
      readable: tenants.map((t) => t.tenantId),
      access: 'read',
    });
  }

  /** The county's own tenant and its towns, by code. Empty for a town's people. */
  async tenants(principal: Principal): Promise<Tenant[]> {
    if (principal.town) return [];
    return this.database.withSystem(async (db) => {
      const { rows } = await db.query<Omit<Tenant, 'tenantId'> & { tenant_id: number }>(
        'select tenant_id, level, code, name, status from zhendi.tenants_of_county($1)',
        [principal.county.tenantId],
      );
      return rows.map(({ tenant_id, ...tenant }) => ({ tenantId: tenant_id, ...tenant }));
    });
  }
}
