import { randomUUID } from 'node:crypto';
import {
  entryBy,
  IssuerAccounts,
  PLATFORM_TENANT,
  recordAudit,
  type AuditLog,
  type Client,
  type IssuedSession,
  type IssuerAccount,
  type Sessions,
  type TenantDatabase,
} from '../../tenancy/index.ts';
import type { Logger } from '../logging.ts';
import { mapClaims } from './claim-mapping.ts';
import { OidcIssuer, type IssuedIdentity } from './oidc-issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { SignInAttempts } from './sign-in-attempt.ts';
import { SignInRefused } from './sign-in-refused.ts';

// Names longer than this are nobody's.
const MOST_NAME = 100;

/** What a browser comes back from the issuer with. */
export interface Return extends Client {
  /** The query that the issuer sent it with. */
  readonly answer: URLSearchParams;
  /** What it was given when it left. */
  readonly sealed: string | undefined;
}

interface Surroundings {
  readonly database: TenantDatabase;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
  /** At least 32 bytes, shared by all API processes. */
  readonly secret: Uint8Array;
  readonly logger: Logger;
}

/** The way of somebody to the issuer and back, up to the session of the account that they are here. */
export class IssuerSignIn {
  private readonly issuer: OidcIssuer;
  private readonly attempts: SignInAttempts;
  private readonly accounts: IssuerAccounts;

  constructor(
    private readonly settings: OidcSettings,
    private readonly around: Surroundings,
  ) {
    this.issuer = new OidcIssuer(settings, (reason) =>
      around.logger.warn({ reason }, 'the issuer cannot be reached'),
    );
    this.attempts = new SignInAttempts(around.secret);
    this.accounts = new IssuerAccounts(around.database);
  }

  /** How the sign-in page calls the issuer, and whether it is there. */
  method(): { label: string; available: boolean } {
    return { label: this.settings.label, available: this.issuer.isReachable() };
  }

  /** Whether browsers reach the pages by https. */
  get isSecure(): boolean {
    return this.settings.redirectUrl.protocol === 'https:';
  }

  /**
   * Where to send the browser, and what it has to bring back, unreadable to all but us.
   *
   * @throws {SignInRefused} when the issuer is away.
   */
  async begin(): Promise<{ address: URL; sealed: string }> {
    const { address, attempt } = await this.issuer.begin();
    return { address, sealed: await this.attempts.seal(attempt) };
  }

  /**
   * The session of whoever came back, with the roles that the issuer's claims lead to now.
   *
   * @throws {SignInRefused}
   */
  async finish(back: Return): Promise<IssuedSession> {
    const attempt = back.sealed === undefined ? null : await this.attempts.open(back.sealed);
    if (!attempt) throw new SignInRefused('sign-in.attempt-lost', 'the browser brought no attempt of ours');
    return this.enter(await this.issuer.redeem(back.answer, attempt), back);
  }

  /**
   * The session of a program that has an access token of the issuer for this API.
   *
   * @throws {SignInRefused}
   */
  async exchange(accessToken: string, client: Client): Promise<IssuedSession> {
    const { audience } = this.settings;
    if (audience === undefined) throw new SignInRefused('sign-in.token-invalid', 'no audience is configured');
    return this.enter(await this.issuer.read(accessToken, audience), client);
  }

  /** Logs why nobody was signed in, and gives what the sign-in page is told of it. */
  explain(error: unknown): { problem: string; id: string } {
    const id = randomUUID();
    if (error instanceof SignInRefused) {
      const { code, reason } = error;
      this.around.logger.warn({ id, code, reason }, 'nobody was signed in through the issuer');
      return { problem: code, id };
    }
    this.around.logger.error({ err: error, id }, 'signing in through the issuer failed');
    return { problem: 'internal', id };
  }

  private async enter(identity: IssuedIdentity, client: Client): Promise<IssuedSession> {
    const mapped = mapClaims(this.settings.rules, identity.claims);
    const account =
      mapped && (await this.accounts.admit(identity, { ...mapped, username: nameOf(identity) }));
    if (account) return this.start(identity, account, client);
    await this.accounts.turnAway(identity);
    const why = mapped
      ? `there is no division ${mapped.division}`
      : 'no rule matches, or for several divisions';
    return this.refuse(identity, null, client, new SignInRefused('sign-in.no-role', why));
  }

  private async start(
    identity: IssuedIdentity,
    account: IssuerAccount,
    client: Client,
  ): Promise<IssuedSession> {
    const { tenantId, accountId } = account;
    const { address, userAgent } = client;
    const details = { by: 'issuer', ...personOf(identity) };
    const session = await this.around.sessions.start(
      { tenantId, accountId, address, userAgent },
      (db, { principal }) => recordAudit(db, [entryBy(principal, client, { action: 'sign-in', details })]),
    );
    if (session) return session;
    const refused = new SignInRefused('sign-in.account-disabled', `the account ${accountId} is disabled`);
    return this.refuse(identity, account, client, refused);
  }

  /** Whom the issuer has proven is known: what they were refused is on record. Everything else is in the log alone. */
  private async refuse(
    identity: IssuedIdentity,
    account: IssuerAccount | null,
    { address, requestId }: Client,
    refused: SignInRefused,
  ): Promise<never> {
    await this.around.audit.record({
      tenantId: account?.tenantId ?? PLATFORM_TENANT,
      action: 'sign-in',
      outcome: 'refused',
      actor: account?.accountId ?? null,
      username: account?.username ?? null,
      role: null,
      address,
      target: null,
      details: { reason: refused.code, ...personOf(identity) },
      correlationId: requestId ?? null,
    });
    throw refused;
  }
}

function personOf({ issuer, subject }: IssuedIdentity): { issuer: string; subject: string } {
  return { issuer, subject };
}

/** As the issuer calls them, and at whose door: a local account of that name is somebody else. */
function nameOf({ issuer, subject, claims }: IssuedIdentity): string {
  const given = [claims['preferred_username'], claims['email']].find(isName) ?? subject;
  return `${given}@${new URL(issuer).hostname}`;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST_NAME && /^[^\p{C}]+$/u.test(value);
}
