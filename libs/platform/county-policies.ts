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

// What a county lays down changes a few times a year: its towns feel it within this time, and most commands pay no round trip.
const LOOK_AGAIN_MS = 1_000;

/** A county as far as it was read: one for all its towns, since a national installation has fourteen towns a county. */
interface County {
  events: readonly RecordedEvent[];
  policy: CountyPolicy;
}

interface Known {
  /** Null before the county has laid anything down. */
  county: County | null;
  lookedAt: number;
  /** How many changes this process had recorded when the last look began. */
  changes: number;
  /** The look that is under way; those who come meanwhile wait for it too. */
  looking: { readonly changes: number; readonly done: Promise<void> } | null;
}

/**
 * What the counties have laid down for their towns: of each, only what is new is read. A change takes effect within a second,
 * at once in the process that recorded it.
 */
export class CountyPolicies {
  private readonly known = new Map<number, Known>();
  private readonly counties = new Map<number, County>();
  private changes = 0;

  constructor(private readonly database: TenantDatabase) {}

  /** What holds for the scope's tenant now. */
  async of(scope: TenantScope): Promise<CountyPolicy> {
    return (await this.fresh(scope))?.policy ?? noPolicy;
  }

  /** What held for it as of a business date, or a moment of recording. */
  async asOf(scope: TenantScope, cutoff: Cutoff): Promise<CountyPolicy> {
    return (await this.eventsAsOf(scope, cutoff)).reduce(evolvePolicy, noPolicy);
  }

  /** The events that laid it down, in the order of recording. */
  async eventsAsOf(scope: TenantScope, { asOf, recordedBy }: Cutoff): Promise<readonly RecordedEvent[]> {
    const { events } = (await this.fresh(scope)) ?? { events: [] };
    return events.filter(
      (event) =>
        (asOf === undefined || event.occurredOn <= asOf) &&
        (recordedBy === undefined || event.recordedAt <= recordedBy),
    );
  }

  /** A county laid something down in this process: the next command of its towns looks. */
  forget(): void {
    this.changes += 1;
  }

  private async fresh(scope: TenantScope): Promise<County | null> {
    // A county's id is that of its own tenant. Where the scope does not say whose town it is, the town looks by itself.
    const looker = scope.countyId ?? scope.tenantId;
    const known = this.known.get(looker) ?? this.add(looker);
    const { changes } = this;
    if (known.changes === changes && performance.now() - known.lookedAt < LOOK_AGAIN_MS) return known.county;
    // A look that began before the last change may have missed it.
    if (known.looking?.changes !== changes) known.looking = this.startLooking(scope, known);
    await known.looking.done;
    return known.county;
  }

  private add(looker: number): Known {
    const known = { county: null, lookedAt: -Infinity, changes: 0, looking: null };
    this.known.set(looker, known);
    return known;
  }

  private startLooking(scope: TenantScope, known: Known): NonNullable<Known['looking']> {
    const looking = {
      changes: this.changes,
      done: this.look(scope, known).finally(() => {
        if (known.looking === looking) known.looking = null;
      }),
    };
    return looking;
  }

  private async look(scope: TenantScope, known: Known): Promise<void> {
    const lookedAt = performance.now();
    const { changes } = this;
    const after = known.county?.events.at(-1)?.position ?? 0;
    const rows = await this.database.withTenant(readingOnly(scope), (db) =>
      countyEvents(db, scope.tenantId, after),
    );
    if (rows[0]) known.county = this.learn(rows[0].tenantId, rows);
    Object.assign(known, { lookedAt, changes });
  }

  /** What another of its towns learned meanwhile is not counted twice. */
  private learn(countyId: number, rows: readonly RecordedEvent[]): County {
    const county = this.counties.get(countyId) ?? { events: [], policy: noPolicy };
    this.counties.set(countyId, county);
    const last = county.events.at(-1)?.position ?? 0;
    const news = rows.filter(({ position }) => position > last);
    county.events = [...county.events, ...news];
    county.policy = news.reduce(evolvePolicy, county.policy);
    return county;
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
