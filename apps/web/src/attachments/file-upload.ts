import { delay } from '../api/delay.ts';
import { networkCode, Problem } from '../api/problem.ts';
import type { Attachment, BegunUpload, UploadRoutes } from './upload-routes.ts';

/** Tries in a row that bring nothing, before somebody has to say that it should go on. */
const mostFailures = 6;
const longestWait = 30_000;

/** What is uploaded: a browser's `File`. */
export type NamedBlob = Pick<Blob, 'size' | 'slice' | 'arrayBuffer'> & { readonly name: string };

export interface FileUploadOptions {
  villageId?: string | undefined;
  /** Told how many bytes have arrived. */
  onProgress: (bytes: number) => void;
  /** Milliseconds before the second try; twice as many before each further one. */
  firstWait?: number;
}

/**
 * The upload of one file. It goes on by itself where it was when a connection breaks or the server is away; after too many
 * tries it throws, and can be run again, from there on.
 */
export class FileUpload {
  private begun: BegunUpload | undefined;

  constructor(
    private readonly routes: UploadRoutes,
    private readonly file: NamedBlob,
    private readonly options: FileUploadOptions,
  ) {}

  /** @throws {Problem} for what waiting does not mend, or after too many tries; the signal's reason. */
  async run(signal: AbortSignal): Promise<Attachment> {
    const { firstWait = 1_000 } = this.options;
    let failures = 0;
    const onArrived = (bytes: number) => {
      failures = 0;
      this.options.onProgress(bytes);
    };
    for (;;) {
      try {
        return await this.attempt(signal, onArrived);
      } catch (error) {
        failures += 1;
        if (!isPassing(error) || failures > mostFailures) throw error;
        const wait = Math.min(firstWait * 2 ** (failures - 1), longestWait);
        await delay((error.retryAfter ?? 0) * 1_000 || wait, signal);
      }
    }
  }

  private async attempt(signal: AbortSignal, onArrived: (bytes: number) => void): Promise<Attachment> {
    const { size } = this.file;
    const { uploadId, chunkBytes } = (this.begun ??= await this.begin(signal));
    let offset = await this.routes.nextOffset(uploadId, signal);
    this.options.onProgress(offset);
    while (offset < size) {
      const chunk = this.file.slice(offset, offset + chunkBytes);
      offset = await this.routes.send(uploadId, offset, chunk, signal);
      onArrived(offset);
    }
    return this.routes.complete(uploadId, signal);
  }

  private async begin(signal: AbortSignal): Promise<BegunUpload> {
    const { name, size } = this.file;
    const { villageId } = this.options;
    const sha256 = await digestOf(this.file);
    return this.routes.begin(
      { name, bytes: size, ...(sha256 && { sha256 }), ...(villageId && { villageId }) },
      signal,
    );
  }
}

/** SHA-256, hexadecimal. Browsers compute it on pages that come by https, or from this machine: undefined on others. */
async function digestOf(file: NamedBlob): Promise<string | undefined> {
  // Typed as if it were always there.
  const subtle = crypto.subtle as typeof crypto.subtle | undefined;
  if (!subtle) return undefined;
  const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the same may work in a while: no answer, too many requests, a server in trouble; or the bytes had come already. */
export function isPassing(error: unknown): error is Problem {
  if (!(error instanceof Problem)) return false;
  const { status, code } = error;
  return (
    code === networkCode || code === 'attachment.offset' || status === 408 || status === 429 || status >= 500
  );
}
