import type { RecordedEvent, SqlClient, Upcasters } from '../event-store/index.ts';
import type { Columns, Values } from './columns.ts';
import type { Projection } from './define-projection.ts';
import { eventPages, lastPosition, type Cutoff } from './event-scope.ts';
import { foldInto, initialRow, keyText, touchedKeys, type Rows } from './fold.ts';

type AnyRow = Values<Columns>;

/** One event and what it did to one row. */
export interface RowChange {
  readonly event: RecordedEvent;
  readonly before: AnyRow;
  readonly after: AnyRow;
}

/** A tenant's history as one read model sees it. */
export interface History {
  readonly tenantId: number;
  readonly projection: Projection;
  readonly cutoff: Cutoff;
  readonly upcasters: Upcasters;
}

/**
 * Folds a history anew and tells what each event did to its row, in the order of positions; with a key, only that row.
 * An event is told of also when it left its row as it was.
 *
 * @throws {FoldFailed} with the event that could not be folded.
 */
export async function* rowChanges(
  db: SqlClient,
  { tenantId, projection, cutoff, upcasters }: History,
  key?: AnyRow,
): AsyncGenerator<RowChange, void> {
  const wanted = key && keyText(key);
  const rows: Rows = new Map();
  const until = await lastPosition(db, tenantId, cutoff);
  for await (const events of eventPages(db, tenantId, [projection], until, cutoff, upcasters)) {
    for (const event of events) {
      const [touched] = touchedKeys(projection, [event]).keys();
      if (touched === undefined || (wanted !== undefined && touched !== wanted)) continue;
      const before = rows.get(touched)?.row ?? initialRow(projection);
      foldInto(projection, rows, [event]);
      yield { event, before, after: rows.get(touched)!.row };
    }
  }
}

/** A column's value before and after an event. */
export interface ColumnChange {
  readonly before: AnyRow[string];
  readonly after: AnyRow[string];
}

/** The events that changed a row. */
export interface RowOrigins {
  /** Whether any event ever made the row. */
  readonly exists: boolean;
  readonly events: readonly {
    readonly event: RecordedEvent;
    /** Column → its values; only columns that the event changed. */
    readonly changes: Readonly<Record<string, ColumnChange>>;
  }[];
  /** The position after which the next page begins; null on the last page. */
  readonly next: number | null;
}

/**
 * The events after a position that changed a row, or one column of it, in the order of positions. Folds from the first
 * event on, whatever the page.
 */
export async function rowOrigins(
  db: SqlClient,
  history: History,
  key: AnyRow,
  { column, after, limit }: { column?: string | undefined; after: number; limit: number },
): Promise<RowOrigins> {
  const columns = column === undefined ? Object.keys(history.projection.row) : [column];
  const events: RowOrigins['events'][number][] = [];
  let exists = false;
  for await (const { event, before, after: now } of rowChanges(db, history, key)) {
    exists = true;
    if (event.position <= after) continue;
    const changed = columns.filter((name) => before[name] !== now[name]);
    if (changed.length === 0) continue;
    if (events.length === limit) return { exists, events, next: events.at(-1)!.event.position };
    const changes = Object.fromEntries(
      changed.map((name) => [name, { before: before[name]!, after: now[name]! }]),
    );
    events.push({ event, changes });
  }
  return { exists, events, next: null };
}
