import { randomUUID } from 'node:crypto';
import type { AttachmentStore, UploadDrafts } from '../../../libs/attachments/index.ts';
import type { Content } from './contents.ts';

/** Where an installation has its attachments, and what is not one yet. */
export interface AttachmentFiles {
  readonly store: AttachmentStore;
  readonly drafts: UploadDrafts;
}

/**
 * Keeps what stands one behind the other, as {@link contentBytes} wrote it. What is there already stays as it is.
 *
 * @param onLost told of each that is not what its SHA-256 says; it is not kept.
 * @returns how many were kept.
 */
export async function keepContents(
  contents: AsyncIterable<Content>,
  bytes: AsyncIterable<Buffer>,
  { store, drafts }: AttachmentFiles,
  onLost: (content: Content) => void,
): Promise<number> {
  const pieces = new Pieces(bytes);
  let kept = 0;
  for await (const content of contents) {
    const draft = { tenantId: content.tenantId, uploadId: randomUUID() };
    const digest = await drafts.fill(draft, pieces.next(content.bytes));
    if (digest === content.sha256) {
      await store.put(content.tenantId, digest, drafts.pathOf(draft));
      kept++;
    } else onLost(content);
    await drafts.remove(draft);
  }
  return kept;
}

/** Takes a stream apart into pieces of known lengths. */
class Pieces {
  private readonly source: AsyncIterator<Buffer, unknown>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.source = bytes[Symbol.asyncIterator]();
  }

  /** The next bytes of the stream; fewer where it ends. */
  async *next(length: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = length; left > 0;) {
      if (this.rest.length === 0) {
        const read = await this.source.next();
        if (read.done) return;
        this.rest = read.value;
      }
      const piece = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}
