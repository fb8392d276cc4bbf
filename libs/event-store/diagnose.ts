import { canonicalJson, chainHash, partDigest } from './canonical.ts';
import type { Json, RecordedEvent } from './event.ts';
import { restoreHeader, type RestoredHeader } from './restore-header.ts';
import type { ChainPoint, ChainSource } from './verify.ts';

/** What is wrong with a chain, from which position on; docs/hash-chain.md says how each is told. */
export type Fault = { readonly position: number } & (
  | {
      readonly kind: 'altered';
      /** `hash`: only the stored hash; `header`: none of the other parts; `unknown`: no digests of the parts were kept. */
      readonly part: 'data' | 'metadata' | 'data and metadata' | 'header' | 'hash' | 'unknown';
      /** The one field that was altered, where its recorded value could be found again. */
      readonly restored?: RestoredHeader;
    }
  /** The events from `position` to `last` are gone, whether the later ones were moved up or not. */
  | { readonly kind: 'removed'; readonly last: number }
  /** The events from `position` to `last` were not recorded there. */
  | { readonly kind: 'inserted'; readonly last: number }
  /** The event that was recorded at `position` stands at `foundAt`. */
  | { readonly kind: 'reordered'; readonly foundAt: number }
  /** The chain ends before `position`, though it went on to `last`. */
  | { readonly kind: 'cut'; readonly last: number }
);

// So many events removed and the later ones moved up are counted; each is one hash, some 10 µs.
const MOST_REMOVED = 10_000;

/**
 * Says what is wrong where a chain breaks.
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
  const position = before.position + 1;
  // Only where the primary key was dropped: two events at one position.
  if (stranger.position < position)
    return { kind: 'inserted', position: stranger.position, last: stranger.position };

  const { foundAt, strangerIsGenuine, end } = await findMoved(source, before, stranger);
  if (foundAt !== null) {
    return stranger.position > position || strangerIsGenuine
      ? { kind: 'reordered', position, foundAt }
      : { kind: 'inserted', position, last: foundAt - 1 };
  }
  if (stranger.position > position) return { kind: 'removed', position, last: stranger.position - 1 };
  if (position > source.lastReceipt) return { kind: 'inserted', position, last: end };
  return replaced(source, before, stranger, types);
}

/** Whether an event was recorded right after a hash, at a position that may not be where it stands. */
function follows(hash: string, event: RecordedEvent, position: number): boolean {
  return chainHash(hash, { ...event, position }) === event.hash;
}

/** Looks through the rest of the chain for the event that was recorded after `before`, and for the stranger's place. */
async function findMoved(source: ChainSource, before: ChainPoint, stranger: RecordedEvent) {
  const position = before.position + 1;
  let foundAt: number | null = null;
  let strangerIsGenuine = false;
  let end = before.position;
  for await (const event of source.after(before.position)) {
    end = event.position;
    if (foundAt === null && follows(before.hash, event, position)) {
      foundAt = event.position;
      strangerIsGenuine ||= follows(event.hash, stranger, position + 1);
    }
    // Behind an event that stands where it was recorded, or that one event moved on by one.
    strangerIsGenuine ||=
      follows(event.hash, stranger, event.position + 1) || follows(event.hash, stranger, event.position);
    if (foundAt !== null && strangerIsGenuine) break;
  }
  return { foundAt, strangerIsGenuine, end };
}

/** The event that was recorded at this position is nowhere, and another one stands in its place. */
async function replaced(
  source: ChainSource,
  before: ChainPoint,
  event: RecordedEvent,
  types: ReadonlySet<string>,
): Promise<Fault> {
  const { position } = event;
  const next = await first(source.after(position));
  if (next?.position === position + 1) {
    // The next one was hashed after the event as it is: only its own stored hash is wrong.
    if (follows(chainHash(before.hash, event), next, next.position))
      return { kind: 'altered', position, part: 'hash' };
    if (!follows(event.hash, next, next.position)) {
      const removed = countRemoved(event.hash, next);
      if (removed > 0) return { kind: 'removed', position, last: position + removed - 1 };
    }
  }
  const part = await alteredPart(source, event);
  const restored =
    part === 'header' || part === 'unknown' ? restoreHeader(before.hash, event, { types, next }) : null;
  return { kind: 'altered', position, ...(restored ? { part: 'header', restored } : { part }) };
}

/** How many positions `next` was moved up by; 0 when it was not. */
function countRemoved(hash: string, next: RecordedEvent): number {
  for (let removed = 1; removed <= MOST_REMOVED; removed++) {
    if (follows(hash, next, next.position + removed)) return removed;
  }
  return 0;
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

async function first(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent | undefined> {
  for await (const event of events) return event;
  return undefined;
}
