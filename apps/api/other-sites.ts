import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * What pages of other sites may do: nothing, but for those named, which may call the API with a bearer token. Whatever
 * would change something is refused when another site's page has sent it: a bearer token cannot be sent so,
 * but the session's cookie could, were it not for this and for its own attributes.
 *
 * @param origins `https://example.org`
 */
export function guardAgainstOtherSites(app: NestFastifyApplication, origins: readonly string[]): void {
  app.enableCsrfProtection({ trustedOrigins: [...origins] });
  if (origins.length === 0) return;
  app.enableCors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'accept-language'],
    exposedHeaders: ['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    credentials: false,
    maxAge: 600,
  });
}
