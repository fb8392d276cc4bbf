import { bytes, integers, texts, uuids } from './array-parameters.ts';
import { canonicalJson } from './canonical.ts';
import { CommandIdReused, TenantClosed, TenantSuspended, UnknownTenant, VersionConflict } from './errors.ts';
import {
  streamName,
  type Expectation,
  type ExpectedVersion,
  type Json,
  type NewEvent,
  type StreamRef,
} from './event.ts';
import type { PreparedStatement, SqlClient } from './sql-client.ts';

/** One command's effect: all its events, or nothing. */
export interface Append {
  readonly tenantId: number;
  /** A UUID in lower case, unique within the tenant; the same id again gives the first result. */
  readonly commandId: string;
  /** SHA-256 of the request, hexadecimal in lower case: tells a repeat from another request under the same id. */
  readonly requestHash: string;
  /** Streams that must be at a version; a stream that is only written may be left out (`any`). */
  readonly expectations: readonly Expectation[];
  readonly events: readonly NewEvent[];
}

export interface AppendResult {
  /** `repeated`: this command was carried out before; nothing was written now. */
  readonly outcome: 'appended' | 'repeated';
  /** Positions of the command's events; `lastPosition < firstPosition` when it had none. */
  readonly firstPosition: number;
  readonly lastPosition: number;
}

interface OutcomeRow {
  command: number;
  outcome: 'appended' | 'repeated' | 'key-reused' | 'conflict' | 'suspended' | 'closed' | 'unknown-tenant';
  first_position: string | number;
  last_position: string | number;
  detail: { streamType: string; streamId: string; expected: number; actual: number }[] | null;
}

// The scope is set in the statement that uses it: one round trip, and it ends with the statement's transaction.
const APPEND: PreparedStatement = {
  name: 'zhendi.append',
  text: `select a.* from (
    select set_config('app.writable_tenants', $1, true) as scope, set_config('lock_timeout', $17, true) as patience,
      zhendi.take_turn($18, $19) as turn
  ) s,
  lateral zhendi.append(s.scope, $2::integer[], $3::uuid[], $4::bytea[],
    $5::integer[], $6::text[], $7::uuid[], $8::integer[],
    $9::integer[], $10::integer[], $11::uuid[], $12::text[], $13::smallint[], $14::text[], $15::text[], $16::date[]) a`,
};

/** Ties a call to the one sent before it on the same connection. */
export interface Turn {
  /** Names this call; no two calls have the same name. */
  readonly name: string;
  /** The call that must have been carried out just before, on this connection. */
  readonly after?: string | undefined;
}

/**
 * Carries out several commands in one round trip, each with an outcome of its own, in the order given.
 *
 * @param lockTimeoutMs how long to wait for a tenant that another call is writing; 0 waits for as long as it takes.
 *   Then the call fails with SQLSTATE 55P03 and nothing of it was written.
 * @param turn of a call that may come after another, or before: when that one failed, this one fails with SQLSTATE ZH001
 *   and nothing of it was written.
 * @returns for each command its result, or the error that refused it: {@link VersionConflict},
 *   {@link CommandIdReused}, {@link TenantSuspended}, {@link TenantClosed}, {@link UnknownTenant}.
 * @throws when the call itself fails (connection lost, invalid data): then nothing of it was written, or, if the
 *   connection broke during the commit, all of it may have been; the command ids make a retry safe.
 */
export async function appendAll(
  client: SqlClient,
  appends: readonly Append[],
  lockTimeoutMs = 0,
  turn: Turn = { name: '' },
): Promise<(AppendResult | Error)[]> {
  if (appends.length === 0) return [];
  const call = new AppendCall();
  for (const command of appends) call.add(command);
  const { rows } = await client.query<OutcomeRow>(APPEND, call.parameters(lockTimeoutMs, turn));
  const results: (AppendResult | Error)[] = [];
  for (const row of rows) results[row.command - 1] = result(row, appends[row.command - 1]!);
  return results;
}

/**
 * Carries out one command: checks its expectations and appends its events, atomically and durably.
 *
 * @throws {VersionConflict | CommandIdReused | TenantSuspended | TenantClosed | UnknownTenant} and nothing is written.
 */
