import { chainHash } from './canonical.ts';
import { diagnose, type Fault } from './diagnose.ts';
import type { RecordedEvent } from './event.ts';

/** A place in a chain; position 0 with the genesis hash stands before the first event. */
export interface ChainPoint {
  readonly position: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** Digests of an event's parts as they were recorded; see `partDigests`. */
export interface PartDigests {
  readonly data: string;
  readonly metadata: string;
}

/** One tenant's events as verification reads them, more than once where something is wrong. */
export interface ChainSource {
  /** The events after a position, by position, as recorded: not upcast. */
  after(position: number): AsyncIterable<RecordedEvent>;
  /** What was kept of the event's parts when it was recorded; null where nothing was. */
  parts(position: number): Promise<PartDigests | null>;
  /** The last position that a command's receipt tells of, at the moment that also bounds `after`. */
  readonly lastReceipt: number;
}

export interface ChainVerdict {
  /** How far the chain holds. */
  readonly verified: ChainPoint;
  /** The first thing that is wrong, or null. */
  readonly fault: Fault | null;
}

/**
 * Recomputes a chain after a point that is taken for granted, and stops at the first position that is wrong. Reads
 * event by event; memory does not grow with the chain.
 *
 * @param onEvent told of each position that holds.
 * @param last where to end for now: what comes after it is not looked at.
 */
export async function verifyChain(
  source: ChainSource,
  from: ChainPoint,
  onEvent: (position: number) => void = () => undefined,
  last = Infinity,
): Promise<ChainVerdict> {
  const types = new Set<string>();
  let verified = from;
  for await (const event of source.after(from.position)) {
    const holds = event.position === verified.position + 1 && chainHash(verified.hash, event) === event.hash;
    if (!holds) return { verified, fault: await diagnose(source, verified, event, types) };
    verified = { position: event.position, hash: event.hash };
    types.add(event.type);
    onEvent(event.position);
    if (event.position >= last) return { verified, fault: null };
  }
  return { verified, fault: wrongEnd(verified.position, source.lastReceipt) };
}

/** Every command left a receipt: a chain that holds and ends elsewhere was cut or prolonged. */
function wrongEnd(end: number, lastReceipt: number): Fault | null {
  if (end < lastReceipt) return { kind: 'cut', position: end + 1, last: lastReceipt };
  if (end > lastReceipt) return { kind: 'inserted', position: lastReceipt + 1, last: end };
  return null;
}
