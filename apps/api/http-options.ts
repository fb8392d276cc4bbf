import type { Config } from '../../libs/platform/config.ts';
import type { RateLimits } from './request-rates.ts';

/** How the API deals with strangers, and with those who take too much. */
export interface HttpOptions {
  /** Other sites whose pages may call the API, with a bearer token: `https://example.org`. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks of the proxies in front; what they forward of a client's address is believed. */
  readonly trustedProxies: readonly string[];
  readonly rateLimits: RateLimits;
  readonly connections: ConnectionLimits;
  readonly live: LiveLimits;
}

/** What a connection may take. */
export interface ConnectionLimits {
  /** Connections at a time; one more is closed at once. */
  readonly most: number;
  /** Milliseconds within which the head of a request must have come. */
  readonly headersMs: number;
  /** Milliseconds within which all of a request must have come. */
  readonly requestMs: number;
  /** Milliseconds after which a connection on which nothing moves is closed. */
  readonly idleMs: number;
  /** Milliseconds between two looks at the first two. */
  readonly checkMs: number;
}

/** What the live streams may take. */
export interface LiveLimits {
  /** Open streams of an account: tabs of one person. */
  readonly ofAccount: number;
  /** Open streams of an address: the people of one office. */
  readonly ofAddress: number;
  /** Bytes that may wait for a reader before its stream is closed. */
  readonly unreadBytes: number;
}

/** Under this the live streams find their limits. */
export const LIVE_LIMITS = Symbol('limits of the live streams');

export const USUAL_CONNECTIONS: ConnectionLimits = {
  // A county has some hundred people at work, each with a browser's six; an idle connection costs some 20 KB.
  most: 5_000,
  headersMs: 15_000,
  // The largest body in a minute is 4 KB a second: less than a telephone line.
  requestMs: 60_000,
  // More than the heartbeat of a live stream, and than any statement may take.
  idleMs: 120_000,
  checkMs: 5_000,
};

export const USUAL_LIVE: LiveLimits = {
  ofAccount: 20,
  ofAddress: 200,
  // A message is 60 bytes: a thousand of them behind, a page that comes back reads everything anew sooner.
  unreadBytes: 64 * 1024,
};

/** The options that the environment gives. */
export function httpOptions(config: Config): HttpOptions {
  return {
    corsOrigins: config.CORS_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    rateLimits: {
      account: config.ACCOUNT_REQUESTS_PER_MINUTE,
      address: config.ADDRESS_REQUESTS_PER_MINUTE,
      signIn: config.SIGN_INS_PER_MINUTE,
    },
    connections: USUAL_CONNECTIONS,
    live: USUAL_LIVE,
  };
}
