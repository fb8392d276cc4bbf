import type { SqlClient } from '../event-store/index.ts';
import type { Division } from './tenants.ts';

/** Suspended: read, not written, until it is resumed. Closed: for good. */
export type TenantStatus = 'active' | 'suspended' | 'closed';

/** A tenant in which nobody records anything until the transaction ends. */
export interface LockedTenant extends Division {
  readonly tenantId: number;
  readonly publicId: string;
  readonly countyId: number;
  readonly level: 'platform' | 'county' | 'town';
  readonly status: TenantStatus;
  /** Id of the town that it was merged into. */
  readonly mergedInto: number | null;
}

/** Locks the tenants that the transaction's scope lets it write, in the order in which appends lock them. */
export async function lockTenants(db: SqlClient): Promise<LockedTenant[]> {
  const { rows } = await db.query<{
    tenant_id: number;
    public_id: string;
    county_id: number;
    level: LockedTenant['level'];
    code: string;
    name: string;
    status: TenantStatus;
    merged_into: number | null;
  }>('select * from zhendi.lock_tenants()');
  return rows.map(({ tenant_id, public_id, county_id, merged_into, ...tenant }) => ({
    ...tenant,
    tenantId: tenant_id,
    publicId: public_id,
    countyId: county_id,
    mergedInto: merged_into,
  }));
}

/** @param mergedInto of a town that is closed because it became part of another one. */
export async function changeStatus(
  db: SqlClient,
  tenantId: number,
  status: TenantStatus,
  mergedInto: number | null = null,
): Promise<void> {
  await db.query('select zhendi.change_tenant_status($1, $2, $3)', [tenantId, status, mergedInto]);
}

/**
 * Gives a tenant another code and name from a day on.
 *
 * @throws SQLSTATE 23505 when another tenant has the code.
 */
export async function renameTenant(
  db: SqlClient,
  tenantId: number,
  { code, name, validFrom }: Division & { readonly validFrom: string },
): Promise<void> {
  await db.query('select zhendi.rename_tenant($1, $2, $3, $4)', [tenantId, code, name, validFrom]);
}

/**
 * Makes a town of a county that is in scope.
 *
 * @returns its tenant id.
 * @throws SQLSTATE 23505 when another tenant has the code.
 */
export async function createTown(db: SqlClient, countyId: number, { code, name }: Division): Promise<number> {
  const { rows } = await db.query<{ id: number }>('select zhendi.create_town($1, $2, $3) as id', [
    countyId,
    code,
    name,
  ]);
  return rows[0]!.id;
}

/** Lets the village clerks of a town, with all that belongs to their accounts, go to another one. @returns how many did. */
export async function moveVillageAccounts(db: SqlClient, from: number, into: number): Promise<number> {
  const { rows } = await db.query<{ moved: number }>('select zhendi.move_village_accounts($1, $2) as moved', [
    from,
    into,
  ]);
  return rows[0]!.moved;
}

/** A tenant as those see it who administer tenants: its state and counts, none of its facts. */
export interface TenantOverview extends Division {
  readonly tenantId: number;
  readonly countyCode: string;
  readonly level: 'county' | 'town';
  readonly status: TenantStatus;
  /** Code of the town that it was merged into. */
  readonly mergedInto: string | null;
  readonly createdAt: Date;
  readonly events: number;
  readonly accounts: number;
}

/** Counties and their towns by code. Needs no scope: it gives no facts. @param countyCode only this county and its towns. */
export async function listTenants(db: SqlClient, countyCode: string | null): Promise<TenantOverview[]> {
  const { rows } = await db.query<{
    tenant_id: number;
    county_code: string;
    level: 'county' | 'town';
    code: string;
    name: string;
    status: TenantStatus;
    merged_into: string | null;
    created_at: Date;
    events: number;
    accounts: number;
  }>('select * from zhendi.tenant_overview($1)', [countyCode]);
  return rows.map(({ tenant_id, county_code, merged_into, created_at, ...tenant }) => ({
    ...tenant,
    tenantId: tenant_id,
    countyCode: county_code,
    mergedInto: merged_into,
    createdAt: created_at,
  }));
}

/** When a name is asked for: on a day, as it was recorded by a moment. */
export interface NameCutoff {
  readonly asOf?: string | undefined;
  readonly recordedBy?: string | undefined;
}

/**
 * The names that tenants in scope bore then. Those that never had another one are missing: what they are called now
 * they were called then.
 */
export async function namesOfPast(
  db: SqlClient,
  tenantIds: readonly number[],
  { asOf, recordedBy }: NameCutoff,
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.query<{ tenant_id: number; name: string }>(
    `select n.tenant_id, n.name from unnest($1::integer[]) as t (id)
     cross join lateral (
       select * from zhendi.tenant_name n
       where n.tenant_id = t.id and n.valid_from <= coalesce($2::date, 'infinity')
         and n.recorded_at <= coalesce($3::timestamptz, 'infinity')
       order by n.valid_from desc, n.recorded_at desc limit 1
     ) n`,
    [tenantIds, asOf ?? null, recordedBy ?? null],
  );
  return new Map(rows.map(({ tenant_id, name }) => [tenant_id, name]));
}
