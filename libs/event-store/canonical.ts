import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import type { Json, RecordedEvent } from './event.ts';

// The package is CommonJS and its types describe the function as `default` of the module, which it is not in Node.
const canonicalize = canonicalizeModule as unknown as (value: Json) => string | undefined;

/**
 * The RFC 8785 (JSON Canonicalization Scheme) text of a value: what is hashed, and what Postgres is given.
 *
 * @throws TypeError for what Postgres cannot keep: U+0000 and lone surrogates in a string.
 */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  // JSON.stringify writes both as escapes, so the text shows them.
  if (/\\u0000|\\ud[89a-f]/.test(text.replaceAll('\\\\', ''))) {
    throw new TypeError('text with U+0000 or a lone surrogate cannot be stored');
  }
  return text;
}

/** The bytes of an event that its hash covers; docs/hash-chain.md gives them byte for byte. */
export function canonicalEvent(event: Omit<RecordedEvent, 'hash' | 'tenantId'>): string {
  return canonicalJson([
    event.stream.type,
    event.stream.id,
    event.stream.version,
    event.position,
    event.id,
    event.type,
    event.schemaVersion,
    event.occurredOn,
    event.recordedAt,
    event.data,
    event.metadata as unknown as Json,
  ]);
}

/** The hash that stands before a tenant's first event, hexadecimal. `publicId` is the tenant's own UUID. */
export function genesisHash(publicId: string): string {
  return createHash('sha256').update(`zhendi/1/${publicId}`, 'utf8').digest('hex');
}

/** The hash of an event that follows one with `previousHash`; both hexadecimal. */
export function chainHash(previousHash: string, event: Omit<RecordedEvent, 'hash' | 'tenantId'>): string {
  return createHash('sha256')
    .update(Buffer.from(previousHash, 'hex'))
    .update(canonicalEvent(event), 'utf8')
    .digest('hex');
}

/** What is kept of the data or the metadata to tell later which of them was altered: eight hexadecimal digits. */
export function partDigest(canonicalText: string): string {
  return createHash('sha256').update(canonicalText, 'utf8').digest('hex').slice(0, 8);
}
