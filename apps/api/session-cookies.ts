import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../libs/platform/problem.ts';
import { SESSION_IDLE_SECONDS, type Client, type IssuedSession } from '../../libs/tenancy/index.ts';

const SESSION = 'zhendi_session';
const SESSION_PATH = '/api/v1/session';
const DEVICE = 'zhendi_device';
const DEVICE_PATH = '/api/v1/sign-in';
// Whoever comes back after a longer while is a stranger again, which only matters while somebody guesses at the account.
const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** Where a request comes from, as its session will show it. */
export function clientOf({ ip, id, headers }: FastifyRequest): Client {
  return { address: ip, userAgent: headers['user-agent'] ?? null, requestId: String(id) };
}

/** Hands a session to the browser: the refresh token in a cookie that no script sees, the access token in the body. */
export function answerSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { accessToken, expiresIn, refreshToken }: IssuedSession,
): { accessToken: string; expiresIn: number } {
  keepSession(request, reply, refreshToken);
  return { accessToken, expiresIn };
}

/** Sets the cookie of a session that has begun, or gone on. */
export function keepSession(request: FastifyRequest, reply: FastifyReply, refreshToken: string): void {
  void reply.setCookie(SESSION, refreshToken, {
    ...common(request, SESSION_PATH),
    maxAge: SESSION_IDLE_SECONDS,
  });
}

/** The refresh token that a browser has, if any. */
export function keptSession(request: FastifyRequest): string | undefined {
  return request.cookies[SESSION];
}

export function forgetSession(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(SESSION, common(request, SESSION_PATH));
}

export function keepDevice(request: FastifyRequest, reply: FastifyReply, device: string): void {
  void reply.setCookie(DEVICE, device, { ...common(request, DEVICE_PATH), maxAge: DEVICE_SECONDS });
}

export function keptDevice(request: FastifyRequest): string | undefined {
  return request.cookies[DEVICE];
}

/**
 * Refuses what a page of another site may send: a browser lets it send cookies at most, never this header.
 *
 * @throws {Problem} 403.
 */
export function requirePage({ headers }: FastifyRequest): void {
  if (headers['x-zhendi-page'] === '1') return;
  throw new Problem(403, 'page.required', {
    zh: '请求须由本系统的页面发出，请在页面上办理',
    en: 'This is for the pages of this system: the header x-zhendi-page is missing',
  });
}

function common(request: FastifyRequest, path: string) {
  return { path, httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}
