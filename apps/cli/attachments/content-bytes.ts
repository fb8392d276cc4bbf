import { createHash } from 'node:crypto';
import { AttachmentLost, type AttachmentStore } from '../../../libs/attachments/index.ts';
import type { Content } from './contents.ts';

const ZEROS = Buffer.alloc(64 * 1024);

/**
 * Contents one behind the other, each in its length, so that whoever has the rows can take them apart. In the place of one
 * that is lost or damaged stands something of this length that has another SHA-256.
 *
 * @param onLost told of each such.
 */
export async function* contentBytes(
  contents: AsyncIterable<Content>,
  store: AttachmentStore,
  onLost: (content: Content) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const content of contents) {
    const digest = createHash('sha256');
    let left = content.bytes;
    for await (const chunk of fileOf(content, store)) {
      const bytes = chunk.subarray(0, left);
      digest.update(bytes);
      left -= bytes.length;
      yield bytes;
    }
    if (left > 0 || digest.digest('hex') !== content.sha256) onLost(content);
    for (; left > 0; left -= Math.min(left, ZEROS.length)) yield ZEROS.subarray(0, left);
  }
}

async function* fileOf(
  { tenantId, sha256, bytes }: Content,
  store: AttachmentStore,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* (await store.open(tenantId, sha256, bytes)) as AsyncIterable<Buffer>;
  } catch (error) {
    if (!(error instanceof AttachmentLost)) throw error;
  }
}
