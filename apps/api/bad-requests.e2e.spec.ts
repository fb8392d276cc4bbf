import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { Answer, ApiClient } from '../../libs/testing/api-client.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';
import { sendRaw, type RawAnswer } from '../../libs/testing/raw-http.ts';

const TOWN = '990101100';
const COMMAND = `/api/v1/towns/${TOWN}/commands/register-village`;
const EVENTS = `/api/v1/towns/${TOWN}/events`;
const body = JSON.stringify(exampleCommands['register-village']);

let api: TestApi;
let clerk: ApiClient;
beforeAll(async () => {
  api = await startApi([QINGHE]);
  clerk = await api.clerk(TOWN);
});
afterAll(async () => {
  expect(await eventCount(api.database.ownerUrl, TOWN)).toBe(0);
  await api.close();
  expect(api.errors).toEqual([]);
});

const send = (sent: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, path = COMMAND) =>
  clerk.request(path, {
    method: 'POST',
    body: sent,
    headers: { 'idempotency-key': randomUUID(), ...headers },
  });
const pointersOf = (answer: Answer): string[] =>
  answer.body.errors.map((error: { pointer: string }) => error.pointer);
const json = { 'content-type': 'application/json' };
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

describe('broken JSON', () => {
  it.each([
    ['nothing', ''],
    ['blanks', '  \n '],
    ['half of it', body.slice(0, -1)],
    ['two of them', body + body],
    ['a trailing comma', body.replace(/}$/, ',}')],
    ['single quotes', body.replaceAll('"', "'")],
    ['a number that is none', '{"occurredOn": NaN}'],
    ['undefined', 'undefined'],
    ['a raw control character', '{"name": "a\nb"}'],
    ['an escape that is none', '{"name": "\\x41"}'],
    ['a form', 'occurredOn=2024-01-02&name=x'],
    ['XML', '<village/>'],
    ['a key that sets the prototype', `{"__proto__": {"name": "x"}, ${body.slice(1)}`],
    ['an escaped key that sets the prototype', `{"\\u005f_proto__": {"name": "x"}, ${body.slice(1)}`],
    ['a key that reaches the prototype', `{"constructor": {"prototype": {"name": "x"}}, ${body.slice(1)}`],
  ])('is refused: %s', async (_, sent) => {
    const answer = await send(sent, json);
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.unreadable']);
  });

  const before = '{"occurredOn":"2024-01-02","code":"990101100201"';
  const nested = (open: string, close: string, innermost: number | '' = '') =>
    `${open.repeat(30_000)}${innermost}${close.repeat(30_000)}`;

  it.each([
    ['arrays in arrays', nested('[', ']')],
    ['objects in a name', `${before},"name":${nested('{"a":', '}', 1)}}`],
    ['arrays in a field that is none', `${before},"name":"x","x":${nested('[', ']')}}`],
    ['brackets without an end', '['.repeat(100_000)],
  ])('is not the reason, but its depth is: %s', async (_, sent) => {
    const answer = await send(sent, json);
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([400, 'body.too-deep']);
  });

  it('is not the reason, but the field is: a number beyond all numbers', async () => {
    const answer = await send(`${before},"name":1e999}`, json);
    expectProblem(answer);
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/name']]);
  });
});

describe('text in another encoding', () => {
  const inGbk = [0xc7, 0xe0, 0xca, 0xaf];
  const around = (name: number[]) =>
    bytes('{"occurredOn":"2024-01-02","code":"990101100201","name":"', name, '"}');

  it.each([
    ['GBK', around(inGbk)],
    ['half of a character', around([0xe9, 0x9d])],
    ['an overlong form', around([0xc0, 0xaf])],
    ['an encoded surrogate', around([0xed, 0xa0, 0xbc])],
    ['a byte that is never one', around([0xff])],
    ['UTF-16', new Uint8Array(Buffer.from(body, 'utf16le'))],
    ['a compressed body', bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])('is refused and not stored with replacement characters: %s', async (_, sent) => {
    const answer = await send(sent, json);
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.unreadable']);
  });

  it('is refused when it is announced', async () => {
    const answer = await send(around(inGbk), { 'content-type': 'application/json; charset=GBK' });
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([415, 'body.media-type']);
  });
});

describe('a body of another type', () => {
  it.each([
    'text/plain',
    'text/html; charset=utf-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/xml',
    'application/jsonp',
    'application/merge-patch+json',
    'application',
    ';;;',
  ])('%s is refused', async (type) => {
    const answer = await send(body, { 'content-type': type });
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([415, 'body.media-type']);
  });

  it('without a type is refused', async () => {
    const answer = await send(bytes(body), {});
    expectProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([415, 'body.media-type']);
  });

  it('or none at all is refused', async () => {
    const answer = await clerk.request(COMMAND, {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
    });
    expectProblem(answer);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '']);
  });
});

