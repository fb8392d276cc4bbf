import { canonicalJson, chainHash, partDigest } from './canonical.ts';
import type { Json, RecordedEvent } from './event.ts';
import { locateFault, type Misplacement } from './locate-fault.ts';
import { restoreHeader, type RestoredHeader } from './restore-header.ts';
import type { ChainPoint, ChainSource } from './verify.ts';

/** What is wrong with a chain, from which position on; docs/hash-chain.md says how each is told. */
export type Fault =
  /** The events from `position` to `last` are gone or were not recorded there, or one stands elsewhere. */
  | Misplacement
  | {
      readonly kind: 'altered';
      readonly position: number;
      /** `hash`: only the stored hash; `header`: none of the other parts; `unknown`: no digests of the parts were kept. */
      readonly part: 'data' | 'metadata' | 'data and metadata' | 'header' | 'hash' | 'unknown';
      /** The one field that was altered, where its recorded value could be found again. */
      readonly restored?: RestoredHeader;
    }
  /** The chain ends before `position`, though it went on to `last`. */
  | { readonly kind: 'cut'; readonly position: number; readonly last: number };

/**
 * Says what is wrong where a chain of events breaks.
 *
 * @param before the last point that holds.
 * @param stranger the event that was met instead of the one that follows it.
 * @param types names of event types met before.
 */
export async function diagnose(
  source: ChainSource,
  before: ChainPoint,
  stranger: RecordedEvent,
  types: ReadonlySet<string>,
): Promise<Fault> {
  const events = { after: (position: number) => source.after(position), hash: chainHash };
  const fault = await locateFault<RecordedEvent>(events, before, stranger, source.lastReceipt);
  if (fault.kind !== 'altered') return fault;
  const { kind, position, onlyHash, next } = fault;
  if (onlyHash) return { kind, position, part: 'hash' };
  const part = await alteredPart(source, stranger);
  const restored =
    part === 'header' || part === 'unknown' ? restoreHeader(before.hash, stranger, { types, next }) : null;
  return { kind, position, ...(restored ? { part: 'header', restored } : { part }) };
}

async function alteredPart(source: ChainSource, event: RecordedEvent) {
  const recorded = await source.parts(event.position);
  if (recorded === null) return 'unknown';
  const data = digest(event.data) !== recorded.data;
  const metadata = digest(event.metadata as unknown as Json) !== recorded.metadata;
  if (data && metadata) return 'data and metadata';
  if (data) return 'data';
  return metadata ? 'metadata' : 'header';
}

function digest(part: Json): string {
  return partDigest(canonicalJson(part));
}
