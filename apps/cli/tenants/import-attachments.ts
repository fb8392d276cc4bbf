import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SqlClient } from '../../../libs/event-store/index.ts';
import { contentsOf, type Content } from '../attachments/contents.ts';
import type { AttachmentFiles } from '../attachments/keep-contents.ts';
import { OperatorError } from '../operator-error.ts';
import { CONTENTS } from './manifest.ts';

/**
 * Keeps the contents of a tenant whose rows were imported; all are looked at before the first is kept.
 *
 * @throws {OperatorError} when one is not there, or not what its name says.
 */
export async function importContents(
  owner: SqlClient,
  tenantId: number,
  folder: string,
  files: AttachmentFiles,
): Promise<void> {
  const pathOf = ({ sha256 }: Content) => join(folder, CONTENTS, sha256);
  for await (const content of contentsOf(owner, tenantId)) await requireContent(pathOf(content), content);
  for await (const content of contentsOf(owner, tenantId)) {
    const draft = { tenantId, uploadId: randomUUID() };
    const digest = await files.drafts.fill(draft, createReadStream(pathOf(content)) as AsyncIterable<Buffer>);
    await files.store.put(tenantId, digest, files.drafts.pathOf(draft));
    await files.drafts.remove(draft);
  }
}

async function requireContent(path: string, { sha256, bytes }: Content): Promise<void> {
  const digest = createHash('sha256');
  const source = createReadStream(path);
  try {
    await pipeline(source, digest);
  } catch (error) {
    throw new OperatorError(`${path}: ${(error as Error).message}; nothing was imported`);
  }
  if (digest.digest('hex') !== sha256 || source.bytesRead !== bytes)
    throw new OperatorError(`${path} is not what was exported; nothing was imported`);
}
