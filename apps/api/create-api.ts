import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { nestLogger } from '../../libs/platform/logging.ts';
import { newUuid } from '../../libs/platform/new-uuid.ts';
import { limitAddresses } from './address-limits.ts';
import { serveApiDocs } from './api-docs.ts';
import { ApiModule, type ApiOptions } from './api.module.ts';
import { readChunkBodies } from './chunk-bodies.ts';
import { closeConnectionsAtShutdown } from './closing-connections.ts';
import { limitConnections, slowClientOptions } from './connection-limits.ts';
import { readJsonBodies } from './json-bodies.ts';
import { guardAgainstOtherSites } from './other-sites.ts';
import { limitRates, RequestRates } from './request-rates.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { refuseConnection, refuseUnrouted } from './unrouted-requests.ts';
import { pageUrl, serveWebPages } from './web-pages.ts';

// The largest command is some 4 KB.
const BODY_LIMIT = 256 * 1024;

/** The API, wired and ready to listen. */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const { trustedProxies, corsOrigins, connections } = options.http;
  const adapter = new FastifyAdapter({
    ...slowClientOptions(connections),
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    bodyLimit: BODY_LIMIT,
    rewriteUrl: pageUrl,
    genReqId: newUuid,
    forceCloseConnections: 'idle',
    frameworkErrors: refuseUnrouted,
    clientErrorHandler: refuseConnection,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(options), adapter, {
    logger: nestLogger(options.logger),
    abortOnError: false,
    // Nest would add forms; only JSON comes in, and chunks of attachments.
    bodyParser: false,
  });
  const fastify = adapter.getInstance();
  sendSecurityHeaders(app);
  guardAgainstOtherSites(app, corsOrigins);
  limitRates(fastify, app.get(RequestRates));
  limitAddresses(fastify);
  limitConnections(fastify, connections);
  readJsonBodies(fastify);
  readChunkBodies(fastify);
  closeConnectionsAtShutdown(fastify);
  await app.register(fastifyCookie);
  // The pages' scripts shrink to a third. Live streams are written past it.
  await app.register(fastifyCompress, { encodings: ['gzip'] });
  // Before what is served past Nest, so that its refusals are problems too.
  await app.init();
  serveApiDocs(app);
  await serveWebPages(app);
  return app;
}
