import { z } from 'zod';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const issuer = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://sso.example.cn', abort: true })
  .refine(
    (address) => {
      const { protocol, hostname } = new URL(address);
      return protocol === 'https:' || LOOPBACK.test(hostname);
    },
    { error: 'must begin with https://, since it says who people are' },
  );

const origin = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://zhendi.example.cn', abort: true })
  .refine((address) => new URL(address).href === `${new URL(address).origin}/`, {
    error: 'must be an address without a path',
  });

const seconds = { error: 'must be seconds, 0 to 300' };

/** The variables of an issuer of identities; {@link checkIssuer} says which belong together. */
export const oidcVariables = {
  /** Where people open the pages, as their browsers see it. */
  PUBLIC_URL: origin.optional(),
  /** An OpenID Connect issuer whose people may sign in; needs the next two and PUBLIC_URL. */
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** A JSON file of rules: which claims let in whom, and as what. */
  OIDC_MAPPING: z.string().min(1).optional(),
  /** Without it this program is a public client of the issuer, which PKCE alone protects. */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the sign-in page calls the issuer. */
  OIDC_LABEL: z.string().min(1).max(40).default('统一身份认证'),
  OIDC_SCOPE: z
    .string()
    .regex(/^(?:\S+ )*openid(?: \S+)*$/, { error: 'must be names with single spaces, and openid among them' })
    .default('openid profile'),
  /** What access tokens of the issuer name as their audience that are meant for this API; none are taken without it. */
  OIDC_AUDIENCE: z.string().min(1).optional(),
  /** Seconds by which the issuer's clock may be off. */
  OIDC_CLOCK_SKEW_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, seconds)
    .transform(Number)
    .pipe(z.number().max(300, seconds))
    .default(30),
};

type IssuerVariable = 'PUBLIC_URL' | 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_MAPPING' | 'OIDC_AUDIENCE';

/** Complains of each variable without which the others mean nothing. */
export function checkIssuer(
  config: Readonly<Partial<Record<IssuerVariable, string | undefined>>>,
  context: z.RefinementCtx,
): void {
  const issue = (name: IssuerVariable, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const missing = (name: IssuerVariable, because: IssuerVariable) =>
    issue(name, `must be set, since ${because} is`);
  if (!config.OIDC_ISSUER) return void (config.OIDC_CLIENT_ID && missing('OIDC_ISSUER', 'OIDC_CLIENT_ID'));
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_MAPPING', 'PUBLIC_URL'] as const)
    if (!config[name]) missing(name, 'OIDC_ISSUER');
  // Or what tells a page who somebody is could be shown as a leave to act for them.
  if (config.OIDC_AUDIENCE === config.OIDC_CLIENT_ID)
    issue('OIDC_AUDIENCE', 'must be another than OIDC_CLIENT_ID');
}
