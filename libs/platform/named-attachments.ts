import { keptAttachments } from '../attachments/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import type { Attachment } from '../features/shared/values.ts';
import type { TenantDatabase, TenantScope } from '../tenancy/index.ts';

/** The one field in which commands name attachments. */
export interface NamesAttachments {
  readonly attachments?: readonly Attachment[];
}

/**
 * Makes sure that what a command says of attachments is so, which no decider can know: that the scope reaches each, and that
 * its kind and length are those that were found when it was uploaded.
 *
 * @throws {Refusal} attachment.unknown at the first that is not.
 */
export async function requireAttachments(
  database: TenantDatabase,
  scope: TenantScope,
  { attachments: named = [] }: NamesAttachments,
): Promise<void> {
  if (named.length === 0) return;
  const digests = named.map(({ sha256 }) => sha256);
  const kept = await keptAttachments(database, scope, digests);
  const unknown = named.findIndex(({ sha256, mediaType, bytes }) => {
    const attachment = kept.get(sha256);
    return attachment?.mediaType !== mediaType || attachment.bytes !== bytes;
  });
  if (unknown < 0) return;
  throw new Refusal(
    'attachment.unknown',
    {
      zh: '本镇没有这个附件（或其类型、大小不符）',
      en: 'The town has no such attachment, or not of this kind and length',
    },
    { zh: '请先上传文件', en: 'upload the file first' },
    `/attachments/${unknown}`,
  );
}
