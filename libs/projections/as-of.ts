import type { SqlClient, Upcasters } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';
import { eventPages, lastPosition, listenedTo, type Cutoff } from './event-scope.ts';
import { foldInto, type Rows } from './fold.ts';

/** Read models as they were: rows in memory in place of tables, and what they rest on. */
export interface PastReadModels {
  readonly models: readonly PastReadModel[];
  /** Tenant → the last position looked at, whether or not the event's own date put it aside. */
  readonly positions: ReadonlyMap<number, number>;
}

export interface PastReadModel {
  readonly projection: Projection;
  /** The rows of each tenant. */
  readonly tenants: ReadonlyMap<number, Rows>;
}

/**
 * Folds the events that count, of one tenant after the other, into rows in memory. Holds the rows and one page of
 * events.
 *
 * @param db a handle whose transaction is one snapshot and that sees these tenants.
 * @throws {FoldFailed} with the event that could not be folded.
 */
export async function foldAsOf(
  db: SqlClient,
  projections: readonly Projection[],
  tenantIds: readonly number[],
  cutoff: Cutoff,
  upcasters: Upcasters = {},
): Promise<PastReadModels> {
  const models = projections.map((projection) => ({ projection, tenants: new Map<number, Rows>() }));
  const positions = new Map<number, number>();
  const types = listenedTo(projections);
  for (const tenantId of tenantIds) {
    positions.set(tenantId, await lastPosition(db, tenantId, cutoff));
    for (const { tenants } of models) tenants.set(tenantId, new Map());
    for await (const events of eventPages(db, { tenantId, types, cutoff }, upcasters)) {
      for (const { projection, tenants } of models) foldInto(projection, tenants.get(tenantId)!, events);
    }
  }
  return { models, positions };
}
