import { Pool } from 'undici';
import type { RenewedToken } from '../../../libs/testing/renewed-token.ts';
import type { Contestant } from '../rounds.ts';
import { quantile } from '../statistics.ts';
import { AllocationSource, send } from './commands.ts';
import type { PlannedVenue } from './towns.ts';

/** Connections that each wait for one answer at a time. */
export const CALLERS = 64;

/** What of the venues is this caller's: no two callers write to one project. */
export function share(venues: readonly PlannedVenue[], caller: number): PlannedVenue[] {
  return venues.filter((_, i) => i % CALLERS === caller);
}

/** Callers of one server, each with venues of its own. */
export class Load {
  readonly p99s: number[] = [];
  private readonly sources: readonly AllocationSource[];
  private sent = 0;

  constructor(
    private readonly name: string,
    private readonly url: string,
    venues: readonly PlannedVenue[],
    tokens: ReadonlyMap<string, RenewedToken>,
  ) {
    this.sources = Array.from(
      { length: CALLERS },
      (_, caller) => new AllocationSource(share(venues, caller), tokens),
    );
  }

  contestant(seconds: number, check: (sent: number) => Promise<void>): Contestant {
    return { name: this.name, run: () => this.run(seconds), check: () => check(this.sent) };
  }

  private async run(seconds: number): Promise<number> {
    const pool = new Pool(this.url, { connections: CALLERS });
    const latencies: number[] = [];
    const began = performance.now();
    const end = began + seconds * 1000;
    await Promise.all(
      this.sources.map(async (source) => {
        while (performance.now() < end) {
          const request = await source.next();
          const asked = performance.now();
          await send(pool, request);
          latencies.push(performance.now() - asked);
        }
      }),
    );
    const elapsed = (performance.now() - began) / 1000;
    await pool.close();
    this.sent += latencies.length;
    this.p99s.push(quantile(latencies, 0.99));
    return latencies.length / elapsed;
  }
}
