import { randomUUID } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { v7 as uuidv7 } from 'uuid';
import type { EventMetadata, JsonObject } from '../../../libs/event-store/index.ts';

/** What one command records: one event. The same for everybody who is measured. */
export interface Fact {
  /** Which of the tenants, from 0. */
  readonly tenant: number;
  readonly streamId: string;
  /** Events of the stream before this one: what the command expects to find. */
  readonly version: number;
  readonly eventId: string;
  readonly occurredOn: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

// A project's life in the demo county: planned, paid three times, completed.
const EVENTS_PER_STREAM = 5;
const SEED = 20_261_123;

/**
 * One caller's facts: money allocated to projects, one project after the other, each in a tenant drawn by lot. No other
 * caller writes to its streams, so a conflict is a mistake of the store.
 */
export class FactSource {
  private readonly random;
  private tenant = 0;
  private streamId = '';
  private version = EVENTS_PER_STREAM;

  constructor(
    private readonly tenants: number,
    caller: number,
  ) {
    this.random = xoroshiro128plus(SEED + caller);
  }

  next(): Fact {
    if (this.version === EVENTS_PER_STREAM) this.beginStream();
    const version = this.version++;
    const commandId = randomUUID();
    return {
      tenant: this.tenant,
      streamId: this.streamId,
      version,
      eventId: uuidv7(),
      occurredOn: '2026-03-02',
      data: allocation(this.streamId, uniformInt(this.random, 1, 100_000) * 100_000),
      metadata: { ...CLERK, commandId, correlationId: randomUUID() },
    };
  }

  private beginStream(): void {
    this.tenant = uniformInt(this.random, 0, this.tenants - 1);
    this.streamId = randomUUID();
    this.version = 0;
  }
}

const CLERK = { actor: '70d99b6e-80c7-4569-b053-2e47580993df', role: 'town-clerk', source: 'http' };

/** The data of a FundsAllocated event. */
export function allocation(venueId: string, amountFen: number): JsonObject {
  return {
    allocationId: randomUUID(),
    venueId,
    villageId: '91f27a3c-3439-511b-8bfe-8f38246c5297',
    tier: 'higher',
    source: '省级财政',
    amountFen,
    kind: 'cash',
    documentNo: '青财〔2026〕12号',
  };
}
