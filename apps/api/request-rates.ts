import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { Problem } from '../../libs/platform/problem.ts';
import type { RequestCounts } from '../../libs/platform/request-counts.ts';
import type { Principal } from '../../libs/tenancy/index.ts';

/** Requests that may come within a minute. */
export interface RateLimits {
  readonly account: number;
  readonly address: number;
  /** Of an address, where a password is checked. */
  readonly signIn: number;
}

const PASSWORD_CHECKS = new Set([
  'POST /api/v1/sign-in',
  // A code is checked at the issuer, as a password is here.
  'GET /api/v1/sign-in/oidc/callback',
  'POST /api/v1/sign-in/oidc/exchange',
  'PUT /api/v1/me/password',
  'PUT /api/v1/me/second-factor',
  'POST /api/v1/me/second-factor/remove',
]);

/** Refuses who asks too often. An address of IPv6 is its network of 64 bits, within which one may choose. */
export class RequestRates {
  /** Refused requests by limit. */
  readonly refused = new Counter({
    name: 'zhendi_requests_refused_total',
    help: 'Requests refused because too many came within a minute, of an account, of an address, or to sign in',
    labelNames: ['limit'],
    registers: [],
  });

  constructor(
    private readonly limits: RateLimits,
    private readonly counts: RequestCounts,
  ) {}

  /** Counts a request of this address. @returns what refuses it, when there were too many. */
  ofAddress(address: string): Problem | undefined {
    return this.count('address', normalizeIP(address));
  }

  /** Counts a request of this address that asks for a password to be checked. */
  ofPasswordCheck(address: string): Problem | undefined {
    return this.count('signIn', normalizeIP(address));
  }

  /** Counts a request of this account. */
  ofAccount({ tenantId, subject }: Principal): Problem | undefined {
    return this.count('account', `${tenantId}:${subject}`);
  }

  private count(kind: keyof RateLimits, key: string): Problem | undefined {
    const limit = this.limits[kind];
    const requests = this.counts.add(`${kind}:${key}`);
    if (requests <= limit) return undefined;
    this.refused.inc({ limit: kind });
    return tooMany(limit, this.counts.secondsLeft());
  }
}

/** Counts every request by its address before anything else is done for it. */
export function limitRates(fastify: FastifyInstance, rates: RequestRates): void {
  fastify.addHook('onRequest', ({ ip, method, routeOptions }, _reply, done) => {
    const checksPassword = PASSWORD_CHECKS.has(`${method} ${routeOptions.url}`);
    done(rates.ofAddress(ip) ?? (checksPassword ? rates.ofPasswordCheck(ip) : undefined));
  });
}

function tooMany(limit: number, secondsLeft: number): Problem {
  return new Problem(
    429,
    'requests.too-many',
    { zh: '请求过于频繁，请稍后再试', en: 'Too many requests: try again in a moment' },
    {
      retryAfterSeconds: secondsLeft,
      headers: {
        'ratelimit-limit': String(limit),
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(secondsLeft),
      },
    },
  );
}
