import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Json } from './event.ts';
import type { ChainHead } from './heads.ts';

/** Where chains ended at a moment: what is published outside of the database. */
export interface Publication {
  /** UTC, ISO 8601. */
  readonly publishedAt: string;
  /** {@link lineHash} of the line before it; of the first one {@link NO_LINE}. */
  readonly previous: string;
  /** Of the events. */
  readonly heads: readonly ChainHead[];
  /** Of the audit log; absent where nothing of it moved, and in lines from before it. */
  readonly audit?: readonly ChainHead[];
}

/** What stands before the first line. */
export const NO_LINE = '0'.repeat(64);

/** A line that is no publication of the key's owner; the message says why. */
export class InvalidPublication extends Error {
  override readonly name = 'InvalidPublication';
}

/**
 * A line of a publication, or of what else is vouched for outside of the database, without its end of line: canonical
 * JSON with an Ed25519 signature over the rest of it.
 */
export function signedLine(content: object, privateKey: KeyObject): string {
  const signed = content as { [key: string]: Json };
  const signature = sign(null, Buffer.from(canonicalJson(signed), 'utf8'), privateKey).toString('base64');
  return canonicalJson({ ...signed, signature });
}

/**
 * Reads a line and checks its signature; that it has the content's shape follows from who signed it.
 *
 * @throws {InvalidPublication}
 */
export function readLine<Content = Publication>(line: string, publicKey: KeyObject): Content {
  const { signature, ...content } = parse(line);
  const signed =
    typeof signature === 'string' &&
    verify(null, Buffer.from(canonicalJson(content), 'utf8'), publicKey, Buffer.from(signature, 'base64'));
  if (!signed) throw new InvalidPublication('the signature does not fit');
  return content as Content;
}

/** SHA-256 of a line, without its end of line, hexadecimal: what the next line names. */
export function lineHash(line: string): string {
  return createHash('sha256').update(line, 'utf8').digest('hex');
}

function parse(line: string): { [key: string]: Json } {
  try {
    const value = JSON.parse(line) as Json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as { [key: string]: Json };
  } catch {
    // Told below, as any other line that is none.
  }
  throw new InvalidPublication('it is no JSON object');
}
