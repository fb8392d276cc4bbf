import type { FastifyInstance } from 'fastify';
import { Problem, unreadable } from '../../libs/platform/problem.ts';
import { jsonShape, memberCount } from './json-shape.ts';

// Reads what is UTF-8 and throws at anything else, where a lenient reader would record U+FFFD for a name in GBK.
const utf8 = new TextDecoder('utf-8', { fatal: true });

// Commands have three levels.
const DEEPEST = 20;

/**
 * Lets JSON in UTF-8 in and nothing else. Refused are keys that would reach into a prototype; two members of one name,
 * of which one reader takes the first and the next the last; and what is nested deeper than any command.
 */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(request.headers['content-type']!)) return done(unreadable(415));
    const text = decoded(body as Buffer);
    if (text === null) return done(unreadable(400));
    const { depth, members } = jsonShape(text);
    if (depth > DEEPEST) return done(tooDeep());
    void parse(request, text, (error, value) => {
      if (error) return done(error);
      done(memberCount(value) < members ? duplicateMember() : null, value);
    });
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

function tooDeep(): Problem {
  return new Problem(400, 'body.too-deep', {
    zh: '请求正文嵌套过深，请减少层级',
    en: `The body is nested deeper than ${DEEPEST} levels: send a flatter one`,
  });
}

function duplicateMember(): Problem {
  return new Problem(400, 'body.duplicate-member', {
    zh: '请求正文中有重名的字段，请每个字段只写一次',
    en: 'A field stands twice in the same object of the body: write it once',
  });
}
