import { entryBy, type Origin } from './audit-entries.ts';
import { recordAudit } from './audit-log.ts';
import type { Principal } from './principal.ts';
import { ownScope, readingOnly } from './scope.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** One of somebody's sessions, as its owner sees it. */
export interface OwnSession {
  readonly id: string;
  readonly startedAt: Date;
  /** When it was last gone on with: while its page is open, some ten minutes ago at most. */
  readonly lastUsedAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** It is the one that asks. */
  readonly current: boolean;
}

const NOWHERE: Origin = { address: null };

/** What people see and end of their own sessions. */
export class OwnSessions {
  constructor(private readonly database: TenantDatabase) {}

  /** Those that can be gone on with, the one used last first. A hundred at most: `zhendi.start_session` sees to it. */
  async list(principal: Principal): Promise<OwnSession[]> {
    const { rows } = await this.database.withTenant(readingOnly(ownScope(principal)), (db) =>
      db.query<OwnSession>(
        `select session_id as id, started_at as "startedAt", last_used_at as "lastUsedAt", address,
                user_agent as "userAgent", session_id = $3 as current
         from zhendi.session
         where tenant_id = $1 and account_id = $2
           and zhendi.session_lives(started_at, last_used_at, ended_at)
         order by last_used_at desc, session_id`,
        [principal.tenantId, principal.subject, principal.sessionId],
      ),
    );
    return rows;
  }

  /** Ends one of them. @returns whether there was one. */
  end(principal: Principal, sessionId: string, origin = NOWHERE): Promise<boolean> {
    return this.endThose(principal, [sessionId], origin);
  }

  /** Ends all of them, the one that asks as well. */
  async endAll(principal: Principal, origin = NOWHERE): Promise<void> {
    await this.endThose(principal, null, origin);
  }

  private endThose(
    principal: Principal,
    sessionIds: readonly string[] | null,
    origin: Origin,
  ): Promise<boolean> {
    return this.database.withTenant(ownScope(principal), async (db) => {
      const { rows } = await db.query(
        `update zhendi.session set ended_at = clock_timestamp()
         where tenant_id = $1 and account_id = $2 and ended_at is null
           and ($3::uuid[] is null or session_id = any ($3))
         returning session_id`,
        [principal.tenantId, principal.subject, sessionIds],
      );
      if (rows.length === 0) return false;
      const details = { sessions: rows.length, everywhere: sessionIds === null };
      await recordAudit(db, [entryBy(principal, origin, { action: 'sign-out', details })]);
      return true;
    });
  }
}
