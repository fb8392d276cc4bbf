import { upcast, type Fact, type Upcasters } from '../event-store/index.ts';
import { requireExact, type Columns, type Values } from './columns.ts';
import type { Projection } from './define-projection.ts';

type AnyRow = Values<Columns>;

/** Rows of one tenant and one read model, by their key's text. */
export type Rows = Map<string, { readonly key: AnyRow; readonly row: AnyRow }>;

/** A fold threw: the read model of this tenant stops at the event before. */
export class FoldFailed extends Error {
  override readonly name = 'FoldFailed';
  constructor(
    readonly projection: string,
    readonly event: Fact,
    cause: unknown,
  ) {
    super(`${projection} cannot fold ${event.type} ${event.id} at position ${event.position}`, { cause });
  }
}

/** A key as text, for maps. Canonical JSON of the key costs 0.6 to 0.8 µs more, of the 2 µs that folding an event takes. */
export function keyText({ key: columns }: Projection, key: AnyRow): string {
  const names = Object.keys(columns);
  return names.length === 1 ? String(key[names[0]!]) : JSON.stringify(names.map((name) => key[name]));
}

/** What a row is before its first event. */
export function initialRow(projection: Projection): AnyRow {
  return Object.fromEntries(Object.entries(projection.row).map(([name, column]) => [name, column.initial]));
}

/** The events that a read model listens to, with the data of their types' current schema versions. */
export function heardBy<Event extends Fact>(
  projection: Projection,
  events: readonly Event[],
  upcasters: Upcasters,
): Event[] {
  return events
    .filter(({ type }) => type in projection.on)
    .map((event) => attempt(projection, event, () => upcast(event, upcasters)));
}

/** The keys of the rows that these events change. */
export function touchedKeys(projection: Projection, events: readonly Fact[]): Map<string, AnyRow> {
  const keys = new Map<string, AnyRow>();
  for (const event of events) {
    const handler = projection.on[event.type];
    if (!handler) continue;
    const key = attempt(projection, event, () => handler.key(event));
    if (key !== null) keys.set(keyText(projection, key), key);
  }
  return keys;
}

/**
 * Applies events in order to rows that are at hand; rows that are missing start with their columns' initial values.
 * The rows given are changed in place and returned.
 *
 * @throws {FoldFailed} with the event that could not be folded.
 */
export function foldInto(projection: Projection, rows: Rows, events: readonly Fact[]): Rows {
  const numbers = numberColumns(projection);
  for (const event of events) {
    const handler = projection.on[event.type];
    if (!handler) continue;
    attempt(projection, event, () => {
      const key = handler.key(event);
      if (key === null) return;
      const text = keyText(projection, key);
      const row = handler.fold(rows.get(text)?.row ?? initialRow(projection), event);
      for (const name of numbers) if (row[name] !== null) requireExact(row[name]);
      rows.set(text, { key, row });
    });
  }
  return rows;
}

function numberColumns({ row }: Projection): string[] {
  return Object.keys(row).filter((name) => row[name]!.sql === 'integer' || row[name]!.sql === 'bigint');
}

function attempt<Result>(projection: Projection, event: Fact, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new FoldFailed(projection.name, event, error);
  }
}
