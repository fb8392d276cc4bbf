import type { ChainHead, SqlClient } from '../event-store/index.ts';

/** Where entries that were moved to a file ended. */
export interface ArchivedSpan {
  readonly lastPosition: number;
  /** Hexadecimal. */
  readonly lastHash: string;
  /** The signed last line of the file. */
  readonly seal: string;
}

/** A tenant's audit log as it is stored at a moment. */
export interface StoredAudit {
  readonly tenantId: number;
  /** The tenant's public id. */
  readonly tenant: string;
  readonly code: string;
  readonly name: string;
  /** What was archived, by position. */
  readonly archives: readonly ArchivedSpan[];
  /** Position of the first entry that is stored; null without any. */
  readonly first: number | null;
  /** Position of the last entry that is stored; 0 without any. */
  readonly last: number;
}

/**
 * The audit logs of all tenants, by code. For the operator, on the owner's connection.
 *
 * @param code only this tenant's.
 */
export async function storedAudits(owner: SqlClient, code?: string): Promise<StoredAudit[]> {
  const { rows } = await owner.query<{
    tenant_id: number;
    public_id: string;
    code: string;
    name: string;
    archives: ArchivedSpan[];
    first: string | null;
    last: string;
  }>(
    `select t.tenant_id, t.public_id, t.code, t.name,
       (select min(e.position) from zhendi.audit_entry e where e.tenant_id = t.tenant_id) as first,
       (select coalesce(max(e.position), 0) from zhendi.audit_entry e where e.tenant_id = t.tenant_id) as last,
       (select coalesce(jsonb_agg(jsonb_build_object('lastPosition', a.last_position,
          'lastHash', encode(a.last_hash, 'hex'), 'seal', a.seal) order by a.last_position), '[]')
        from zhendi.audit_archive a where a.tenant_id = t.tenant_id) as archives
     from zhendi.tenant t where $1::text is null or t.code = $1 order by t.code`,
    [code ?? null],
  );
  return rows.map(({ tenant_id, public_id, code, name, archives, first, last }) => ({
    tenantId: tenant_id,
    tenant: public_id,
    code,
    name,
    archives,
    first: first === null ? null : Number(first),
    last: Number(last),
  }));
}

/**
 * The hashes that the audit log holds now at the positions of heads, in their order: undefined for a tenant that is not
 * there, null for a position that is not. Of a position that was archived, the head's own: the file tells of it.
 */
export async function storedAuditHashes(
  owner: SqlClient,
  heads: readonly ChainHead[],
): Promise<(string | null | undefined)[]> {
  const { rows } = await owner.query<{ known: boolean; archived: boolean; hash: string | null }>(
    `select t.tenant_id is not null as known, encode(coalesce(e.hash, a.last_hash), 'hex') as hash,
       exists (
         select from zhendi.audit_archive a where a.tenant_id = t.tenant_id and a.last_position > h.position
       ) as archived
     from unnest($1::uuid[], $2::bigint[]) with ordinality as h (tenant, position, ord)
     left join zhendi.tenant t on t.public_id = h.tenant
     left join zhendi.audit_entry e on e.tenant_id = t.tenant_id and e.position = h.position
     left join zhendi.audit_archive a on a.tenant_id = t.tenant_id and a.last_position = h.position
     order by h.ord`,
    [heads.map((head) => head.tenant), heads.map((head) => head.position)],
  );
  return rows.map(({ known, archived, hash }, i) => {
    if (!known) return undefined;
    return hash ?? (archived ? heads[i]!.hash : null);
  });
}