describe('a query string', () => {
  const VIEWS = `/api/v1/towns/${TOWN}/views`;

  it.each([
    [`${EVENTS}?after=1&after=2`, '?after'],
    [`${EVENTS}?after=-1`, '?after'],
    [`${EVENTS}?after=1.5`, '?after'],
    [`${EVENTS}?after=9007199254740992`, '?after'],
    [`${EVENTS}?after=1e308`, '?after'],
    [`${EVENTS}?after=NaN`, '?after'],
    [`${EVENTS}?after=%00`, '?after'],
    [`${EVENTS}?after=%E0%A4%A`, '?after'],
    [`${EVENTS}?after[]=1`, '?after[]'],
    [`${EVENTS}?after[gt]=1`, '?after[gt]'],
    [`${EVENTS}?limit=0`, '?limit'],
    [`${EVENTS}?limit=501`, '?limit'],
    [`${EVENTS}?limit=all`, '?limit'],
    [`${EVENTS}?order=ASC`, '?order'],
    [`${EVENTS}?order=asc&order=desc`, '?order'],
    [`${EVENTS}?order=asc;drop%20table`, '?order'],
    [`${EVENTS}?villageId=1'%20or%20'1'='1`, '?villageId'],
    [`${EVENTS}?venueId=`, '?venueId'],
    [`${EVENTS}?recordedBy=2024-01-01`, '?recordedBy'],
    [`${EVENTS}?__proto__=1`, '?__proto__'],
    [`${EVENTS}?constructor=1`, '?constructor'],
    [`${EVENTS}?=1`, '?'],
    [`${EVENTS}?%=1`, '?%'],
    [`${VIEWS}/town-summary?atLeast=x`, '?atLeast'],
    [`${VIEWS}/town-summary?atLeast=1&atLeast=1`, '?atLeast'],
    [`${VIEWS}/town-summary?villageId=${randomUUID()}`, '?villageId'],
    [`${VIEWS}/village-cards?villageId=x`, '?villageId'],
    [`${VIEWS}/village-cards?venueId=${randomUUID()}`, '?venueId'],
    [`${VIEWS}/venue-cards?venueId=null`, '?venueId'],
  ])('%s is refused at %s', async (path, pointer) => {
    const answer = await clerk.get(path);
    expectProblem(answer);
    expect(answer.status).toBe(422);
    expect(new Set(pointersOf(answer))).toEqual(new Set([pointer]));
  });

  it('of any kind never breaks anything', async () => {
    const name = fc.constantFrom('after', 'limit', 'order', 'villageId', 'venueId', 'atLeast', 'x', '');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String));
    const encode = fc.constantFrom(encodeURIComponent, encodeURI, (text: string) => escape(text));
    const pair = fc.tuple(name, value, encode).map(([n, v, encoded]) => `${n}=${encoded(v)}`);
    const path = fc.constantFrom(
      EVENTS,
      ...['town-summary', 'village-cards', 'venue-cards'].map((v) => `${VIEWS}/${v}`),
    );
    await fc.assert(
      fc.asyncProperty(path, fc.array(pair, { maxLength: 4 }), async (to, pairs) => {
        // A position that is not there yet would be waited for.
        const answer = await clerk.get(`${to}?${pairs.filter((p) => !/^atLeast=\d/.test(p)).join('&')}`);
        if (answer.status !== 200) expectProblem(answer);
      }),
      { numRuns: 150 },
    );
  });
});

describe('an address', () => {
  it.each([
    ['/api/v1/towns/%00/events', 404],
    ['/api/v1/towns/%F0%9F%8F%A0/events', 404],
    ['/api/v1/towns/990101100%20/events', 404],
    ["/api/v1/towns/990101100'%20or%20'1'='1/events", 404],
    ['/api/v1/towns//events', 404],
    ['/api/v1/towns/990101100/events/', 404],
    ['/api/v1/towns/990101100%2Fevents', 404],
    ['/api/v1/towns/990101100/views/__proto__', 404],
    ['/api/v1/counties/%00/views/county-overview', 403],
    ['/api/v1/nothing', 404],
    ['/api/v2/me', 404],
    ['/api/v1/towns/%/events', 400],
    ['/api/v1/towns/%E0%A4%A/events', 400],
    ['/api/v1/towns/%zz/events', 400],
    [`/api/v1/towns/${'9'.repeat(2_000)}/events`, 414],
    [`/api/v1/towns/${'9'.repeat(15_000)}/events`, 414],
  ])('%s is answered with %d', async (path, status) => {
    const answer = await clerk.get(path);
    expectProblem(answer);
    expect(answer.status).toBe(status);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET'])(
    'does not know %s where a command is posted',
    async (method) => {
      const answer = await clerk.request(COMMAND, { method, headers: { 'idempotency-key': randomUUID() } });
      expectProblem(answer);
      expect(answer.status).toBe(404);
    },
  );
});

describe('what is hardly HTTP', () => {
  const problemIn = ({ status, contentType, body }: RawAnswer) => ({
    status,
    contentType,
    code: JSON.parse(body).code,
  });
  const problem = (status: number, code: string) => ({
    status,
    contentType: 'application/problem+json; charset=utf-8',
    code,
  });

  it.each([
    ['one huge header', `X-Big: ${'a'.repeat(100_000)}\r\n`],
    ['thousands of headers', 'X-Many: a\r\n'.repeat(5_000)],
    ['a huge token', `Authorization: Bearer ${'a'.repeat(100_000)}\r\n`],
  ])('is refused: %s', async (_, headers) => {
    const answer = await sendRaw(api.url, `GET /api/v1/me HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
    expect(problemIn(answer)).toEqual(problem(431, 'headers.too-large'));
  });

  it.each([
    ['no method', 'nonsense\r\n\r\n'],
    ['a method that is none', 'BREW /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['raw characters in the address', 'GET /api/v1/towns/阵地/events HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a blank in the name of a header', 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nBad Name: x\r\n\r\n'],
    ['U+0000 in a header', 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Nul: a\0b\r\n\r\n'],
    ['a length that is none', `POST ${COMMAND} HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n{}`],
    [
      'two lengths',
      `POST ${COMMAND} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
  ])('is refused: %s', async (_, bytes) => {
    expect(problemIn(await sendRaw(api.url, bytes))).toEqual(problem(400, 'request.unreadable'));
  });

  it('is not logged as an error when the client hangs up in the middle of its body', async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const head = `POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 300\r\n`;
    await new Promise((resolve) => socket.write(`${head}\r\n{"username":`, resolve));
    socket.destroy();
    expect((await clerk.get('/api/v1/me')).status).toBe(200);
  });
});
