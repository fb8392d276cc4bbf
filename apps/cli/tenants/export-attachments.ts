import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentStore } from '../../../libs/attachments/index.ts';
import type { SqlClient } from '../../../libs/event-store/index.ts';
import { contentBytes } from '../attachments/content-bytes.ts';
import { contentsOf, describeContent, type Content } from '../attachments/contents.ts';
import { OperatorError } from '../operator-error.ts';
import type { ExportedAttachment } from './export-lines.ts';

const PAGE = 1_000;

/** What a tenant knows of its attachments, a row for the town and for each village that has one. */
export async function* attachmentRows(
  owner: SqlClient,
  tenantId: number,
): AsyncGenerator<ExportedAttachment, void, undefined> {
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await owner.query<ExportedAttachment>(
      `select sha256, village_id as "villageId", name, media_type as "mediaType", bytes, uploaded_by as "uploadedBy",
         to_char(uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "uploadedAt"
       from zhendi.attachment where tenant_id = $1 order by sha256, village_id nulls first limit $2 offset $3`,
      [tenantId, PAGE, offset],
    );
    yield* rows;
    if (rows.length < PAGE) return;
  }
}

/** Writes the contents to a new folder, each as a file of its own. @throws {OperatorError} when one is lost or damaged. */
export async function exportContents(
  owner: SqlClient,
  tenantId: number,
  store: AttachmentStore,
  folder: string,
): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  for await (const content of contentsOf(owner, tenantId)) {
    const bytes = contentBytes(only(content), store, () => {
      throw new OperatorError(
        `${describeContent(content)} is lost or damaged: nothing was exported; a backup may have it`,
      );
    });
    const file = createWriteStream(join(folder, content.sha256), { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(bytes, { objectMode: false }), file);
  }
}

async function* only(content: Content): AsyncGenerator<Content, void, undefined> {
  yield await Promise.resolve(content);
}
