import type { Fact, SqlClient } from '../event-store/index.ts';
import type { Projection } from './define-projection.ts';
import { FoldFailed } from './fold.ts';
import type { Standing } from './standings.ts';
import type { Build } from './tables.ts';

/** How often a fold is tried before its read model is parked: over some 30 seconds, with {@link FIRST_BACK_OFF_S}. */
export const ATTEMPTS = 5;
/** Seconds to the second attempt; each further wait is twice the one before. */
const FIRST_BACK_OFF_S = 2;
const LONGEST_ERROR = 2_000;

/** The read model of this tenant was tried for the last time: it stays where it is until it is resumed. */
export class ProjectionParked extends Error {
  override readonly name = 'ProjectionParked';
  constructor(failure: FoldFailed) {
    super(`${failure.message}: parked after ${ATTEMPTS} attempts`, { cause: failure });
  }
}

/**
 * Whether the events and the fold are to blame, so that trying again will hardly help: the fold threw, or made what
 * the table cannot hold. All else (a lost connection, a serialization failure, a full disk) is the database's trouble.
 */
export function isFoldFailure(error: unknown): boolean {
  if (error instanceof FoldFailed || error instanceof RangeError) return true;
  // SQLSTATE classes: 21 one key twice, 22 data exception, 23 constraint violation.
  return /^2[123]...$/.test(String((error as { code?: unknown } | null)?.code));
}

/**
 * Counts a failed attempt at an event, once however many workers failed at it.
 *
 * @param db in the tenant's scope, in a transaction after the failed one.
 * @param standing of the build, before the attempt.
 * @param event the next one of the build, which could not be folded.
 * @returns what to throw; null when somebody else has counted this attempt or has gone on.
 */
export async function recordFailure(
  db: SqlClient,
  tenantId: number,
  { projection, build, attempts }: Standing,
  event: Fact,
  cause: unknown,
): Promise<FoldFailed | ProjectionParked | null> {
  const failure = cause instanceof FoldFailed ? cause : new FoldFailed(projection.name, event, cause);
  const { rows } = await db.query<{ parked: boolean }>(
    `update zhendi.checkpoint c set
       attempts = c.attempts + 1, failed_event_id = $5, error = $6,
       updated_at = now(), next_attempt_at = now() + $8 * interval '1 second' * power(2, c.attempts),
       parked_at = case when c.attempts + 1 >= $9 then now() end
     where c.tenant_id = $1 and c.projection = $2 and c.build = $3 and c.position = $4 and c.attempts = $7
     returning c.parked_at is not null as parked`,
    [
      tenantId,
      projection.name,
      build,
      event.position - 1,
      event.id,
      causeText(failure),
      attempts,
      FIRST_BACK_OFF_S,
      ATTEMPTS,
    ],
  );
  if (!rows[0]) return null;
  return rows[0].parked ? new ProjectionParked(failure) : failure;
}

function causeText({ cause }: FoldFailed): string {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  // U+0000 cannot be kept.
  return text.replaceAll('\0', '').slice(0, LONGEST_ERROR);
}

/** A read model that stands before an event it could not fold. */
export interface HeldProjection {
  readonly tenantId: number;
  readonly townCode: string;
  readonly townName: string;
  readonly projection: string;
  readonly build: number;
  /** Whether readers see this build, or it is still to take the place of another one. */
  readonly isLive: boolean;
  /** Of the event that could not be folded. */
  readonly eventId: string;
  readonly eventType: string;
  readonly position: number;
  readonly error: string;
  readonly attempts: number;
  /** Null while it is still tried again by itself. */
  readonly parkedAt: Date | null;
}

/** Which of the held read models are meant; absent: all. */
export interface HeldFilter {
  readonly townCode?: string | undefined;
  readonly projection?: string | undefined;
}

/** Builds, of these declarations, that are parked or wait for another attempt. For the operator, as the owner. */
export async function listHeld(
  owner: SqlClient,
  projections: readonly Projection[],
  { townCode, projection }: HeldFilter = {},
): Promise<HeldProjection[]> {
  const { rows } = await owner.query<Omit<HeldProjection, 'position'> & { position: string }>(
    `select c.tenant_id as "tenantId", t.code as "townCode", t.name as "townName", c.projection, b.build, b.state = 'live' as "isLive",
       c.failed_event_id as "eventId", e.type as "eventType", c.position + 1 as position, c.error, c.attempts,
       c.parked_at as "parkedAt"
     from zhendi.checkpoint c
     join zhendi.projection_build b on b.name = c.projection and b.build = c.build and b.state in ('live', 'building')
     join unnest($1::text[], $2::integer[]) as p (name, version) on p.name = b.name and p.version = b.version
     join zhendi.tenant t on t.tenant_id = c.tenant_id
     join zhendi.event e on e.tenant_id = c.tenant_id and e.position = c.position + 1
     where c.attempts > 0 and t.code = coalesce($3, t.code) and c.projection = coalesce($4, c.projection)
     order by c.parked_at, t.code, c.projection, c.build`,
    [projections.map((p) => p.name), projections.map((p) => p.version), townCode ?? null, projection ?? null],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/**
 * Lets a parked read model be tried once more, by whoever comes first; when it fails again, it is parked again at
 * once. For the operator, as the owner.
 */
export async function unpark(
  owner: SqlClient,
  tenantId: number,
  { projection, build }: Build,
): Promise<void> {
  await owner.query(
    `update zhendi.checkpoint set parked_at = null, next_attempt_at = now(), attempts = $4
     where tenant_id = $1 and projection = $2 and build = $3 and parked_at is not null`,
    [tenantId, projection.name, build, ATTEMPTS - 1],
  );
}
