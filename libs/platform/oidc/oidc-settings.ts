import type { Config } from '../config.ts';
import { loadClaimRules, type ClaimRule } from './claim-mapping.ts';

/** Where the issuer's people come back to; to be registered there, below the pages' public address. */
export const CALLBACK_PATH = '/api/v1/sign-in/oidc/callback';

/** An issuer of identities, and what this program is there. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent for a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** What the sign-in page calls the issuer. */
  readonly label: string;
  readonly scope: string;
  readonly redirectUrl: URL;
  /** That of access tokens which programs may exchange for ours; none are taken without it. */
  readonly audience: string | undefined;
  readonly clockSkewSeconds: number;
  readonly rules: readonly ClaimRule[];
}

/**
 * The configured issuer with its rules, or null where there is none.
 *
 * @throws {InvalidConfig} when the file of rules cannot be used.
 */
export async function oidcSettings(config: Config): Promise<OidcSettings | null> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_MAPPING, PUBLIC_URL } = config;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_MAPPING || !PUBLIC_URL) return null;
  return {
    issuer: new URL(OIDC_ISSUER),
    clientId: OIDC_CLIENT_ID,
    clientSecret: config.OIDC_CLIENT_SECRET,
    label: config.OIDC_LABEL,
    scope: config.OIDC_SCOPE,
    redirectUrl: new URL(CALLBACK_PATH, PUBLIC_URL),
    audience: config.OIDC_AUDIENCE,
    clockSkewSeconds: config.OIDC_CLOCK_SKEW_SECONDS,
    rules: await loadClaimRules(OIDC_MAPPING),
  };
}
