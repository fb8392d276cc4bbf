import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { notFound } from '../../libs/platform/problem.ts';
import { openApiDocument } from './openapi.ts';

const PATH = 'api/docs';
// The library's folder holds its versions and its other pages too.
const NEEDED =
  /^\/(?:swagger-ui\.css|swagger-ui-(?:bundle|standalone-preset|init)\.js|favicon-\d+x\d+\.png)?(?:\?|$)/;

/** Serves the description of the API, as JSON and to be read. */
export function serveApiDocs(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', ({ url }, _reply, done) => {
      const file = url.startsWith(`/${PATH}/`) ? url.slice(PATH.length + 1) : '/';
      done(NEEDED.test(file) ? undefined : notFound({ zh: '这个地址', en: 'address' }));
    });
  SwaggerModule.setup(PATH, app, openApiDocument() as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Zhendi API',
  });
}
