import { appendAll, type Append, type AppendResult } from './append.ts';
import { StoreBusy } from './errors.ts';
import { streamName } from './event.ts';
import { Flights } from './flights.ts';
import type { GatheringOptions } from './gathered-calls.ts';
import { onceATurn } from './once-a-turn.ts';
import type { SqlClient } from './sql-client.ts';

// Two calls in flight keep the database busy while the next batch gathers; more wait for the same disk and split the
// batches. Measured on 2 cores with 64 callers: 17,700 commands/s with 2 in flight, 16,000 with 3, 13,800 with 4.
const CALLS_IN_FLIGHT = 2;
// Where a call is of one tenant, there are more and smaller ones; half of the API's connections are left for reads.
const CALLS_IN_FLIGHT_OF_ONE_TENANT = 10;
// Fewer are not divided among the calls. Over HTTP, where 64 callers' appends come one by one, a call of half of them carried
// 13 commands, and each cost the process a tenth more: 3,430 commands/s, and with this 3,700. Where they come at once, calls
// of 32 are as fast as before; of all 64 a sixth slower, as nothing gathers meanwhile.
const ENOUGH = 32;
const COMMANDS_PER_CALL = 200;
const EVENTS_PER_CALL = 2_000;
// Some seconds of work: who comes later is better told to come again than kept waiting.
const MOST_WAITING = 10_000;
// An append holds its tenant for some milliseconds; who holds one longer is an import or hangs.
const LOCK_PATIENCE_MS = 250;
const MOST_LOCK_PATIENCE_MS = 5_000;

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Gathers the appends that one turn of the event loop brings, and those that arrive while others are in flight, and sends
 * them together. Each keeps an outcome of its own. A lone append waits for nobody, and beside a call of several no longer than
 * that takes, ten milliseconds at most; the appends of a tenant are carried out in the order they came.
 */
export class AppendBatcher {
  /** By tenant, in the order the tenants' turns come. */
  private readonly queues = new Map<number, Waiting[]>();
  /** Tenants with a call in flight: a second call could overtake the first. */
  private readonly busy = new Set<number>();
  private waiting = 0;
  private readonly gather = onceATurn(() => this.pump());
  private readonly oneTenantPerCall: boolean;
  private readonly mostInFlight: number;
  private readonly flights: Flights;

  constructor(
    private readonly client: SqlClient,
    { oneTenantPerCall = false }: GatheringOptions = {},
  ) {
    this.oneTenantPerCall = oneTenantPerCall;
    this.mostInFlight = oneTenantPerCall ? CALLS_IN_FLIGHT_OF_ONE_TENANT : CALLS_IN_FLIGHT;
    this.flights = new Flights(this.mostInFlight, () => this.pump());
  }

  /**
   * Carries out one command.
   *
   * @throws {StoreBusy} when too many are waiting already, or the tenant was locked for too long; otherwise what `append` throws.
   */
  append(append: Append): Promise<AppendResult> {
    if (this.waiting >= MOST_WAITING) return Promise.reject(new StoreBusy());
    return new Promise((resolve, reject) => {
      const queue = this.queues.get(append.tenantId);
      const waiting = { append, resolve, reject };
      if (queue) queue.push(waiting);
      else this.queues.set(append.tenantId, [waiting]);
      this.waiting += 1;
      this.gather();
    });
  }

  private pump(): void {
    // Calls of one tenant each cannot wait for more commands: those of others do not go with them.
    const waiting = () => (this.oneTenantPerCall ? Infinity : this.waiting);
    while (this.waiting > 0 && this.flights.mayLeave(waiting())) {
      const batch = this.takeBatch();
      if (batch.length === 0) return;
      void this.send(batch);
    }
  }

