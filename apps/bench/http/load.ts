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
  private answered = 0;

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

  /** Commands that were sent and recorded so far. */
  get sent(): number {
    return this.answered;
  }

  contestant(seconds: number, check: (sent: number) => Promise<void>): Contestant {
    return { name: this.name, run: () => this.run(seconds), check: () => check(this.sent) };
  }

  /** Sends so many commands that count for nothing. */
  async warmUp(commands: number): Promise<void> {
    await this.sendWhile(() => this.answered < commands);
  }

  private async run(seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    const { latencies, elapsedMs } = await this.sendWhile(() => performance.now() < end);
    this.p99s.push(quantile(latencies, 0.99));
    return latencies.length / (elapsedMs / 1000);
  }

  /** All callers at once. @returns the milliseconds of each command, and of all together. */
  private async sendWhile(goesOn: () => boolean): Promise<{ latencies: number[]; elapsedMs: number }> {
    const pool = new Pool(this.url, { connections: CALLERS });
    const latencies: number[] = [];
    const began = performance.now();
    await Promise.all(
      this.sources.map(async (source) => {
        while (goesOn()) {
          const request = await source.next();
          const asked = performance.now();
          await send(pool, request);
          latencies.push(performance.now() - asked);
          this.answered += 1;
        }
      }),
    );
    const elapsedMs = performance.now() - began;
    await pool.close();
    return { latencies, elapsedMs };
  }
}
