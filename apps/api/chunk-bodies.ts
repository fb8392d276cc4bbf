import type { FastifyInstance } from 'fastify';
import { CHUNK_BYTES } from '../../libs/attachments/index.ts';
import { unreadable } from '../../libs/platform/problem.ts';

const ROUTE = '/api/v1/towns/:townCode/attachments/uploads/:uploadId';

/** Lets bytes of a file in, by the one route that takes them. */
export function readChunkBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: CHUNK_BYTES },
    ({ routeOptions }, body, done) => done(routeOptions.url === ROUTE ? null : unreadable(415), body),
  );
}
