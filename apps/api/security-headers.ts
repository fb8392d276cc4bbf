import type { SecurityHeadersOptions } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * What a page of ours may load and do: files of this server, and nothing else. Scripts are files; none stands in a page.
 *
 * Styles may stand in a page, because antd's scroll lock and the charts write some that can bear no nonce. The worst that
 * such a style can do is to fetch, and that leads to this server only.
 */
const PAGES_MAY: SecurityHeadersOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: "'none'",
      scriptSrc: "'self'",
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: "'self'",
      connectSrc: "'self'",
      formAction: "'self'",
      baseUri: "'none'",
      frameAncestors: "'none'",
    },
  },
  xFrameOptions: { action: 'deny' },
  // Below: only over https.
  strictTransportSecurity: false,
};

/** Headers that no answer is without, be it the server's own to what is no request. */
export const ALWAYS = {
  'x-content-type-options': 'nosniff',
  // Facts of a town stay in no cache. The files of the pages say otherwise for themselves.
  'cache-control': 'no-store',
};

const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';
const HTTPS_FOR_A_YEAR = 'max-age=31536000';

/** Gives every answer the headers that browsers heed. */
export function sendSecurityHeaders(app: NestFastifyApplication): void {
  app.useSecurityHeaders(PAGES_MAY);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      void reply.headers(ALWAYS).header('permissions-policy', PERMISSIONS);
      if (request.protocol === 'https') void reply.header('strict-transport-security', HTTPS_FOR_A_YEAR);
      done();
    });
}
