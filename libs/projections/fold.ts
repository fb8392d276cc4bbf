import { canonicalJson, upcast, type RecordedEvent, type Upcasters } from '../event-store/index.ts';
import { requireExact, type Columns, type Values } from './columns.ts';
import type { Projection } from './define-projection.ts';

type AnyRow = Values<Columns>;

/** Rows of one tenant and one read model, by their key's canonical text. */
export type Rows = Map<string, { readonly key: AnyRow; readonly row: AnyRow }>;

/** A fold threw: the read model of this tenant stops at the event before. */
export class FoldFailed extends Error {
  override readonly name = 'FoldFailed';
  constructor(
    readonly projection: string,
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`${projection} cannot fold ${event.type} ${event.id} at position ${event.position}`, { cause });
  }
}

/** A key as text, for maps. */
export function keyText(key: AnyRow): string {
  return canonicalJson(key);
}

/** What a row is before its first event. */
export function initialRow(projection: Projection): AnyRow {
  return Object.fromEntries(Object.entries(projection.row).map(([name, column]) => [name, column.initial]));
}

/**
 * Events as folds get them, with the data of their types' current schema versions.
 *
 * @throws {FoldFailed} with the event that could not be brought there.
 */
export function upcastAll(
  projection: Projection,
  events: readonly RecordedEvent[],
  upcasters: Upcasters,
): RecordedEvent[] {
  return events.map((event) => attempt(projection, event, () => upcast(event, upcasters)));
}

/** The keys of the rows that these events change. */
export function touchedKeys(projection: Projection, events: readonly RecordedEvent[]): Map<string, AnyRow> {
  const keys = new Map<string, AnyRow>();
  for (const event of events) {
    const handler = projection.on[event.type];
    if (!handler) continue;
    const key = attempt(projection, event, () => handler.key(event));
    keys.set(keyText(key), key);
  }
  return keys;
}

/**
 * Applies events in order to rows that are at hand; rows that are missing start with their columns' initial values.
 * The rows given are changed in place and returned.
 *
 * @throws {FoldFailed} with the event that could not be folded.
 */
export function foldInto(projection: Projection, rows: Rows, events: readonly RecordedEvent[]): Rows {
  const numbers = numberColumns(projection);
  for (const event of events) {
    const handler = projection.on[event.type];
    if (!handler) continue;
    const { key, row } = attempt(projection, event, () => {
      const key = handler.key(event);
      const row = handler.fold(rows.get(keyText(key))?.row ?? initialRow(projection), event);
      for (const name of numbers) if (row[name] !== null) requireExact(row[name]);
      return { key, row };
    });
    rows.set(keyText(key), { key, row });
  }
  return rows;
}

function numberColumns({ row }: Projection): string[] {
  return Object.keys(row).filter((name) => row[name]!.sql === 'integer' || row[name]!.sql === 'bigint');
}

function attempt<Result>(projection: Projection, event: RecordedEvent, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new FoldFailed(projection.name, event, error);
  }
}