export async function append(client: SqlClient, command: Append): Promise<AppendResult> {
  const [outcome] = await appendAll(client, [command]);
  if (outcome instanceof Error) throw outcome;
  return outcome!;
}

/** What the function is called with: arrays of the commands, of the streams they touch, and of their events. */
class AppendCall {
  private readonly tenants: number[] = [];
  private readonly commandIds: string[] = [];
  private readonly requestHashes: string[] = [];
  // Each stream once a command, unless the command expects several things of it.
  private readonly streamCommands: number[] = [];
  private readonly streamTypes: string[] = [];
  private readonly streamIds: string[] = [];
  private readonly expected: number[] = [];
  private readonly eventCommands: number[] = [];
  private readonly eventStreams: number[] = [];
  private readonly eventIds: string[] = [];
  private readonly eventTypes: string[] = [];
  private readonly schemaVersions: number[] = [];
  private readonly data: string[] = [];
  private readonly metadata: string[] = [];
  private readonly occurredOn: string[] = [];

  add({ tenantId, commandId, requestHash, expectations, events }: Append): void {
    this.commandIds.push(commandId);
    this.requestHashes.push(requestHash);
    const command = this.tenants.push(tenantId);
    const places = new Map<string, number>();
    for (const { stream, version } of expectations) {
      places.set(streamName(stream), this.touch(command, stream, versionNumber(version)));
    }
    for (const event of events) {
      const name = streamName(event.stream);
      let place = places.get(name);
      if (place === undefined) places.set(name, (place = this.touch(command, event.stream, ANY)));
      this.eventCommands.push(command);
      this.eventStreams.push(place);
      this.eventIds.push(event.id);
      this.eventTypes.push(event.type);
      this.schemaVersions.push(event.schemaVersion);
      this.data.push(canonicalJson(event.data));
      this.metadata.push(canonicalJson(event.metadata as unknown as Json));
      this.occurredOn.push(event.occurredOn);
    }
  }

  /** @returns the stream's place, from 1. */
  private touch(command: number, { type, id }: StreamRef, expected: number): number {
    this.streamCommands.push(command);
    this.streamTypes.push(type);
    this.streamIds.push(id);
    return this.expected.push(expected);
  }

  parameters(lockTimeoutMs: number, turn: Turn): unknown[] {
    return [
      [...new Set(this.tenants)].join(','),
      integers(this.tenants),
      uuids(this.commandIds),
      bytes(this.requestHashes),
      integers(this.streamCommands),
      texts(this.streamTypes),
      uuids(this.streamIds),
      integers(this.expected),
      integers(this.eventCommands),
      integers(this.eventStreams),
      uuids(this.eventIds),
      texts(this.eventTypes),
      integers(this.schemaVersions),
      texts(this.data),
      texts(this.metadata),
      this.occurredOn,
      `${lockTimeoutMs}ms`,
      turn.name,
      turn.after ?? null,
    ];
  }
}

const ANY = -1;

function versionNumber(version: ExpectedVersion): number {
  if (version === 'any') return ANY;
  return version === 'none' ? 0 : version;
}

function result(row: OutcomeRow, command: Append): AppendResult | Error {
  switch (row.outcome) {
    case 'appended':
    case 'repeated':
      return {
        outcome: row.outcome,
        firstPosition: Number(row.first_position),
        lastPosition: Number(row.last_position),
      };
    case 'conflict':
      return new VersionConflict(
        (row.detail ?? []).map((d) => ({ ...streamRef(d), expected: d.expected, actual: d.actual })),
      );
    case 'key-reused':
      return new CommandIdReused(command.commandId);
    case 'suspended':
      return new TenantSuspended(command.tenantId);
    case 'closed':
      return new TenantClosed(command.tenantId);
    case 'unknown-tenant':
      return new UnknownTenant(command.tenantId);
    default:
      row.outcome satisfies never;
      throw new Error(`unknown outcome of append: ${String(row.outcome)}`);
  }
}

function streamRef(row: { streamType: string; streamId: string }): StreamRef {
  return { type: row.streamType, id: row.streamId };
}
