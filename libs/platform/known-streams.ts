import { LRUCache } from 'lru-cache';
import { streamName, type StreamFact, type StreamRef } from '../event-store/index.ts';

// Twice as many of generated towns, with 230 characters of data each, took 12 MB. Counted in events, since to measure each would
// cost more than it saves.
const MOST_EVENTS = 10_000;
// A longer one would take the place of many: a project has a few dozen events at its end.
const MOST_EVENTS_OF_A_STREAM = 200;
// Versions tell of every change but one: a history that a failing database lost the end of, and that went on otherwise.
const TRUSTED_MS = 60_000;

interface Known {
  readonly events: readonly StreamFact[];
  readonly loadedAt: number;
}

/**
 * The events of streams that this process has lately loaded or recorded. Others may have recorded more since then: whoever
 * decides on them lets the append compare the versions, and tells nothing but a success.
 */
export class KnownStreams {
  /** Their ends are looked at here: the cache would set timers for them. */
  private readonly streams = new LRUCache<string, Known>({
    maxSize: MOST_EVENTS,
    maxEntrySize: MOST_EVENTS_OF_A_STREAM,
    sizeCalculation: ({ events }) => Math.max(1, events.length),
  });

  /** The events of all these streams, in order of position; null when one of them is not known. */
  of(tenantId: number, streams: readonly StreamRef[]): readonly StreamFact[] | null {
    const trusted = performance.now() - TRUSTED_MS;
    const events: StreamFact[] = [];
    for (const stream of streams) {
      const known = this.streams.get(keyOf(tenantId, stream));
      if (!known || known.loadedAt < trusted) return null;
      events.push(...known.events);
    }
    return events.sort((one, other) => one.position - other.position);
  }

  /** @param events all that were loaded of these streams, in the order of their versions. */
  learn(tenantId: number, streams: readonly StreamRef[], events: readonly StreamFact[]): void {
    const loadedAt = performance.now();
    for (const stream of streams) {
      const key = keyOf(tenantId, stream);
      const loaded = events.filter((event) => keyOf(tenantId, event.stream) === key).map(factOf);
      // What was recorded while they were on their way is not forgotten again.
      if (loaded.length < (this.streams.peek(key)?.events.length ?? 0)) continue;
      this.streams.set(key, { events: loaded, loadedAt });
    }
  }

  /** Events that this process has just recorded: of streams that are known, they are known too. */
  recorded(tenantId: number, events: readonly StreamFact[]): void {
    for (const event of events) {
      const key = keyOf(tenantId, event.stream);
      const known = this.streams.peek(key);
      if (!known) continue;
      if (event.stream.version === known.events.length + 1)
        this.streams.set(key, { ...known, events: [...known.events, factOf(event)] });
      else this.streams.delete(key);
    }
  }

  forget(tenantId: number, streams: readonly StreamRef[]): void {
    for (const stream of streams) this.streams.delete(keyOf(tenantId, stream));
  }
}

// Streams of two tenants may have the same name.
function keyOf(tenantId: number, stream: StreamRef): string {
  return `${tenantId} ${streamName(stream)}`;
}

/** Nothing but the fact: who recorded it and its hash would take as much memory again. */
function factOf({ position, id, stream, type, schemaVersion, data, occurredOn }: StreamFact): StreamFact {
  return { position, id, stream, type, schemaVersion, data, occurredOn };
}
