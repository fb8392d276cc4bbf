import {
  recordedEvent,
  upcast,
  type EventRow,
  type RecordedEvent,
  type SqlClient,
} from '../event-store/index.ts';
import { evolvePolicy, noPolicy, type CountyPolicy } from '../features/shared/county-policy.ts';
import { policyStream, reportingStream } from '../features/shared/streams.ts';
import { upcasters } from '../features/upcasters.ts';
import type { Cutoff } from '../projections/index.ts';
import { readingOnly, type TenantDatabase, type TenantScope } from '../tenancy/index.ts';

// What a county lays down changes a few times a year: a town feels it within this time, and most commands pay no round trip.
const LOOK_AGAIN_MS = 1_000;

interface Known {
  events: readonly RecordedEvent[];
  policy: CountyPolicy;
  lookedAt: number;
  /** The look that is under way; those who come meanwhile wait for it too. */
  looking: Promise<void> | null;
}

/**
 * What the counties have laid down for their towns, kept by tenant: of each, only what is new is read. A change takes
 * effect within a second, at once in the process that recorded it.
 */
export class CountyPolicies {
  private readonly known = new Map<number, Known>();

  constructor(private readonly database: TenantDatabase) {}

  /** What holds for the scope's tenant now. */
  async of(scope: TenantScope): Promise<CountyPolicy> {
    return (await this.fresh(scope)).policy;
  }

  /** What held for it as of a business date, or a moment of recording. */
  async asOf(scope: TenantScope, { asOf, recordedBy }: Cutoff): Promise<CountyPolicy> {
    const { events } = await this.fresh(scope);
    return events
      .filter(
        (event) =>
          (asOf === undefined || event.occurredOn <= asOf) &&
          (recordedBy === undefined || event.recordedAt <= recordedBy),
      )
      .reduce(evolvePolicy, noPolicy);
  }

  /** Something was recorded by this tenant in this process: if it is a county, the next command of its towns looks. */
  forget(): void {
    for (const known of this.known.values()) known.lookedAt = -Infinity;
  }

  private async fresh(scope: TenantScope): Promise<Known> {
    const known = this.known.get(scope.tenantId) ?? this.add(scope.tenantId);
    if (performance.now() - known.lookedAt < LOOK_AGAIN_MS) return known;
    known.looking ??= this.look(scope, known).finally(() => (known.looking = null));
    await known.looking;
    return known;
  }

  private add(tenantId: number): Known {
    const known = { events: [], policy: noPolicy, lookedAt: -Infinity, looking: null };
    this.known.set(tenantId, known);
    return known;
  }

  private async look(scope: TenantScope, known: Known): Promise<void> {
    const lookedAt = performance.now();
    const after = known.events.at(-1)?.position ?? 0;
    const rows = await this.database.withTenant(readingOnly(scope), (db) =>
      countyEvents(db, scope.tenantId, after),
    );
    known.events = [...known.events, ...rows];
    known.policy = rows.reduce(evolvePolicy, known.policy);
    known.lookedAt = lookedAt;
  }
}

async function countyEvents(db: SqlClient, tenantId: number, after: number): Promise<RecordedEvent[]> {
  const streams = [policyStream().id, reportingStream().id];
  const { rows } = await db.query<EventRow>('select * from zhendi.county_policy($1, $2, $3::uuid[])', [
    tenantId,
    after,
    streams,
  ]);
  return rows.map((row) => upcast(recordedEvent(row), upcasters));
}
