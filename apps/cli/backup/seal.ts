import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * What the seal is written over: the last bytes of the file, which a zip file has for a comment. The seal is the
 * SHA-256 of all bytes before it, hexadecimal: `head -c -64 <file> | sha256sum` gives what `tail -c 64 <file>` says.
 */
export const SEAL_PLACEHOLDER = '0'.repeat(64);

/** The seal that a file of this size must have. */
export async function digestBeforeSeal(path: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  // The last byte that is read is at `end`.
  await pipeline(createReadStream(path, { end: size - SEAL_PLACEHOLDER.length - 1 }), hash);
  return hash.digest('hex');
}
