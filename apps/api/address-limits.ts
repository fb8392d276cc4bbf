import type { FastifyInstance } from 'fastify';
import { Problem, unreadable } from '../../libs/platform/problem.ts';

// The longest of ours, a figure with all that tells it apart, has 300 characters; what an issuer of identities sends
// a browser back with may have two thousand.
const LONGEST = 4_096;
const MOST_PARAMETERS = 50;

/** Refuses addresses of great length or with a great many parameters. */
export function limitAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw: { url = '' } }, _reply, done) => {
    done(url.length > LONGEST ? unreadable(414) : hasTooMany(url) ? tooManyParameters() : undefined);
  });
}

function hasTooMany(url: string): boolean {
  return url.includes('&') && url.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS;
}

function tooManyParameters(): Problem {
  return new Problem(400, 'query.too-many', {
    zh: '查询参数过多，请减少后重试',
    en: `More than ${MOST_PARAMETERS} parameters in the query: send fewer`,
  });
}
