import { randomUUID } from 'node:crypto';
import type { Pool } from 'undici';
import type { TenantName } from '../../../libs/tenancy/index.ts';
import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import type { PlannedVenue } from './towns.ts';

/** A command on its way, the same bytes whoever is asked. */
export interface Request {
  readonly town: TenantName;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What each allocation is of. */
export const AMOUNT_FEN = 30_000_000;

// No project is paid more often, so that what a command reads before it decides stays as small as in the field.
const ALLOCATIONS_PER_VENUE = 5;

/** Allocations to venues, five each, one after the other; then again from the first venue. */
export class AllocationSource {
  private sent = 0;

  constructor(
    private readonly venues: readonly PlannedVenue[],
    private readonly tokens: ReadonlyMap<string, RenewedToken>,
  ) {}

  async next(): Promise<Request> {
    const venue = this.venues[Math.floor(this.sent++ / ALLOCATIONS_PER_VENUE) % this.venues.length]!;
    return {
      town: venue.town,
      path: `/api/v1/towns/${venue.town.code}/commands/allocate-funds`,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        authorization: `Bearer ${await this.tokens.get(venue.town.code)!.current()}`,
      },
      body: JSON.stringify({
        occurredOn: '2024-03-02',
        venueId: venue.venueId,
        tier: 'higher',
        source: '省级财政',
        amountFen: AMOUNT_FEN,
        kind: 'cash',
        documentNo: '青财〔2024〕12号',
      }),
    };
  }
}

/** Sends a command and waits for its answer. @returns the body. @throws Error unless it was recorded (201). */
export async function send(pool: Pool, { path, headers, body }: Request): Promise<{ position?: number }> {
  const answer = await pool.request({ method: 'POST', path, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 201) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text) as { position?: number };
}
