import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ROLES, type Principal } from './principal.ts';

/** How long an access token is good for, in seconds. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;

const ISSUER = 'zhendi';
// Checking a signature takes 0.1 ms, a fifth of a command; the people at work at the same time are fewer than this.
const REMEMBERED = 10_000;

const tenantName = z.object({ tenantId: z.int(), code: z.string(), name: z.string() });
const claims = z.object({
  sub: z.string(),
  sid: z.string(),
  exp: z.number(),
  username: z.string(),
  roles: z.array(z.enum(ROLES)),
  tenantId: z.int(),
  level: z.enum(['platform', 'county', 'town']),
  county: tenantName.nullable(),
  town: tenantName.nullable(),
  villageId: z.string().nullable(),
  version: z.int(),
  mustChangePassword: z.boolean(),
});

/** What an access token says. */
export interface AccessGrant {
  readonly principal: Principal;
  /** Of the account, when the token was issued: {@link SessionWatch} knows when there is a later one. */
  readonly version: number;
  /** The password is an initial one: until it is changed, nothing else can be done. */
  readonly mustChangePassword: boolean;
}

/** An access token that was read. */
export interface AccessToken extends AccessGrant {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Keys of at least 32 bytes, shared by all API processes. */
export interface TokenKeys {
  readonly signing: Uint8Array;
  /** Another key whose tokens are good too, while one takes the other's place. */
  readonly accepted?: Uint8Array | undefined;
}

/** Issues and reads the bearer tokens of people who are signed in: JWT, HS256. */
export class AccessTokens {
  private readonly signingKey: { readonly id: string; readonly secret: Uint8Array };
  private readonly keys = new Map<string, Uint8Array>();
  /** Tokens that were checked. Their ends are looked at here: the cache would set a timer in every millisecond. */
  private readonly checked = new LRUCache<string, AccessToken>({ max: REMEMBERED });

  constructor({ signing, accepted }: TokenKeys) {
    for (const secret of accepted ? [accepted, signing] : [signing]) {
      if (secret.length < 32) throw new RangeError('the token secret needs at least 32 bytes');
      this.keys.set(keyId(secret), secret);
    }
    this.signingKey = { id: keyId(signing), secret: signing };
  }

  issue({ principal, version, mustChangePassword }: AccessGrant): Promise<string> {
    const { subject, sessionId, ...who } = principal;
    return new SignJWT({ ...who, sid: sessionId, version, mustChangePassword })
      .setProtectedHeader({ alg: 'HS256', kid: this.signingKey.id })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS} seconds`)
      .sign(this.signingKey.secret);
  }

  /** What a token says, or null when it is not ours, altered or expired. */
  async read(token: string): Promise<AccessToken | null> {
    const known = this.checked.get(token);
    if (known && known.expiresAt > Date.now()) return known;
    try {
      const { payload } = await jwtVerify(token, (header) => this.key(header), {
        issuer: ISSUER,
        algorithms: ['HS256'],
      });
      const { sub, sid, exp, version, mustChangePassword, ...who } = claims.parse(payload);
      const principal = { subject: sub, sessionId: sid, ...who };
      const read = { principal, version, mustChangePassword, expiresAt: exp * 1000 };
      this.checked.set(token, read);
      return read;
    } catch {
      return null;
    }
  }

  private key({ kid = '' }: JWTHeaderParameters): Uint8Array {
    const secret = this.keys.get(kid);
    if (!secret) throw new Error('the token is signed with a key that is not ours');
    return secret;
  }
}

/** What a token says of the key it is signed with. */
function keyId(secret: Uint8Array): string {
  return createHash('sha256').update('zhendi/key-id/').update(secret).digest('base64url').slice(0, 8);
}
