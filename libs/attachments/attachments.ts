import type { Readable } from 'node:stream';
import { readingOnly, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';
import { findAttachment, findAttachments, type Attachment } from './attachment-rows.ts';
import type { AttachmentStore } from './attachment-store.ts';

/** What a town keeps of files, for whoever may have it. */
export class Attachments {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: AttachmentStore,
  ) {}

  /**
   * An attachment and its content, which the caller reads to its end or destroys; null for one that the scope does not
   * reach, which is not told apart from one that is not there.
   *
   * @throws {AttachmentLost}
   */
  async open(
    scope: TenantScope,
    sha256: string,
  ): Promise<{ attachment: Attachment; content: Readable } | null> {
    const attachment = await this.database.withTenant(readingOnly(scope), (db) =>
      findAttachment(db, scope, sha256),
    );
    if (!attachment) return null;
    return { attachment, content: await this.store.open(scope.tenantId, sha256, attachment.bytes) };
  }
}

/** Those of the contents that the scope reaches, by SHA-256. */
export async function keptAttachments(
  database: TenantDatabase,
  scope: TenantScope,
  sha256s: readonly string[],
): Promise<ReadonlyMap<string, Attachment>> {
  const found = await database.withTenant(readingOnly(scope), (db) => findAttachments(db, scope, sha256s));
  return new Map(found.map((attachment) => [attachment.sha256, attachment]));
}
