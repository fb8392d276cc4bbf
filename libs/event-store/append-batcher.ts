import { randomUUID } from 'node:crypto';
import { appendAll, type Append, type AppendResult, type Turn } from './append.ts';
import { Batch, COMMANDS_PER_CALL, type Waiting } from './append-batch.ts';
import { StoreBusy } from './errors.ts';
import { Flights } from './flights.ts';
import type { GatheringOptions } from './gathered-calls.ts';
import { onceATurn } from './once-a-turn.ts';
import type { SqlConnection, SqlPool } from './sql-client.ts';

// Two calls in flight keep the database busy while the next batch gathers; more wait for the same disk and split the
// batches. Measured on 2 cores with 64 callers: 17,700 commands/s with 2 in flight, 16,000 with 3, 13,800 with 4.
const CALLS_IN_FLIGHT = 2;
// Where a call is of one tenant, there are more and smaller ones: at most half of the API's connections, and those that load
// what is decided on take at most the other half.
const CALLS_IN_FLIGHT_OF_ONE_TENANT = 10;
// Fewer are not divided among the calls. Over HTTP, where 64 callers' appends come one by one, a call of half of them carried
// 13 commands, and each cost the process a tenth more: 3,430 commands/s, and with this 3,700. Where they come at once, calls
// of 32 are as fast as before; of all 64 a sixth slower, as nothing gathers meanwhile.
const ENOUGH = 32;
// Some seconds of work: who comes later is better told to come again than kept waiting.
const MOST_WAITING = 10_000;
// An append holds its tenant for some milliseconds; who holds one longer is an import or hangs.
const LOCK_PATIENCE_MS = 250;
const MOST_LOCK_PATIENCE_MS = 5_000;

/** Commands on their way to the database, in one call. */
interface Call {
  readonly batch: readonly Waiting[];
  readonly turn: Turn;
  /** Shared with the calls before and behind it. */
  readonly line: Line;
  readonly outcomes: Promise<(AppendResult | Error)[]>;
  /** On its connection, until this one has landed. */
  before: Call | undefined;
  /** Sent on the same connection before this one was answered. */
  behind?: Call;
  /** Whether one may be sent behind it: it is at work, and none before it failed. */
  leads: boolean;
  /** Over when its commands have been sent again, since a lock did not come. */
  again?: Promise<void>;
}

/** A connection and the calls on it, one at work and at most one behind it. */
interface Line {
  readonly connection: Promise<SqlConnection>;
  broken?: Error;
}

/**
 * Gathers the appends that one turn of the event loop brings, and those that arrive while others are in flight, and sends
 * them together. Each keeps an outcome of its own; the appends of a tenant are carried out in the order they came. A lone append
 * waits for nobody; beside a call that carries more it waits for that one, as {@link Flights} says.
 */
export class AppendBatcher {
  /** By tenant, in the order the tenants' turns come. */
  private readonly queues = new Map<number, Waiting[]>();
  /** The call of each tenant that has one in flight, its last: another one could only overtake it elsewhere than behind it. */
  private readonly busy = new Map<number, Call>();
  private waiting = 0;
  private readonly gather = onceATurn(() => this.pump());
  private readonly oneTenantPerCall: boolean;
  private readonly mostInFlight: number;
  private readonly flights: Flights;

