import { EventReader, type RecordedEvent, type SqlClient, type Upcasters } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';

/** Which events count: those that had happened by a day, those that were recorded by a moment, or both. */
export interface Cutoff {
  /** Business date `YYYY-MM-DD`: only what is dated on it or earlier. */
  readonly asOf?: string;
  /** Clock, ISO 8601 with microseconds: only what was recorded at it or earlier. */
  readonly recordedBy?: string;
}

// As in catching up: larger pages gain little, and a page is all that is held of a history.
const PAGE = 500;

/** The position up to which a tenant's events are looked at: the head, or what it was at the moment asked for. */
export function lastPosition(db: SqlClient, tenantId: number, { recordedBy }: Cutoff): Promise<number> {
  const reader = new EventReader(db);
  // The clock never runs against positions: what was recorded by a moment is the beginning of the history.
  return recordedBy === undefined ? reader.head(tenantId) : reader.headAt(tenantId, recordedBy);
}

/** A tenant's events that count and that one of the read models listens to, in order, a page at a time. */
export async function* eventPages(
  db: SqlClient,
  tenantId: number,
  projections: readonly Projection[],
  until: number,
  { asOf }: Cutoff,
  upcasters: Upcasters,
): AsyncGenerator<RecordedEvent[], void> {
  const reader = new EventReader(db, upcasters);
  const types = [...new Set(projections.flatMap((projection) => Object.keys(projection.on)))];
  for (let after = 0; ;) {
    const events = await reader.tenant(tenantId, {
      after,
      until,
      limit: PAGE,
      types,
      ...(asOf !== undefined && { occurredBy: asOf }),
    });
    if (events.length > 0) yield events;
    if (events.length < PAGE) return;
    after = events.at(-1)!.position;
  }
}
