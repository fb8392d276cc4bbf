import { genesisHash } from './canonical.ts';
import type { SqlClient } from './sql-client.ts';
import { EventReader } from './read.ts';
import type { ChainPoint, ChainSource } from './verify.ts';

/** Where a tenant's chain ended at some moment. */
export interface ChainHead extends ChainPoint {
  /** The tenant's public id. */
  readonly tenant: string;
  /** Its division code then. */
  readonly code: string;
}

/** The chain of one tenant, bounded by how long it was when it was opened. */
export interface TenantChain extends ChainSource {
  readonly tenantId: number;
  /** The tenant's public id. */
  readonly tenant: string;
  readonly code: string;
  readonly name: string;
  /** Position of the last event; 0 without any. */
  readonly end: number;
}

/** The ends of all tenants' chains, by code. Needs no scope: it gives no facts. */
export async function readHeads(client: SqlClient): Promise<ChainHead[]> {
  const { rows } = await client.query<{ public_id: string; code: string; position: string; hash: string }>(
    'select public_id, code, position, hash from zhendi.chain_heads()',
  );
  return rows.map(({ public_id, code, position, hash }) => ({
    tenant: public_id,
    code,
    position: Number(position),
    hash,
  }));
}

/**
 * The hashes that the store holds now at the positions of heads, in their order: undefined for a tenant that is not
 * there, null for a position that is not. For the operator, on the owner's connection.
 */
export async function storedHashes(
  owner: SqlClient,
  heads: readonly ChainHead[],
): Promise<(string | null | undefined)[]> {
  const { rows } = await owner.query<{ known: boolean; hash: string | null }>(
    `select t.tenant_id is not null as known, encode(e.hash, 'hex') as hash
     from unnest($1::uuid[], $2::bigint[]) with ordinality as h (tenant, position, ord)
     left join zhendi.tenant t on t.public_id = h.tenant
     left join lateral (
       select hash from zhendi.event where tenant_id = t.tenant_id and position = h.position limit 1
     ) e on true
     order by h.ord`,
    [heads.map((head) => head.tenant), heads.map((head) => head.position)],
  );
  return rows.map(({ known, hash }) => (known ? hash : undefined));
}

/**
 * Opens the chains of all tenants, by code. For the operator, on the owner's connection.
 *
 * @param code only this tenant's; none when there is no such tenant.
 */
export async function openChains(owner: SqlClient, code?: string): Promise<TenantChain[]> {
  // One statement, so that ends and receipts belong together while others append.
  const { rows } = await owner.query<{
    tenant_id: number;
    public_id: string;
    code: string;
    name: string;
    end: string;
    last_receipt: string;
  }>(
    `select t.tenant_id, t.public_id, t.code, t.name,
       (select coalesce(max(e.position), 0) from zhendi.event e where e.tenant_id = t.tenant_id) as "end",
       (select coalesce(max(c.last_position), 0) from zhendi.command c where c.tenant_id = t.tenant_id) as last_receipt
     from zhendi.tenant t where t.level <> 'platform' and ($1::text is null or t.code = $1) order by t.code`,
    [code ?? null],
  );
  return rows.map(({ tenant_id, public_id, code, name, end, last_receipt }) => ({
    tenantId: tenant_id,
    tenant: public_id,
    code,
    name,
    end: Number(end),
    lastReceipt: Number(last_receipt),
    after: (position) => new EventReader(owner).history(tenant_id, { after: position, upTo: Number(end) }),
    parts: (position) => readParts(owner, tenant_id, position),
  }));
}

/**
 * The point of a chain at a position, as the store holds it, to verify from there on; 0: its beginning.
 *
 * @returns null when there is no event at the position.
 */
export async function chainPoint(
  owner: SqlClient,
  chain: TenantChain,
  position: number,
): Promise<ChainPoint | null> {
  if (position === 0) return { position, hash: genesisHash(chain.tenant) };
  const [hash] = await storedHashes(owner, [{ tenant: chain.tenant, code: chain.code, position, hash: '' }]);
  return hash ? { position, hash } : null;
}

async function readParts(owner: SqlClient, tenantId: number, position: number) {
  const { rows } = await owner.query<{ parts: string | null }>(
    `select encode(e.parts, 'hex') as parts from zhendi.event e where e.tenant_id = $1 and e.position = $2`,
    [tenantId, position],
  );
  const parts = rows[0]?.parts;
  return parts ? { data: parts.slice(0, 8), metadata: parts.slice(8) } : null;
}
