/** A file as an event names it. */
export interface Attachment {
  /** Of the content, hexadecimal. */
  sha256: string;
  name: string;
  /** Found by the server from the content. */
  mediaType: string;
  bytes: number;
}

/** What is announced of a file. */
export interface UploadAnnouncement {
  name: string;
  bytes: number;
  sha256?: string;
  villageId?: string;
}

/** An upload that has begun. */
export interface BegunUpload {
  uploadId: string;
  /** Bytes of a chunk, at most. */
  chunkBytes: number;
  nextOffset: number;
}

/** How a file is brought to a town, request by request. Each throws a `Problem` for an answer that is not 2xx. */
export interface UploadRoutes {
  begin(file: UploadAnnouncement, signal: AbortSignal): Promise<BegunUpload>;
  nextOffset(uploadId: string, signal: AbortSignal): Promise<number>;
  /** @returns where the next bytes belong. */
  send(uploadId: string, offset: number, bytes: Blob, signal: AbortSignal): Promise<number>;
  complete(uploadId: string, signal: AbortSignal): Promise<Attachment>;
}
