import type { JsonObject, RecordedEvent, SqlClient, Upcasters } from '../event-store/index.ts';
import type { Columns, Values } from './columns.ts';
import type { Projection } from './define-projection.ts';
import { eventPages, listenedTo, type Cutoff } from './event-scope.ts';
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

/** What of a history matters to whoever asks. */
export interface Matter {
  /** The rows that matter, told by their keys. */
  readonly rows: (key: AnyRow) => boolean;
  /** The types of events that matter; absent: all that the read model listens to. */
  readonly eventTypes?: readonly string[] | undefined;
  /** What the data of every event holds that touches these rows. */
  readonly dataContains?: JsonObject | undefined;
}

/**
 * Folds a history anew and tells what each event did to its row, in the order of positions. An event is told of also
 * when it left its row as it was.
 *
 * @throws {FoldFailed} with the event that could not be folded.
 */
export async function* rowChanges(
  db: SqlClient,
  { tenantId, projection, cutoff, upcasters }: History,
  { rows: matters, eventTypes = listenedTo([projection]), dataContains }: Matter,
): AsyncGenerator<RowChange, void> {
  const rows: Rows = new Map();
  const scope = { tenantId, types: eventTypes, cutoff, dataContains };
  for await (const events of eventPages(db, scope, upcasters)) {
    for (const event of events) {
      for (const [text, key] of touchedKeys(projection, [event])) {
        if (!matters(key)) continue;
        const before = rows.get(text)?.row ?? initialRow(projection);
        foldInto(projection, rows, [event]);
        yield { event, before, after: rows.get(text)!.row };
      }
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

/** Which of the events that changed a row. */
export interface RowPage {
  /** Only what changed one of these columns; absent: any. */
  readonly columns?: readonly string[] | undefined;
  /** Only events after this position. */
  readonly after: number;
  readonly limit: number;
}

/**
 * The events that changed a row, or some columns of it, in the order of positions. Folds from the row's first event on,
 * whatever the page.
 *
 * @param key named in the data of every event that touches the row, under the names of the key's columns.
 */
export async function rowOrigins(
  db: SqlClient,
  history: History,
  key: AnyRow,
  { columns = Object.keys(history.projection.row), after, limit }: RowPage,
): Promise<RowOrigins> {
  const { projection } = history;
  const wanted = keyText(projection, key);
  const matter = { rows: (touched: AnyRow) => keyText(projection, touched) === wanted, dataContains: key };
  const events: RowOrigins['events'][number][] = [];
  let exists = false;
  for await (const { event, before, after: now } of rowChanges(db, history, matter)) {
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
