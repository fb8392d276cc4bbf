import { createHash } from 'node:crypto';
import type { RecordedEvent } from '../../event-store/index.ts';
import type { RecordedHistory } from './recorded-history.ts';

/** Where a chain does not hold, recomputed after docs/hash-chain.md alone. */
export function checkChains({ tenants, events }: RecordedHistory): string[] {
  const faults: string[] = [];
  const ends = new Map<number, string>();
  for (const event of events) {
    const { publicId, code } = tenants.get(event.tenantId)!;
    const previous = ends.get(event.tenantId) ?? sha256(`zhendi/1/${publicId}`).toString('hex');
    const hash = sha256(Buffer.from(previous, 'hex'), canonical(elements(event))).toString('hex');
    if (hash !== event.hash) faults.push(`the chain of ${code} breaks at position ${event.position}`);
    ends.set(event.tenantId, event.hash);
  }
  return faults;
}

function elements({ stream, metadata, ...e }: RecordedEvent): unknown[] {
  const header = [stream.type, stream.id, stream.version, e.position, e.id, e.type, e.schemaVersion];
  return [...header, e.occurredOn, e.recordedAt, e.data, metadata];
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

function sha256(...parts: (string | Buffer)[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
}
