import type { SqlClient } from '../event-store/index.ts';
import type { TenantScope } from '../tenancy/index.ts';

/** A content that a town keeps. Events name it by these four. */
export interface Attachment {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Adds it, unless the town, or the village, has the content already: then the first name stays. */
export async function insertAttachment(
  db: SqlClient,
  { tenantId }: TenantScope,
  account: string,
  { sha256, villageId, name, mediaType, bytes }: Attachment & { readonly villageId: string | null },
): Promise<void> {
  await db.query(
    `insert into zhendi.attachment (tenant_id, sha256, village_id, name, media_type, bytes, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [tenantId, sha256, villageId, name, mediaType, bytes, account],
  );
}

/** Those of the contents that the scope reaches, each once: of a town all, of a village what was sent for it. */
export async function findAttachments(
  db: SqlClient,
  { tenantId, villageId }: TenantScope,
  sha256s: readonly string[],
): Promise<Attachment[]> {
  const { rows } = await db.query<Attachment>(
    `select distinct on (sha256) sha256, name, media_type as "mediaType", bytes from zhendi.attachment
     where tenant_id = $1 and sha256 = any ($2::text[]) and ($3::uuid is null or village_id = $3)
     order by sha256, uploaded_at`,
    [tenantId, sha256s, villageId ?? null],
  );
  return rows;
}

export async function findAttachment(
  db: SqlClient,
  scope: TenantScope,
  sha256: string,
): Promise<Attachment | null> {
  return (await findAttachments(db, scope, [sha256]))[0] ?? null;
}
