import type { SqlClient } from '../event-store/index.ts';
import type { TenantScope } from '../tenancy/index.ts';

/** An upload that is under way or was completed. */
export interface Upload {
  readonly uploadId: string;
  readonly villageId: string | null;
  readonly name: string;
  /** Length of the whole content. */
  readonly bytes: number;
  /** SHA-256 that the client has announced, hexadecimal. */
  readonly announced: string | null;
  /** Bytes that are on the disk. */
  readonly received: number;
  /** SHA-256 of the content, once it is an attachment. */
  readonly completed: string | null;
}

/** What a client announces. */
export type Announcement = Pick<Upload, 'uploadId' | 'villageId' | 'name' | 'bytes' | 'announced'>;

/** @returns false when the account has so many uploads under way already. */
export async function insertUpload(
  db: SqlClient,
  { tenantId }: TenantScope,
  account: string,
  { uploadId, villageId, name, bytes, announced }: Announcement,
  most: number,
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into zhendi.attachment_upload (tenant_id, upload_id, village_id, name, bytes, announced, uploaded_by)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from zhendi.attachment_upload
            where tenant_id = $1 and uploaded_by = $7 and completed is null) < $8
     returning 1`,
    [tenantId, uploadId, villageId, name, bytes, announced, account, most],
  );
  return rows.length > 0;
}

/** An upload of this account; of anybody else's there is none. */
export async function readUpload(
  db: SqlClient,
  { tenantId }: TenantScope,
  account: string,
  uploadId: string,
  lock: '' | 'for update' = '',
): Promise<Upload | null> {
  const { rows } = await db.query<Upload>(
    `select upload_id as "uploadId", village_id as "villageId", name, bytes, announced, received, completed
     from zhendi.attachment_upload where tenant_id = $1 and upload_id = $2 and uploaded_by = $3 ${lock}`,
    [tenantId, uploadId, account],
  );
  return rows[0] ?? null;
}

/** Notes what has come of an upload since. */
export async function updateUpload(
  db: SqlClient,
  { tenantId }: TenantScope,
  uploadId: string,
  { received, completed }: Pick<Upload, 'received' | 'completed'>,
): Promise<void> {
  await db.query(
    `update zhendi.attachment_upload set received = $3, completed = $4, last_changed_at = now()
     where tenant_id = $1 and upload_id = $2`,
    [tenantId, uploadId, received, completed],
  );
}
