import type { RecordedEvent, SqlClient, Upcasters } from '../event-store/index.ts';
import type { Columns, Values } from './columns.ts';
import type { Projection } from './define-projection.ts';
import type { Cutoff } from './event-scope.ts';
import { rowChanges } from './provenance.ts';

/** A figure that adds up over the rows of a read model: what one row gives to it. */
export interface Figure {
  readonly projection: Projection;
  readonly rows: (key: Values<Columns>) => boolean;
  readonly measure: (row: Values<Columns>) => number;
  readonly eventTypes?: readonly string[] | undefined;
}

/** What a figure leaves out of its read model. */
interface FigureLimits<Key> {
  /** Only these rows, told by their keys. */
  readonly rows?: (key: Key) => boolean;
  /** The only types of events that can change the figure; absent: all that the read model listens to. */
  readonly eventTypes?: readonly string[];
}

/** Declares a figure; `measure` is pure, and 0 for a row that nothing has happened to. */
export function defineFigure<K extends Columns, R extends Columns>(
  projection: Projection<K, R>,
  measure: (row: Values<R>) => number,
  { rows = () => true, eventTypes }: FigureLimits<Values<K>> = {},
): Figure {
  return { projection, measure, rows, eventTypes } as unknown as Figure;
}

/** Where an event stands among those of several tenants. */
export type Place = Pick<RecordedEvent, 'occurredOn' | 'recordedAt' | 'tenantId' | 'position'>;

/** An event and what it gave to a figure; below zero where it took away. */
export interface Contribution {
  readonly event: RecordedEvent;
  readonly change: number;
}

/** A figure, opened: its value is the sum of all its events' changes. */
export interface FigureOrigins {
  readonly value: number;
  /** How many events made it, on all pages. */
  readonly count: number;
  /** The events that changed it, the latest day first. */
  readonly events: readonly Contribution[];
  /** Whether there are more events on later pages. */
  readonly more: boolean;
}

/**
 * Opens a figure down to the events of all these tenants that made it. Folds their histories anew, one tenant after the
 * other; holds the rows of one tenant and two pages of events.
 *
 * @param after the last event of the page before.
 * @throws {FoldFailed} with the event that could not be folded.
 */
export async function figureOrigins(
  db: SqlClient,
  { projection, measure, rows, eventTypes }: Figure,
  tenantIds: readonly number[],
  { cutoff, after, limit }: { cutoff: Cutoff; after?: Place | undefined; limit: number },
  upcasters: Upcasters = {},
): Promise<FigureOrigins> {
  const page = new LatestFirst(limit + 1);
  let value = 0;
  let count = 0;
  for (const tenantId of tenantIds) {
    const history = { tenantId, projection, cutoff, upcasters };
    for await (const change of rowChanges(db, history, { rows, eventTypes })) {
      const given = measure(change.after) - measure(change.before);
      if (given === 0) continue;
      value += given;
      count += 1;
      if (!after || latestFirst(after, change.event) < 0) page.add({ event: change.event, change: given });
    }
  }
  const found = page.take();
  return { value, count, events: found.slice(0, limit), more: found.length > limit };
}

/** Keeps the latest events out of any number of them. */
class LatestFirst {
  private kept: Contribution[] = [];
  constructor(private readonly size: number) {}

  add(contribution: Contribution): void {
    this.kept.push(contribution);
    if (this.kept.length >= 2 * this.size) this.kept = this.take();
  }

  take(): Contribution[] {
    return this.kept.sort((a, b) => latestFirst(a.event, b.event)).slice(0, this.size);
  }
}

function latestFirst(a: Place, b: Place): number {
  if (a.occurredOn !== b.occurredOn) return a.occurredOn < b.occurredOn ? 1 : -1;
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? 1 : -1;
  return a.tenantId - b.tenantId || b.position - a.position;
}
