import type { FastifyInstance } from 'fastify';

// Reads what is UTF-8 and throws at anything else, where a lenient reader would record U+FFFD for a name in GBK.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Lets JSON in UTF-8 in and nothing else; keys that would reach into a prototype are refused. */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(request.headers['content-type']!)) return done(refusal(415), undefined);
    const text = decoded(body as Buffer);
    return text === null ? done(refusal(400), undefined) : parse(request, text, done);
  });
}

function isUtf8(contentType: string): boolean {
  const [, charset = 'utf-8'] = /charset="?([^";\s]+)/i.exec(contentType) ?? [];
  return /^utf-?8$/i.test(charset);
}

function decoded(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function refusal(statusCode: number): Error {
  return Object.assign(new Error('the body is not JSON in UTF-8'), { statusCode });
}
