import type { SqlClient } from '../event-store/index.ts';

/** A division as a tenant is made of: a county (6 digits) or a town (9 digits). */
export interface Division {
  readonly code: string;
  readonly name: string;
}

export interface RegisteredTenant extends Division {
  readonly tenantId: number;
  readonly level: 'county' | 'town';
}

/** The installation itself as a tenant: of its operators, without facts. */
export const PLATFORM_TENANT = 0;

/** Makes the installation a tenant of its own, if it is none yet. For the operator, on the owner's connection. */
export async function ensurePlatform(owner: SqlClient): Promise<void> {
  await owner.query(
    `insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
     values ($1, $1, 'platform', 'platform', '平台') on conflict do nothing`,
    [PLATFORM_TENANT],
  );
}

/**
 * Makes a county and its towns tenants; those that are there already are left as they are, whatever their name.
 * For the operator, on the owner's connection, in the caller's transaction.
 *
 * @returns the codes that were new, and all tenants of the county by code.
 */
export async function registerTenants(
  owner: SqlClient,
  county: Division,
  towns: readonly Division[],
): Promise<{ created: string[]; tenants: Map<string, RegisteredTenant> }> {
  const created = await owner.query<{ code: string }>(
    `with county as (
       insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
       select id, id, 'county', $1, $2
       from (select nextval(pg_get_serial_sequence('zhendi.tenant', 'tenant_id'))::integer as id) n
       where not exists (select from zhendi.tenant where code = $1)
       returning tenant_id, code
     ), parent as (
       select tenant_id from county union all select tenant_id from zhendi.tenant where code = $1
     ), town as (
       insert into zhendi.tenant (county_id, level, code, name)
       select parent.tenant_id, 'town', t.code, t.name from parent, unnest($3::text[], $4::text[]) as t (code, name)
       on conflict (code) do nothing returning code
     )
     select code from county union all select code from town`,
    [county.code, county.name, towns.map((t) => t.code), towns.map((t) => t.name)],
  );
  const { rows } = await owner.query<{
    tenant_id: number;
    level: 'county' | 'town';
    code: string;
    name: string;
  }>(
    `select t.tenant_id, t.level, t.code, t.name from zhendi.tenant t
     join zhendi.tenant c on c.tenant_id = t.county_id where c.code = $1`,
    [county.code],
  );
  return {
    created: created.rows.map((row) => row.code),
    tenants: new Map(
      rows.map(({ tenant_id, ...tenant }) => [tenant.code, { tenantId: tenant_id, ...tenant }]),
    ),
  };
}
