import type { Readable } from 'node:stream';

/** A stored content that is not there any more, or not in its length: the store has lost it, or somebody touched it. */
export class AttachmentLost extends Error {
  override readonly name = 'AttachmentLost';
  constructor(tenantId: number, sha256: string) {
    super(`the store does not have ${sha256} of tenant ${tenantId} as it was kept`);
  }
}

/** Where contents lie, by tenant and SHA-256. What is kept is never changed and never removed. */
export interface AttachmentStore {
  /**
   * Keeps what a local file holds, which stays; the same content again changes nothing. Durable once it resolves, and
   * whoever opens the content meanwhile gets all of it or nothing.
   *
   * @param sha256 of the file, hexadecimal: the caller has computed it.
   */
  put(tenantId: number, sha256: string, path: string): Promise<void>;

  /** The content. @param bytes its length. @throws {AttachmentLost} */
  open(tenantId: number, sha256: string, bytes: number): Promise<Readable>;
}
