import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { packageRoot } from '../../libs/platform/root.ts';

const NOT_PAGES = /^\/(?:api|healthz|readyz|metrics)(?:[/?]|$)/;

const directory = fileURLToPath(new URL('dist/web/', packageRoot));

/**
 * What a page's own addresses lead to: a browser that asks for HTML under any path outside of the API gets the one
 * page, which finds its way by the path.
 */
export function pageUrl(request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>): string {
  const url = request.url ?? '/';
  const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  return wantsPage && !NOT_PAGES.test(url) ? '/index.html' : url;
}

/** Serves the built pages; there are none before the first build. File names carry a hash of their content, all but the page itself. */
export async function serveWebPages(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(directory)) return;
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const cached = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      void reply.header('cache-control', cached);
    },
  });
}
