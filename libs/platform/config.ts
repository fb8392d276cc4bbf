import { z } from 'zod';
import { passwordFault, SHORTEST_PASSWORD } from '../tenancy/index.ts';
import { checkIssuer, oidcVariables } from './oidc/oidc-variables.ts';

const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, hostname: /^.*$/, error: `must be a URL such as ${example}` });

const NO_PORT = { error: 'must be a port number, 0 to 65535' };
// Digits only: a blank is a number to JavaScript, and so is 0x50.
const port = z
  .string()
  .regex(/^\d{1,5}$/, NO_PORT)
  .transform(Number)
  .pipe(z.number().max(65_535, NO_PORT));

const secret = z.string().min(32, { error: 'must have at least 32 characters' });
/** Several things with commas between them. */
const list = (isOne: (item: string) => boolean, error: string) =>
  z
    .string()
    .transform((items) => items.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isOne), { error })
    .default([]);

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const perMinute = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be a whole number above 0' })
    .transform(Number)
    .default(usual);

const schema = z.object({
  /** The app's own database login. Without it `npm start` runs an embedded PostgreSQL. */
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/zhendi').optional(),
  /** The login that owns the tables, for migrations; by default the same as DATABASE_URL. */
  DATABASE_OWNER_URL: url(/^postgres(ql)?$/, 'postgres://owner:password@host:5432/zhendi').optional(),
  /** Where doorbells ring; without it they ring in the database. */
  REDIS_URL: url(/^rediss?$/, 'redis://host:6379').optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  /** Folder of the embedded database and of generated secrets. */
  ZHENDI_HOME: z.string().min(1).default('.zhendi'),
  /** Key of the access tokens, shared by all API processes; by default generated once under ZHENDI_HOME. */
  ZHENDI_TOKEN_SECRET: secret.optional(),
  /** Another key whose access tokens are good too, while one takes the other's place. */
  ZHENDI_TOKEN_SECRET_ACCEPTED: secret.optional(),
  /** Key that the secrets of second factors are encrypted with; by default generated once under ZHENDI_HOME. */
  ZHENDI_SECOND_FACTOR_KEY: secret.optional(),
  /**
   * Master keys that persons' data are encrypted with, the one in use first, with commas between; by default generated
   * once under ZHENDI_HOME.
   */
  ZHENDI_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/i, {
      error: 'must be 64 hexadecimal digits (openssl rand -hex 32), or several such keys with commas between',
    })
    .optional(),
  /** Folder of the attachments' files, the same for all processes; by default under ZHENDI_HOME. */
  ZHENDI_ATTACHMENTS: z.string().min(1).optional(),
  // A phone's photo has 3 to 8 MB, a scanned document of some pages as much.
  ATTACHMENT_MEGABYTES: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'must be a whole number from 1 to 999' })
    .transform(Number)
    .default(20),
  /** Password of the demo accounts; by default random and printed once. */
  ZHENDI_DEMO_PASSWORD: z
    .string()
    .refine((password) => passwordFault(password, '') === null, {
      error: `must have at least ${SHORTEST_PASSWORD} characters and be none of those that others would try first`,
    })
    .optional(),
  /** Other sites whose pages may call the API; by default none. */
  CORS_ORIGINS: list(isOrigin, 'must be origins such as https://example.org, with commas between them'),
  /** Proxies in front of the API: from these alone X-Forwarded-For, -Proto and -Host are believed. */
  TRUSTED_PROXIES: list(
    (item) => network.safeParse(item).success,
    'must be addresses or networks such as 10.0.0.7 or 10.0.0.0/24, with commas between them',
  ),
  /** Who shows it may read /metrics; by default generated once under ZHENDI_HOME. */
  ZHENDI_METRICS_TOKEN: z
    .string()
    .regex(/^[\w.-]{32,}$/, {
      error: 'must have at least 32 letters, digits, dots, dashes or underscores',
    })
    .optional(),
  // A county's page that follows what happens asks some 3 times in 0.8 s, 225 times a minute: so five tabs of it.
  ACCOUNT_REQUESTS_PER_MINUTE: perMinute(1_200),
  // A whole county may sit behind one address; 100 a second are a thirtieth of what one API process answers.
  ADDRESS_REQUESTS_PER_MINUTE: perMinute(6_000),
  // A password takes some 30 ms of a core to check: 3 % of one. A county's people come within ten minutes in the morning.
  SIGN_INS_PER_MINUTE: perMinute(60),
  ...oidcVariables,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** The environment does not configure a working process; the message names each variable and why. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
}

/**
 * Reads the configuration from the environment; an empty variable counts as absent.
 *
 * @throws {InvalidConfig}
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.superRefine(checkIssuer).safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new InvalidConfig(`invalid configuration\n  ${lines.join('\n  ')}`);
}

/**
 * The database a process of its own needs.
 *
 * @throws {InvalidConfig} without DATABASE_URL.
 */
export function requireDatabaseUrl(config: Config): string {
  if (config.DATABASE_URL) return config.DATABASE_URL;
  throw new InvalidConfig(
    'DATABASE_URL is not set: this process needs a PostgreSQL (15 or newer). `npm start` brings its own.',
  );
}
