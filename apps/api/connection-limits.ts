import type { FastifyInstance } from 'fastify';
import type { ConnectionLimits } from './http-options.ts';

/** What Node's server is told of slow clients at its making; by itself it would wait for a body for ever. */
export function slowClientOptions({ headersMs, requestMs, idleMs, checkMs }: ConnectionLimits) {
  return {
    requestTimeout: requestMs,
    connectionTimeout: idleMs,
    http: { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs },
  };
}

/** Closes connections beyond so many. */
export function limitConnections({ server }: FastifyInstance, { most }: ConnectionLimits): void {
  server.maxConnections = most;
}