  /**
   * The next commands of tenants that are not busy, which may travel in one call: this call's share of all there are, if they
   * are enough for several, in whole tenants. Who takes all of many leaves the other call with the next lone command, and keeps
   * it so: of 64 callers 56 and more went in one call of three, and one each in the two others.
   */
  private takeBatch(): Waiting[] {
    const share = Math.min(
      Math.max(Math.ceil(this.flights.all(this.waiting) / this.mostInFlight), ENOUGH),
      COMMANDS_PER_CALL,
    );
    const batch: Waiting[] = [];
    let events = 0;
    for (const [tenantId, queue] of this.queues) {
      if (this.busy.has(tenantId)) continue;
      // One that waits alone clashes with nobody.
      const touched = queue.length > 1 ? new Touched() : undefined;
      let taken = 0;
      for (const { append } of queue) {
        const full =
          batch.length + taken >= COMMANDS_PER_CALL || events + append.events.length > EVENTS_PER_CALL;
        if ((full && batch.length + taken > 0) || touched?.add(append) === false) break;
        events += append.events.length;
        taken += 1;
      }
      if (taken === 0) continue;
      batch.push(...queue.splice(0, taken));
      this.busy.add(tenantId);
      // To the end, so that the next batch begins with the others.
      this.queues.delete(tenantId);
      if (queue.length > 0) this.queues.set(tenantId, queue);
      if (this.oneTenantPerCall || batch.length >= share) break;
    }
    this.waiting -= batch.length;
    return batch;
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    await this.flights.run(batch.length, async () => {
      try {
        await this.carryOut(batch, LOCK_PATIENCE_MS);
        this.free(batch);
      } catch (error) {
        // Nothing of the call was written.
        if (isLocked(error)) void this.sendAside(batch);
        else {
          if (isRefusedData(error) && batch.length > 1) await this.sendOneByOne(batch);
          else batch.forEach(({ reject }) => reject(error as Error));
          this.free(batch);
        }
      }
    });
  }

  /**
   * A tenant that something else is writing, an import say, keeps its whole call waiting, and two of them would keep
   * everybody. So its call is given up; each tenant of it goes by itself, beside the calls of the others.
   */
  private async sendAside(batch: readonly Waiting[]): Promise<void> {
    const byTenant = new Map<number, Waiting[]>();
    for (const one of batch) {
      byTenant.set(one.append.tenantId, [...(byTenant.get(one.append.tenantId) ?? []), one]);
    }
    await Promise.all(
      [...byTenant.values()].map(async (own) => {
        try {
          await this.carryOut(own, MOST_LOCK_PATIENCE_MS);
        } catch (error) {
          if (isRefusedData(error)) await this.sendOneByOne(own);
          else own.forEach(({ reject }) => reject(refusal(error)));
        }
        this.free(own);
        this.pump();
      }),
    );
  }

  private async carryOut(batch: readonly Waiting[], lockTimeoutMs: number): Promise<void> {
    const appends = batch.map(({ append }) => append);
    settle(batch, await appendAll(this.client, appends, lockTimeoutMs));
  }

  private free(batch: readonly Waiting[]): void {
    for (const { append } of batch) this.busy.delete(append.tenantId);
  }

  /** One command that the database cannot read must not fail its neighbours. Nothing of the call was written. */
  private async sendOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const one of batch) {
      try {
        await this.carryOut([one], MOST_LOCK_PATIENCE_MS);
      } catch (error) {
        one.reject(refusal(error));
      }
    }
  }
}

function settle(batch: readonly Waiting[], outcomes: readonly (AppendResult | Error)[]): void {
  batch.forEach(({ resolve, reject }, i) => {
    const outcome = outcomes[i]!;
    if (outcome instanceof Error) reject(outcome);
    else resolve(outcome);
  });
}

function refusal(error: unknown): Error {
  return isLocked(error) ? new StoreBusy() : (error as Error);
}

/** SQLSTATE lock_not_available: the patience with a tenant's lock ended. */
function isLocked(error: unknown): boolean {
  return (error as { code?: unknown }).code === '55P03';
}

/** SQLSTATE classes 22 and 23 (data, integrity), or a value that could not be written down at all. */
function isRefusedData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof TypeError || (typeof code === 'string' && /^2[23]/.test(code));
}

/** What the commands of one tenant in one call touch: none may share a command id, or a stream that one of them writes. */
class Touched {
  private readonly commands = new Set<string>();
  private readonly read = new Set<string>();
  private readonly written = new Set<string>();

  /** False when the command must wait for the next call. */
  add({ commandId, expectations, events }: Append): boolean {
    const writes = events.map(({ stream }) => streamName(stream));
    const reads = expectations.map(({ stream }) => streamName(stream));
    const clashes =
      this.commands.has(commandId) ||
      writes.some((stream) => this.read.has(stream) || this.written.has(stream)) ||
      reads.some((stream) => this.written.has(stream));
    if (clashes) return false;
    this.commands.add(commandId);
    for (const stream of writes) this.written.add(stream);
    for (const stream of reads) this.read.add(stream);
    return true;
  }
}
