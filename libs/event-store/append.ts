import { canonicalJson } from './canonical.ts';
import { CommandIdReused, TenantClosed, TenantSuspended, UnknownTenant, VersionConflict } from './errors.ts';
import type { Expectation, ExpectedVersion, Json, NewEvent, StreamRef } from './event.ts';
import type { SqlClient } from './sql-client.ts';

/** One command's effect: all its events, or nothing. */
export interface Append {
  readonly tenantId: number;
  /** Unique within the tenant; the same id again gives the first result. */
  readonly commandId: string;
  /** SHA-256 of the request, hexadecimal: tells a repeat from another request under the same id. */
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
  readonly recordedAt: Date;
}

interface OutcomeRow {
  command: number;
  outcome: 'appended' | 'repeated' | 'key-reused' | 'conflict' | 'suspended' | 'closed' | 'unknown-tenant';
  first_position: string | number;
  last_position: string | number;
  recorded_at: Date;
  detail: { streamType: string; streamId: string; expected: number; actual: number }[] | null;
}

// The scope is set in the statement that uses it: one round trip, and it ends with the statement's transaction.
const APPEND = `
  select a.* from (
    select set_config('app.writable_tenants', $1, true) as scope, set_config('lock_timeout', $18, true) as patience
  ) s,
  lateral zhendi.append(s.scope, $2::integer[], $3::uuid[], $4::bytea[],
    $5::integer[], $6::text[], $7::uuid[], $8::integer[],
    $9::integer[], $10::text[], $11::uuid[], $12::uuid[], $13::text[], $14::smallint[], $15::text[], $16::text[],
    $17::date[]) a`;

/**
 * Carries out several commands in one round trip, each with an outcome of its own, in the order given.
 *
 * @param lockTimeoutMs how long to wait for a tenant that another call is writing; 0 waits for as long as it takes.
 *   Then the call fails with SQLSTATE 55P03 and nothing of it was written.
 * @returns for each command its result, or the error that refused it: {@link VersionConflict},
 *   {@link CommandIdReused}, {@link TenantSuspended}, {@link TenantClosed}, {@link UnknownTenant}.
 * @throws when the call itself fails (connection lost, invalid data): then nothing of it was written, or, if the
 *   connection broke during the commit, all of it may have been; the command ids make a retry safe.
 */
export async function appendAll(
  client: SqlClient,
  appends: readonly Append[],
  lockTimeoutMs = 0,
): Promise<(AppendResult | Error)[]> {
  const expectations = appends.flatMap((a, i) => a.expectations.map((e) => ({ ...e, command: i + 1 })));
  const events = appends.flatMap((a, i) => a.events.map((e) => ({ ...e, command: i + 1 })));
  const { rows } = await client.query<OutcomeRow>(APPEND, [
    [...new Set(appends.map((a) => a.tenantId))].join(','),
    appends.map((a) => a.tenantId),
    appends.map((a) => a.commandId),
    appends.map((a) => Buffer.from(a.requestHash, 'hex')),
    expectations.map((e) => e.command),
    expectations.map((e) => e.stream.type),
    expectations.map((e) => e.stream.id),
    expectations.map((e) => versionNumber(e.version)),
    events.map((e) => e.command),
    events.map((e) => e.stream.type),
    events.map((e) => e.stream.id),
    events.map((e) => e.id),
    events.map((e) => e.type),
    events.map((e) => e.schemaVersion),
    events.map((e) => canonicalJson(e.data)),
    events.map((e) => canonicalJson(e.metadata as unknown as Json)),
    events.map((e) => e.occurredOn),
    `${lockTimeoutMs}ms`,
  ]);
  return rows.map((row, i) => result(row, appends[i]!));
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

function versionNumber(version: ExpectedVersion): number {
  if (version === 'any') return -1;
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
        recordedAt: row.recorded_at,
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
