import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../libs/platform/problem.ts';
import { entryBy, type AuditedAct, type AuditEntry, type Principal } from '../../libs/tenancy/index.ts';
import type { AuthenticatedRequest } from './authentication.guard.ts';

/** The entry of what the person of a request does. */
export function entryOf({ principal, ip, id }: AuthenticatedRequest, act: AuditedAct): AuditEntry {
  return entryBy(principal, { address: ip, requestId: String(id) }, act);
}

const DIVISION_CODE = /^\d{6,9}$/;

/**
 * The entry of a refusal: the route and whose towns it was about, never what else was sent.
 *
 * @returns null for a request of nobody, or one that was not refused for who sent it.
 */
export function refusalEntry(request: FastifyRequest, { status, code }: Problem): AuditEntry | null {
  const { principal } = request as { principal?: Principal };
  if (!principal || (status !== 403 && status !== 404)) return null;
  const { townCode, countyCode } = request.params as Record<string, string | undefined>;
  const isCode = (text: string | undefined): text is string => DIVISION_CODE.test(text ?? '');
  return entryOf(request as AuthenticatedRequest, {
    action: 'request',
    outcome: 'refused',
    target: `${request.method} ${request.routeOptions.url ?? ''}`,
    details: {
      status,
      code,
      ...(isCode(townCode) && { town: townCode }),
      ...(isCode(countyCode) && { county: countyCode }),
    },
  });
}