  constructor(
    private readonly pool: SqlPool,
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
      const waiting = { append, resolve, reject };
      this.queue(append.tenantId).push(waiting);
      this.waiting += 1;
      this.gather();
    });
  }

  private queue(tenantId: number): Waiting[] {
    let queue = this.queues.get(tenantId);
    if (!queue) this.queues.set(tenantId, (queue = []));
    return queue;
  }

  private pump(): void {
    // Calls of one tenant each cannot wait for more commands: those of others do not go with them.
    const waiting = () => (this.oneTenantPerCall ? Infinity : this.waiting);
    while (this.waiting > 0 && this.flights.mayLeave(waiting())) {
      const batch = this.takeBatch();
      if (batch.length === 0) break;
      void this.land(this.send(batch));
    }
    if (this.waiting >= ENOUGH) for (const call of new Set(this.busy.values())) this.follow(call);
  }

  /**
   * The next commands of tenants that are not busy, which may travel in one call: this call's share of all there are, if they
   * are enough for several, in whole tenants. Who takes all of many leaves the other call with the next lone command, and keeps
   * it so: of 64 callers 56 and more went in one call of three, and one each in the two others.
   */
  private takeBatch(): readonly Waiting[] {
    const share = this.share();
    const batch = new Batch();
    for (const tenantId of this.queues.keys()) {
      if (this.busy.has(tenantId)) continue;
      this.take(batch, tenantId, batch.commands.length === 0 ? share : COMMANDS_PER_CALL);
      if (this.oneTenantPerCall || batch.commands.length >= share) break;
    }
    return batch.commands;
  }

  /** How many commands a call takes before it leaves the rest to others. */
  private share(): number {
    const all = this.flights.all(this.waiting);
    return Math.min(Math.max(Math.ceil(all / this.mostInFlight), ENOUGH), COMMANDS_PER_CALL);
  }

  private take(batch: Batch, tenantId: number, most: number): void {
    this.waiting -= batch.takeFrom(this.queues.get(tenantId)!, most);
  }

  /**
   * Sends what waits of a call's tenants behind it, when it is enough for a call: PostgreSQL goes on with it the moment it has
   * answered the first, and nothing can overtake. It counts among the calls in flight from then on.
   */
  private follow(call: Call): void {
    if (!call.leads || call.behind) return;
    const tenants = [...tenantsOf(call.batch)].filter(
      (tenantId) => this.busy.get(tenantId) === call && this.queues.has(tenantId),
    );
    const waiting = tenants.reduce((sum, tenantId) => sum + this.queues.get(tenantId)!.length, 0);
    if (waiting < Math.max(call.batch.length, ENOUGH)) return;
    const share = this.share();
    const batch = new Batch();
    for (const tenantId of tenants) this.take(batch, tenantId, share);
    call.behind = this.send(batch.commands, call);
  }

  private send(batch: readonly Waiting[], before?: Call): Call {
    const turn = { name: randomUUID(), after: before?.turn.name };
    const line = before?.line ?? { connection: this.pool.connect() };
    const outcomes = carryOut(line.connection, batch, turn);
    const call: Call = { batch, turn, line, outcomes, before, leads: !before };
    // Heard when it is its turn.
    outcomes.catch(() => undefined);
    for (const tenantId of tenantsOf(batch)) {
      this.busy.set(tenantId, call);
      const queue = this.queues.get(tenantId)!;
      // To the end, so that the next batch begins with the others.
      this.queues.delete(tenantId);
      if (queue.length > 0) this.queues.set(tenantId, queue);
    }
    return call;
  }

  /** Waits for a call whose turn it is. */
  private async land(call: Call): Promise<void> {
    const { batch, line } = call;
    await this.flights.run(batch.length, async () => {
      try {
        settle(batch, await call.outcomes);
        this.free(call);
        if (call.behind) call.behind.leads = true;
      } catch (error) {
        call.leads = false;
        if (!isAnswer(error)) line.broken = error as Error;
        await this.recover(call, error);
      }
      // A chain of calls that goes on for hours must not be remembered.
      call.before = undefined;
      // The one behind is counted before this one no longer is.
      if (call.behind) void this.land(call.behind);
      else await giveBack(line);
    });
  }

  /** Nothing of the call was written. */
  private async recover(call: Call, error: unknown): Promise<void> {
    if (isOutOfTurn(error)) {
      void (call.before!.again ?? Promise.resolve()).then(() => this.putBack(call));
    } else if (isLocked(error)) {
      call.again = this.sendAside(call);
    } else {
      if (isRefusedData(error) && call.batch.length > 1) await this.sendOneByOne(call.batch);
      else call.batch.forEach(({ reject }) => reject(error as Error));
      this.free(call);
    }
  }

  /** To the front of their queues: the call before them was not carried out when they came, and its commands have been since. */
  private putBack(call: Call): void {
    for (const one of [...call.batch].reverse()) this.queue(one.append.tenantId).unshift(one);
    this.waiting += call.batch.length;
    this.free(call);
    this.pump();
  }

  /**
   * A tenant that something else is writing, an import say, keeps its whole call waiting, and two of them would keep
   * everybody. So its call is given up; each tenant of it goes by itself, beside the calls of the others.
   */
  private async sendAside(call: Call): Promise<void> {
    const byTenant = new Map<number, Waiting[]>();
    for (const one of call.batch) {
      byTenant.set(one.append.tenantId, [...(byTenant.get(one.append.tenantId) ?? []), one]);
    }
    await Promise.all(
      [...byTenant].map(async ([tenantId, own]) => {
        try {
          settle(own, await appendAll(this.pool, own.map(toAppend), MOST_LOCK_PATIENCE_MS));
        } catch (error) {
          if (isRefusedData(error)) await this.sendOneByOne(own);
          else own.forEach(({ reject }) => reject(refusal(error)));
        }
        this.freeTenant(tenantId, call);
        this.pump();
      }),
    );
  }

  private free(call: Call): void {
    for (const tenantId of tenantsOf(call.batch)) this.freeTenant(tenantId, call);
  }

  private freeTenant(tenantId: number, call: Call): void {
    if (this.busy.get(tenantId) === call) this.busy.delete(tenantId);
  }

  /** One command that the database cannot read must not fail its neighbours. Nothing of the call was written. */
  private async sendOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const one of batch) {
      try {
        settle([one], await appendAll(this.pool, [one.append], MOST_LOCK_PATIENCE_MS));
      } catch (error) {
        one.reject(refusal(error));
      }
    }
  }
}

async function giveBack({ connection, broken }: Line): Promise<void> {
  try {
    (await connection).release(broken);
  } catch {
    // There was none; its calls have been told.
  }
}

async function carryOut(
  connection: Promise<SqlConnection>,
  batch: readonly Waiting[],
  turn: Turn,
): Promise<(AppendResult | Error)[]> {
  return appendAll(await connection, batch.map(toAppend), LOCK_PATIENCE_MS, turn);
}

const toAppend = ({ append }: Waiting) => append;
const tenantsOf = (batch: readonly Waiting[]) => new Set(batch.map(({ append }) => append.tenantId));

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

/** Whether the connection is still good: PostgreSQL refused a statement, or it was never sent. */
function isAnswer(error: unknown): boolean {
  return error instanceof TypeError || (error as { severity?: unknown }).severity === 'ERROR';
}

/** The call before it on its connection failed. */
function isOutOfTurn(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ZH001';
}

/** SQLSTATE classes 22 and 23 (data, integrity), or a value that could not be written down at all. */
function isRefusedData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof TypeError || (typeof code === 'string' && /^2[23]/.test(code));
}
