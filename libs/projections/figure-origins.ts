import type { RecordedEvent, SqlClient, Upcasters } from '../event-store/index.ts';
import type { Columns, Values } from './columns.ts';
import type { Projection, RowOf } from './define-projection.ts';
import { eventPages, listenedTo, type Cutoff } from './event-scope.ts';
import { foldInto, touchedKeys, type Rows } from './fold.ts';
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

type Named = Readonly<Record<string, Projection>>;

/** All rows of a tenant in some read models, under the names that a joint figure gives these. */
export type JointRows<Models> = {
  readonly [Name in keyof Models]: Iterable<Omit<RowOf<Models[Name]>, 'tenantId'>>;
};

/** A figure that no row gives by itself: the rows of several read models make it together, tenant by tenant. */
export interface JointFigure {
  readonly models: Named;
  readonly joint: (rows: JointRows<Named>) => number;
  readonly eventTypes?: readonly string[] | undefined;
}

/** Declares a figure of several read models, such as the villages that any venue serves; `measure` is pure, and 0 of no rows. */
export function defineJointFigure<Models extends Readonly<Record<string, unknown>>>(
  models: Models,
  measure: (rows: JointRows<Models>) => number,
  { eventTypes }: Pick<FigureLimits<never>, 'eventTypes'> = {},
): JointFigure {
  return { models, joint: measure, eventTypes } as unknown as JointFigure;
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
 * other; holds the rows of one tenant and two pages of events. A joint figure is measured again after each event.
 *
 * @param after the last event of the page before.
 * @throws {FoldFailed} with the event that could not be folded.
 */
export async function figureOrigins(
  db: SqlClient,
  figure: Figure | JointFigure,
  tenantIds: readonly number[],
  { cutoff, after, limit }: { cutoff: Cutoff; after?: Place | undefined; limit: number },
  upcasters: Upcasters = {},
): Promise<FigureOrigins> {
  const page = new LatestFirst(limit + 1);
  let value = 0;
  let count = 0;
  for (const tenantId of tenantIds) {
    const history = { tenantId, cutoff, upcasters };
    const contributions =
      'joint' in figure ? jointChanges(db, figure, history) : sumChanges(db, figure, history);
    for await (const contribution of contributions) {
      if (contribution.change === 0) continue;
      value += contribution.change;
      count += 1;
      if (!after || latestFirst(after, contribution.event) < 0) page.add(contribution);
    }
  }
  const found = page.take();
  return { value, count, events: found.slice(0, limit), more: found.length > limit };
}

interface TenantHistory {
  readonly tenantId: number;
  readonly cutoff: Cutoff;
  readonly upcasters: Upcasters;
}

async function* sumChanges(
  db: SqlClient,
  { projection, measure, rows, eventTypes }: Figure,
  history: TenantHistory,
): AsyncGenerator<Contribution, void> {
  for await (const { event, before, after } of rowChanges(
    db,
    { ...history, projection },
    { rows, eventTypes },
  ))
    yield { event, change: measure(after) - measure(before) };
}

async function* jointChanges(
  db: SqlClient,
  { models, joint, eventTypes }: JointFigure,
  { tenantId, cutoff, upcasters }: TenantHistory,
): AsyncGenerator<Contribution, void> {
  const folded = Object.entries(models).map(([name, projection]) => ({
    name,
    rows: new JointModel(projection),
  }));
  const merged = Object.fromEntries(folded.map(({ name, rows }) => [name, rows.merged]));
  const types = eventTypes ?? listenedTo(Object.values(models));
  let before = 0;
  for await (const events of eventPages(db, { tenantId, types, cutoff }, upcasters)) {
    for (const event of events) {
      for (const { rows } of folded) rows.take(event);
      const after = joint(merged);
      yield { event, change: after - before };
      before = after;
    }
  }
}

/** The rows of one read model in the making, each together with its key. */
class JointModel {
  private readonly rows: Rows = new Map();
  private readonly byKey = new Map<string, Values<Columns>>();
  readonly merged: Iterable<Values<Columns>> = { [Symbol.iterator]: () => this.byKey.values() };

  constructor(private readonly projection: Projection) {}

  take(event: RecordedEvent): void {
    foldInto(this.projection, this.rows, [event]);
    for (const text of touchedKeys(this.projection, [event]).keys()) {
      const { key, row } = this.rows.get(text)!;
      this.byKey.set(text, { ...key, ...row });
    }
  }
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
