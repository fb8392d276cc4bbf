import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ROLES, type Principal } from './principal.ts';

/** How long an access token is good for, in seconds. */
export const ACCESS_TOKEN_SECONDS = 8 * 60 * 60;

const ISSUER = 'zhendi';
// Checking a signature takes 0.1 ms, a fifth of a command; the people at work at the same time are fewer than this.
const REMEMBERED = 10_000;

const tenantName = z.object({ tenantId: z.int(), code: z.string(), name: z.string() });
const claims = z.object({
  sub: z.string(),
  username: z.string(),
  roles: z.array(z.enum(ROLES)),
  tenantId: z.int(),
  level: z.enum(['platform', 'county', 'town']),
  county: tenantName.nullable(),
  town: tenantName.nullable(),
  villageId: z.uuid().nullable(),
});

/** Issues and reads the bearer tokens of local accounts: JWT, HS256. */
export class AccessTokens {
  private readonly key: Uint8Array;
  /** Principals of tokens that were checked, each until its token expires. */
  private readonly checked = new LRUCache<string, Principal>({ max: REMEMBERED });

  /** @param secret at least 32 bytes, shared by all API processes. */
  constructor(secret: Uint8Array) {
    if (secret.length < 32) throw new RangeError('the token secret needs at least 32 bytes');
    this.key = secret;
  }

  issue({ subject, ...principal }: Principal): Promise<string> {
    return new SignJWT({ ...principal })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS} seconds`)
      .sign(this.key);
  }

  /** The principal a token speaks for, or null when it is not ours, altered or expired. */
  async read(token: string): Promise<Principal | null> {
    const known = this.checked.get(token);
    if (known) return known;
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        requiredClaims: ['exp'],
      });
      const { sub, ...rest } = claims.parse(payload);
      const principal = { subject: sub, ...rest };
      const ttl = payload.exp! * 1000 - Date.now();
      if (ttl > 0) this.checked.set(token, principal, { ttl });
      return principal;
    } catch {
      return null;
    }
  }
}
