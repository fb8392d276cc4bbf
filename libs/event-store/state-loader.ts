import { integers, uuids } from './array-parameters.ts';
import { StoreBusy } from './errors.ts';
import type { RecordedEvent, StreamRef } from './event.ts';
import { Flights } from './flights.ts';
import type { GatheringOptions } from './gathered-calls.ts';
import { onceATurn } from './once-a-turn.ts';
import { recordedEvent, type EventRow, type Receipt } from './read.ts';
import type { PreparedStatement, SqlClient } from './sql-client.ts';

const CALLS_IN_FLIGHT = 2;
// Where a call is of one tenant, there are more and smaller ones: as for appends.
const CALLS_IN_FLIGHT_OF_ONE_TENANT = 10;
const COMMANDS_PER_CALL = 100;
// As of appends: who comes later is better told to come again than kept waiting.
const MOST_WAITING = 10_000;

/** Which command is to be decided, and on what. */
export interface StateRequest {
  readonly tenantId: number;
  readonly commandId: string;
  readonly streams: readonly StreamRef[];
}

/** What a command is decided on. */
export interface CommandState {
  /** Of a command that was carried out before. */
  readonly receipt: Receipt | null;
  /** The events of its streams, in the order they were recorded; with a receipt, the command's own. As stored: not upcast. */
  readonly events: readonly RecordedEvent[];
}

interface StateRow extends EventRow {
  command: number;
  request_hash: string | null;
  first_position: string | number | null;
  last_position: string | number | null;
}

interface Waiting {
  readonly request: StateRequest;
  readonly resolve: (state: CommandState) => void;
  readonly reject: (error: Error) => void;
}

// The scope is set in the statement that uses it: one round trip, and it ends with the statement's transaction.
const LOAD: PreparedStatement = {
  name: 'zhendi.command_state',
  text: `
  select c.* from (select set_config('app.writable_tenants', $1, true) as scope) s,
  lateral zhendi.command_state(s.scope, $2::integer[], $3::uuid[], $4::integer[], $5::text[], $6::uuid[]) c`,
};

/**
 * Loads what commands are decided on. Requests that one turn of the event loop brings, and those that arrive while others are in
 * flight, go together, in one round trip. A lone one waits for nobody; beside a call that carries more, as {@link Flights} says.
 */
export class StateLoader {
  private waiting: Waiting[] = [];
  private readonly gather = onceATurn(() => this.pump());
  private readonly oneTenantPerCall: boolean;
  private readonly flights: Flights;

  constructor(
    private readonly client: SqlClient,
    { oneTenantPerCall = false }: GatheringOptions = {},
  ) {
    this.oneTenantPerCall = oneTenantPerCall;
    const most = oneTenantPerCall ? CALLS_IN_FLIGHT_OF_ONE_TENANT : CALLS_IN_FLIGHT;
    this.flights = new Flights(most, () => this.pump());
  }

  /** @throws {StoreBusy} when too many are waiting already; otherwise what the database throws. */
  load(request: StateRequest): Promise<CommandState> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new StoreBusy());
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.gather();
    });
  }

  private pump(): void {
    // Calls of one tenant each cannot wait for more commands: those of others do not go with them.
    const waiting = () => (this.oneTenantPerCall ? Infinity : this.waiting.length);
    while (this.waiting.length > 0 && this.flights.mayLeave(waiting())) void this.send(this.takeBatch());
  }

  /** Who waits longest, and those who may go with them. */
  private takeBatch(): Waiting[] {
    if (!this.oneTenantPerCall) return this.waiting.splice(0, COMMANDS_PER_CALL);
    const { tenantId } = this.waiting[0]!.request;
    const batch = this.waiting
      .filter(({ request }) => request.tenantId === tenantId)
      .slice(0, COMMANDS_PER_CALL);
    const taken = new Set(batch);
    this.waiting = this.waiting.filter((one) => !taken.has(one));
    return batch;
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    await this.flights.run(batch.length, async () => {
      try {
        const states = await this.query(batch.map(({ request }) => request));
        batch.forEach(({ resolve }, i) => resolve(states[i]!));
      } catch (error) {
        batch.forEach(({ reject }) => reject(error as Error));
      }
    });
  }

  private async query(requests: readonly StateRequest[]): Promise<CommandState[]> {
    const streams = requests.flatMap((request, i) =>
      request.streams.map((stream) => ({ command: i + 1, stream })),
    );
    const { rows } = await this.client.query<StateRow>(LOAD, [
      [...new Set(requests.map(({ tenantId }) => tenantId))].join(','),
      integers(requests.map(({ tenantId }) => tenantId)),
      uuids(requests.map(({ commandId }) => commandId)),
      integers(streams.map(({ command }) => command)),
      streams.map(({ stream }) => stream.type),
      uuids(streams.map(({ stream }) => stream.id)),
    ]);
    const byCommand: StateRow[][] = requests.map(() => []);
    for (const row of rows) byCommand[row.command - 1]!.push(row);
    return byCommand.map(commandState);
  }
}

function commandState(rows: readonly StateRow[]): CommandState {
  const [first] = rows;
  const receipt = first?.request_hash
    ? {
        requestHash: first.request_hash,
        firstPosition: Number(first.first_position),
        lastPosition: Number(first.last_position),
      }
    : null;
  return { receipt, events: rows.filter((row) => row.event_id !== null).map(recordedEvent) };
}
