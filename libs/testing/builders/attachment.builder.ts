import { randomUUID } from 'node:crypto';
import type { AttachmentStore, UploadDrafts } from '../../attachments/index.ts';
import { digestOf } from '../files.ts';
import type { Installation } from './installation.builder.ts';

/** Keeps a content of a town, of one of its villages if one is given. @returns its SHA-256. */
export async function anAttachment(
  { owner }: Installation,
  { store, drafts }: { readonly store: AttachmentStore; readonly drafts: UploadDrafts },
  { tenantId, content, villageId = null }: { tenantId: number; content: Buffer; villageId?: string | null },
): Promise<string> {
  const draft = { tenantId, uploadId: randomUUID() };
  await drafts.write(draft, 0, content);
  const sha256 = digestOf(content);
  await store.put(tenantId, sha256, drafts.pathOf(draft));
  await drafts.remove(draft);
  await owner.query(
    `insert into zhendi.attachment (tenant_id, sha256, village_id, name, media_type, bytes, uploaded_by)
     values ($1, $2, $3, '记录.pdf', 'application/pdf', $4, gen_random_uuid())`,
    [tenantId, sha256, villageId, content.length],
  );
  return sha256;
}
