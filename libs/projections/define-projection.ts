import type { Fact } from '../event-store/index.ts';
import type { Columns, Values } from './columns.ts';

/** An event as a fold gets it: the data typed by the event's type. */
export type EventOf<Data> = Omit<Fact, 'data'> & { readonly data: Data };

/** How one type of event changes one row: which row, and the row after it. Both pure. */
export interface Fold<Key, Row, Data> {
  /** Null for an event of the type that is none of this read model's concern. */
  readonly key: (event: EventOf<Data>) => Key | null;
  readonly fold: (row: Row, event: EventOf<Data>) => Row;
}

/**
 * A read model: a table per tenant, its key, and a pure fold for each type of event that changes it.
 * Whoever changes `key`, `row` or a fold raises `version`: that starts a new build of it.
 */
export interface Projection<
  K extends Columns = Columns,
  R extends Columns = Columns,
  Name extends string = string,
> {
  readonly name: Name;
  readonly version: number;
  readonly key: K;
  readonly row: R;
  readonly on: Readonly<Record<string, Fold<Values<K>, Values<R>, unknown>>>;
}

/** The row of a projection's table, as the query builder sees it. */
export type RowOf<P> =
  P extends Projection<infer K, infer R> ? { tenantId: number } & Values<K> & Values<R> : never;

/**
 * The names of all columns of a read model, for a query. With `select *` a program would take the columns of an older or
 * newer build for its own; by name, the database says that one is missing.
 */
export function columnsOf<K extends Columns, R extends Columns>({
  key,
  row,
}: Projection<K, R>): (keyof RowOf<Projection<K, R>> & string)[] {
  return ['tenantId', ...Object.keys(key), ...Object.keys(row)];
}

/**
 * Declares a read model. `Events` maps the event types it may listen to onto their data:
 * `defineProjection<VenueEvents & FundsEvents>()({ name, version, key, row, on })`.
 */
export function defineProjection<Events>() {
  return <const Name extends string, K extends Columns, R extends Columns>(declaration: {
    readonly name: Name;
    readonly version: number;
    readonly key: K;
    readonly row: R;
    readonly on: { readonly [Type in keyof Events]?: Fold<Values<K>, Values<R>, Events[Type]> };
  }): Projection<K, R, Name> => declaration as unknown as Projection<K, R, Name>;
}
