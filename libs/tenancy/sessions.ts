import { ACCESS_TOKEN_SECONDS, type AccessGrant, type AccessTokens } from './access-token.ts';
import { principalOf, type AccountRow } from './account-row.ts';
import { entryBy, type Origin } from './audit-entries.ts';
import { recordAudit } from './audit-log.ts';
import type { Role } from './principal.ts';
import { RefreshToken } from './refresh-token.ts';
import type { SystemHandle, TenantDatabase } from './tenant-database.ts';

/** Where a session is used from, as its owner sees it in the list. */
export interface Client extends Origin {
  readonly userAgent: string | null;
}

/** A session that its owner does not use: what ends it is not known. */
const NOWHERE: Client = { address: null, userAgent: null };

/** Whose session is to begin: an account that has just shown who it is. */
export interface SessionStart extends Client {
  readonly tenantId: number;
  readonly accountId: string;
}

/** What a browser needs to go on. */
export interface IssuedSession {
  readonly grant: AccessGrant;
  readonly accessToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
  /** For the cookie, and for nothing else. */
  readonly refreshToken: string;
}

/** How long a session that nobody uses can be gone on with, in seconds, as `zhendi.session_lives` has it. */
export const SESSION_IDLE_SECONDS = 8 * 60 * 60;

interface RefreshRow extends AccountRow {
  outcome: 'rotated' | 'repeated' | 'reused' | 'ended';
  sealed_token: Buffer | null;
}

const LONGEST_USER_AGENT = 200;

/**
 * The sessions of people who are signed in, whichever way they came. A session is a chain of refresh tokens, each good
 * for one exchange: for an access token and the next refresh token.
 */
export class Sessions {
  constructor(
    private readonly database: TenantDatabase,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * Begins a session.
   *
   * @param meanwhile what belongs to it, in the same transaction.
   * @returns null when the account is disabled or not there.
   */
  async start(
    { tenantId, accountId, address, userAgent }: SessionStart,
    meanwhile: (db: SystemHandle, grant: AccessGrant) => Promise<void> = () => Promise.resolve(),
  ): Promise<IssuedSession | null> {
    const token = RefreshToken.first(tenantId);
    const grant = await this.database.withSystem(async (db) => {
      const { rows } = await db.query<AccountRow>(
        'select * from zhendi.start_session($1, $2, $3, $4, $5, $6)',
        [tenantId, accountId, token.sessionId, token.hash, address, shortened(userAgent)],
      );
      if (!rows[0]) return null;
      const begun = grantOf(rows[0], token.sessionId);
      await meanwhile(db, begun);
      return begun;
    });
    return grant && this.issue(grant, token);
  }

  /**
   * Exchanges a refresh token for an access token and the next refresh token. The token before the present one is
   * answered for 30 seconds, always with the same present one: two tabs that asked at once, or one whose answer was lost,
   * go on, and there is still one token to go on with. Any older one ends the session: somebody has a copy.
   *
   * @returns null when there is no session to go on with.
   */
  async refresh(text: string, client: Client): Promise<IssuedSession | null> {
    const token = RefreshToken.parse(text);
    if (!token) return null;
    const next = token.next();
    const row = await this.database.withSystem(async (db) => {
      const { rows } = await db.query<RefreshRow>(
        'select * from zhendi.refresh_session($1, $2, $3, $4, $5, $6, $7)',
        [
          token.tenantId,
          token.sessionId,
          token.hash,
          next.hash,
          token.seal(next),
          client.address,
          shortened(client.userAgent),
        ],
      );
      const { outcome, account_id: accountId } = rows[0]!;
      if (outcome === 'reused' && accountId !== null) {
        const actor = principalOf(rows[0]!, token.sessionId);
        await recordAudit(db, [entryBy(actor, client, { action: 'session.reuse', outcome: 'refused' })]);
      }
      return rows[0]!;
    });
    if (row.outcome === 'reused' || row.outcome === 'ended' || row.account_id === null) return null;
    const present = row.outcome === 'repeated' ? token.open(row.sealed_token!) : next;
    return this.issue(grantOf(row, token.sessionId), present);
  }

  /** Ends the session of a refresh token; one that has ended already is left as it is. */
  async end(text: string, client = NOWHERE): Promise<void> {
    const token = RefreshToken.parse(text);
    if (!token) return;
    const { tenantId, sessionId } = token;
    await this.database.withSystem(async (db) => {
      const { rows } = await db.query<{ subject: string; username: string; roles: Role[] }>(
        'select account_id as subject, username, roles from zhendi.end_session($1, $2)',
        [tenantId, sessionId],
      );
      const entries = rows.map((row) => entryBy({ ...row, tenantId }, client, { action: 'sign-out' }));
      if (entries.length > 0) await recordAudit(db, entries);
    });
  }

  private async issue(grant: AccessGrant, token: RefreshToken): Promise<IssuedSession> {
    return {
      grant,
      accessToken: await this.tokens.issue(grant),
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken: token.toString(),
    };
  }
}

function grantOf(row: AccountRow, sessionId: string): AccessGrant {
  return {
    principal: principalOf(row, sessionId),
    version: row.version,
    mustChangePassword: row.must_change_password,
  };
}

function shortened(userAgent: string | null): string | null {
  return userAgent && userAgent.slice(0, LONGEST_USER_AGENT);
}
