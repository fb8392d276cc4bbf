import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type RemoteJWKSet } from 'jose';
import * as client from 'openid-client';
import type { OidcSettings } from './oidc-settings.ts';
import { refusalOf } from './refusal-of.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** The issuer is a step of a sign-in that somebody waits for. */
const ANSWER_WITHIN_SECONDS = 5;
/** Nobody is sent to an issuer that was not there a moment ago: a browser would show an error, and no way back. */
const FRESH_MS = 1_000;
/** Who comes back was sent there by what was known then. Issuers change that rarely, but while we run. */
const KNOWN_MS = 60 * 60 * 1000;
/** While the issuer is away, whether it is back is asked this often at most. */
const LOOK_AGAIN_AFTER_MS = 5_000;

interface Discovered {
  readonly configuration: client.Configuration;
  /** Where the keys are, and those that were fetched. */
  readonly keysAddress: string;
  readonly keys: RemoteJWKSet;
  readonly at: number;
}

/** Somebody as the issuer knows them. */
export interface IssuedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Speaks OpenID Connect to the configured issuer: authorization code with PKCE (S256), state and nonce. */
export class OidcIssuer {
  private discovered: Discovered | undefined;
  private discovering: Promise<Discovered> | undefined;
  private lookedAt = -Infinity;
  /** Undefined until it was asked. */
  private reachable: boolean | undefined;

  /** @param onUnreachable told each time that the issuer is found to be away, not while it stays so. */
  constructor(
    private readonly settings: OidcSettings,
    private readonly onUnreachable: (reason: string) => void,
  ) {}

  /**
   * Whether the issuer answered when it was last asked. Nobody waits for it: a look begins in the background when there
   * is no answer yet.
   */
  isReachable(): boolean {
    if (!this.reachable && performance.now() - this.lookedAt > LOOK_AGAIN_AFTER_MS) {
      this.lookedAt = performance.now();
      this.discover().catch(() => undefined);
    }
    return this.reachable === true;
  }

  /**
   * Where to send the browser, and what it has to bring back.
   *
   * @throws {SignInRefused} when the issuer is away.
   */
  async begin(): Promise<{ address: URL; attempt: SignInAttempt }> {
    const { configuration } = await this.lookedUp(FRESH_MS);
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUrl.href,
      scope: this.settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { address, attempt };
  }

  /**
   * Who came back.
   *
   * @param answer the query that the issuer sent the browser back with.
   * @throws {SignInRefused}
   */
  async redeem(answer: URLSearchParams, attempt: SignInAttempt): Promise<IssuedIdentity> {
    if (answer.get('state') !== attempt.state) {
      throw new SignInRefused('sign-in.attempt-lost', 'the answer belongs to another attempt');
    }
    const discovered = await this.lookedUp(KNOWN_MS);
    try {
      return await this.identityOf(discovered, answer, attempt);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /**
   * Whom an access token for this API speaks for: a JWT, as RFC 9068 has it.
   *
   * @throws {SignInRefused}
   */
  async read(accessToken: string, audience: string): Promise<IssuedIdentity> {
    const { configuration, keys } = await this.lookedUp(KNOWN_MS);
    const { issuer } = configuration.serverMetadata();
    try {
      // Anybody may come with a token of any key: for keys that are not known, they are fetched twice a minute at most.
      const { payload } = await jwtVerify(accessToken, keys, {
        ...{ issuer, audience, clockTolerance: this.settings.clockSkewSeconds },
        requiredClaims: ['sub', 'exp'],
      });
      return { issuer, subject: payload.sub!, claims: payload };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  private async identityOf(
    { configuration, keys }: Discovered,
    answer: URLSearchParams,
    { state, nonce, codeVerifier }: SignInAttempt,
  ): Promise<IssuedIdentity> {
    const address = Object.assign(new URL(this.settings.redirectUrl), { search: answer.toString() });
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
    });
    const { issuer, userinfo_endpoint } = configuration.serverMetadata();
    const proven = await this.verified(tokens.id_token!, issuer, keys);
    const subject = proven.sub!;
    // Many issuers keep groups out of the token.
    const more = userinfo_endpoint
      ? await client.fetchUserInfo(configuration, tokens.access_token, subject)
      : {};
    return { issuer, subject, claims: { ...more, ...proven } };
  }

  /** The library trusts the connection to the token endpoint; we also want the issuer's signature. */
  private async verified(token: string, issuer: string, keys: RemoteJWKSet): Promise<JWTPayload> {
    const { clientId: audience, clockSkewSeconds: clockTolerance } = this.settings;
    const check = () => jwtVerify(token, keys, { issuer, audience, clockTolerance });
    try {
      return (await check()).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // A key that came into use since the keys were fetched. The token comes from the issuer itself, so that there are
      // no more of these fetches than sign-ins there.
      await keys.reload();
      return (await check()).payload;
    }
  }

  /** What the issuer says of itself, at most so old. @throws {SignInRefused} when it has to be asked and is away. */
  private async lookedUp(atMostMs: number): Promise<Discovered> {
    const known = this.discovered;
    return known && performance.now() - known.at < atMostMs ? known : this.discover();
  }

  private discover(): Promise<Discovered> {
    this.discovering ??= this.fetchMetadata()
      .then(
        (discovered) => {
          this.reachable = true;
          return (this.discovered = discovered);
        },
        (error: unknown) => {
          const { reason } = refusalOf(error);
          if (this.reachable !== false) this.onUnreachable(reason);
          this.reachable = false;
          throw new SignInRefused('sign-in.issuer-unavailable', reason);
        },
      )
      .finally(() => (this.discovering = undefined));
    return this.discovering;
  }

  private async fetchMetadata(): Promise<Discovered> {
    const { issuer, clientId, clientSecret, clockSkewSeconds } = this.settings;
    const configuration = await client.discovery(
      issuer,
      clientId,
      { [client.clockTolerance]: clockSkewSeconds },
      clientAuthentication(clientSecret),
      {
        timeout: ANSWER_WITHIN_SECONDS,
        // The configuration allows it on the loopback only.
        execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      },
    );
    const { jwks_uri } = configuration.serverMetadata();
    if (jwks_uri === undefined) throw new client.ClientError('the issuer publishes no keys');
    const keys =
      this.discovered?.keysAddress === jwks_uri
        ? this.discovered.keys
        : createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: ANSWER_WITHIN_SECONDS * 1000 });
    return { configuration, keysAddress: jwks_uri, keys, at: performance.now() };
  }
}

/** By HTTP Basic, the specification's default, unless the issuer only takes the secret in the body. */
function clientAuthentication(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_basic') ? basic : post;
    return authenticate(server, ...request);
  };
}
