import type { ChainPoint } from './verify.ts';

/** Entries of a chain as they are stored, and how their hashes are made. */
export interface LinkedEntries<Entry extends ChainPoint> {
  /** The entries after a position, by position. */
  after(position: number): AsyncIterable<Entry>;
  /** The hash of an entry that follows one with `previousHash`. */
  hash(previousHash: string, entry: Entry): string;
}

/** Entries that are not where they were recorded. */
export type Misplacement = { readonly position: number } & (
  | { readonly kind: 'removed'; readonly last: number }
  | { readonly kind: 'inserted'; readonly last: number }
  | { readonly kind: 'reordered'; readonly foundAt: number }
);

/** An entry that stands where it was recorded and is not what was recorded. */
export interface Alteration<Entry> {
  readonly kind: 'altered';
  readonly position: number;
  /** Only the stored hash is wrong. */
  readonly onlyHash: boolean;
  /** The entry after it. */
  readonly next: Entry | undefined;
}

// So many entries removed and the later ones moved up are counted; each is one hash, some 10 µs. Of more, the first is told as
// altered.
const MOST_REMOVED = 100_000;

/**
 * Says what is wrong where a chain breaks.
 *
 * @param before the last point that holds.
 * @param stranger the entry that was met instead of the one that follows it.
 * @param lastReceipt the last position that anything else tells of.
 */
export async function locateFault<Entry extends ChainPoint>(
  entries: LinkedEntries<Entry>,
  before: ChainPoint,
  stranger: Entry,
  lastReceipt = Infinity,
): Promise<Misplacement | Alteration<Entry>> {
  const position = before.position + 1;
  // Only where the primary key was dropped: two entries at one position.
  if (stranger.position < position)
    return { kind: 'inserted', position: stranger.position, last: stranger.position };

  const { foundAt, strangerIsGenuine, end } = await findMoved(entries, before, stranger);
  if (foundAt !== null) {
    return stranger.position > position || strangerIsGenuine
      ? { kind: 'reordered', position, foundAt }
      : { kind: 'inserted', position, last: foundAt - 1 };
  }
  if (stranger.position > position) return { kind: 'removed', position, last: stranger.position - 1 };
  if (position > lastReceipt) return { kind: 'inserted', position, last: end };
  return replaced(entries, before, stranger);
}

/** Whether an entry was recorded right after a hash, at a position that may not be where it stands. */
function follows<Entry extends ChainPoint>(
  entries: LinkedEntries<Entry>,
  hash: string,
  entry: Entry,
  position: number,
): boolean {
  return entries.hash(hash, { ...entry, position }) === entry.hash;
}

/** Looks through the rest of the chain for the entry that was recorded after `before`, and for the stranger's place. */
async function findMoved<Entry extends ChainPoint>(
  entries: LinkedEntries<Entry>,
  before: ChainPoint,
  stranger: Entry,
) {
  const position = before.position + 1;
  let foundAt: number | null = null;
  let strangerIsGenuine = false;
  let end = before.position;
  for await (const entry of entries.after(before.position)) {
    end = entry.position;
    if (foundAt === null && follows(entries, before.hash, entry, position)) {
      foundAt = entry.position;
      strangerIsGenuine ||= follows(entries, entry.hash, stranger, position + 1);
    }
    // Behind an entry that stands where it was recorded, or that one entry moved on by one.
    strangerIsGenuine ||=
      follows(entries, entry.hash, stranger, entry.position + 1) ||
      follows(entries, entry.hash, stranger, entry.position);
    if (foundAt !== null && strangerIsGenuine) break;
  }
  return { foundAt, strangerIsGenuine, end };
}

/** The entry that was recorded at this position is nowhere, and another one stands in its place. */
async function replaced<Entry extends ChainPoint>(
  entries: LinkedEntries<Entry>,
  before: ChainPoint,
  entry: Entry,
): Promise<Misplacement | Alteration<Entry>> {
  const { position } = entry;
  const next = await first(entries.after(position));
  if (next?.position === position + 1) {
    // The next one was hashed after the entry as it is: only its own stored hash is wrong.
    if (follows(entries, entries.hash(before.hash, entry), next, next.position))
      return { kind: 'altered', position, onlyHash: true, next };
    if (!follows(entries, entry.hash, next, next.position)) {
      const removed = countRemoved(entries, entry.hash, next);
      if (removed > 0) return { kind: 'removed', position, last: position + removed - 1 };
    }
  }
  return { kind: 'altered', position, onlyHash: false, next };
}

/** How many positions `next` was moved up by; 0 when it was not. */
function countRemoved<Entry extends ChainPoint>(
  entries: LinkedEntries<Entry>,
  hash: string,
  next: Entry,
): number {
  for (let removed = 1; removed <= MOST_REMOVED; removed++) {
    if (follows(entries, hash, next, next.position + removed)) return removed;
  }
  return 0;
}

async function first<Entry>(entries: AsyncIterable<Entry>): Promise<Entry | undefined> {
  for await (const entry of entries) return entry;
  return undefined;
}
