import { setTimeout as sleep } from 'node:timers/promises';
import { ACCESS_TOKEN_SECONDS, type AccessToken } from './access-token.ts';
import type { TenantDatabase } from './tenant-database.ts';

const EVERY_MS = 1_000;
// Whoever has not looked for so long looks before he answers: an API that was stopped, or without its database.
const TRUSTED_MS = 4_000;
// A transaction that ends a session may commit after a later one; none takes longer than the database lets it.
const OVERLAP_SECONDS = 60;
// Older ones are of no interest: no token that they would make bad is still good.
const KEPT_SECONDS = ACCESS_TOKEN_SECONDS + OVERLAP_SECONDS;

interface Revocation {
  readonly tenant_id: number;
  readonly id: string;
  /** Of an account; null for a session. */
  readonly version: number | null;
}

export interface SessionWatchOptions {
  /** Told when a look failed that followed one that succeeded. */
  readonly onError: (error: Error) => void;
}

/**
 * Knows which access tokens are bad before they expire: of a session that has ended, of an account that was disabled or
 * got other roles. It asks the database every second what has ended or changed, so that a request costs no question.
 */
export class SessionWatch {
  private readonly revoked = new Map<string, { version: number | null; until: number }>();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly database: TenantDatabase,
    private readonly options: SessionWatchOptions,
  ) {
    this.running = this.run();
  }

  /** Whether a token is bad. @throws when the database has not answered for some seconds. */
  async isRevoked(token: AccessToken): Promise<boolean> {
    if (performance.now() - this.lookedAt > TRUSTED_MS) await this.look();
    return this.isKnownToBeRevoked(token);
  }

  /** The same by the last look. */
  isKnownToBeRevoked({ principal, version }: AccessToken): boolean {
    const { tenantId } = principal;
    if (this.revoked.has(keyOf(tenantId, principal.sessionId))) return true;
    const account = this.revoked.get(keyOf(tenantId, principal.subject));
    return account !== undefined && version < account.version!;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.looking?.catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      try {
        await this.look();
        failing = false;
      } catch (error) {
        if (!failing) this.options.onError(error as Error);
        failing = true;
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One at a time, for all who ask. */
  private look(): Promise<void> {
    this.looking ??= this.readRevocations().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async readRevocations(): Promise<void> {
    const began = performance.now();
    const seconds = Math.min(KEPT_SECONDS, (began - this.lookedAt) / 1000 + OVERLAP_SECONDS);
    const { rows } = await this.database.withSystem((db) =>
      db.query<Revocation>(
        `select tenant_id, id, version from zhendi.revoked_since(clock_timestamp() - $1 * interval '1 second')`,
        [seconds],
      ),
    );
    const until = began + KEPT_SECONDS * 1000;
    for (const { tenant_id, id, version } of rows) this.revoked.set(keyOf(tenant_id, id), { version, until });
    for (const [key, kept] of this.revoked) if (kept.until < began) this.revoked.delete(key);
    this.lookedAt = began;
  }
}

// Accounts of two tenants may have the same id.
function keyOf(tenantId: number, id: string): string {
  return `${tenantId}/${id}`;
}
