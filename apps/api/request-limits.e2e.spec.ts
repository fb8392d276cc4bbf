import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import type { ApiClient } from '../../libs/testing/api-client.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { eventCount, QINGHE } from '../../libs/testing/counties.ts';
import { exampleCommands } from '../../libs/testing/example-commands.ts';

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

const send = (sent: string, headers: Record<string, string> = {}) =>
  clerk.request(COMMAND, {
    method: 'POST',
    body: sent,
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
  });

async function expectRefused(answer: ReturnType<typeof send>, status: number, code: string): Promise<void> {
  const refused = await answer;
  expectProblem(refused);
  expect([refused.status, refused.body.code]).toEqual([status, code]);
}

describe('a body', () => {
  const padded = (bytes: number) => body + ' '.repeat(bytes - Buffer.byteLength(body));

  it('of more than 256 KiB is refused, announced or not', async () => {
    await expectRefused(send(padded(256 * 1024 + 1)), 413, 'body.too-large');
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from(padded(256 * 1024 + 1)));
        controller.close();
      },
    });
    const chunked = clerk.request(COMMAND, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    });
    await expectRefused(chunked, 413, 'body.too-large');
  });

  it('of 256 KiB is read', async () => {
    const answer = await send(`${'{"x":"y",'}${padded(256 * 1024 - 8).slice(1)}`);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/x']);
  });

  it.each([
    ['twice the same name', `{"name":"石桥村",${body.slice(1)}`],
    ['twice the same value', `{"name":"青石村",${body.slice(1)}`],
    ['one of them escaped', `{"n\\u0061me":"石桥村",${body.slice(1)}`],
    ['deep inside', `{"x":[{"y":{"z":1,"z":1}}],${body.slice(1)}`],
    ['beside a key that breaks strings', `{"\\"":1,"\\"":2,${body.slice(1)}`],
  ])('is refused when a name stands twice in an object: %s', async (_, sent) => {
    await expectRefused(send(sent), 400, 'body.duplicate-member');
  });

  it.each([
    ['__proto__', `{"__proto__":{"name":"x"},${body.slice(1)}`],
    ['deeper', `{"x":{"__proto__":null},${body.slice(1)}`],
    ['constructor.prototype', `{"constructor":{"prototype":{"name":"x"}},${body.slice(1)}`],
  ])('is refused when a key would reach into a prototype: %s', async (_, sent) => {
    await expectRefused(send(sent), 400, 'request.unreadable');
  });

  it('may have a field named constructor, which no command knows', async () => {
    const answer = await send(`{"constructor":1,${body.slice(1)}`);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/constructor']);
  });

  const nested = (depth: number) => `{"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},${body.slice(1)}`;

  it('is refused when it is nested deeper than 20 levels', async () => {
    await expectRefused(send(nested(21)), 400, 'body.too-deep');
    await expectRefused(send(nested(100_000)), 400, 'body.too-deep');
    const answer = await send(nested(20));
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/x']);
  });
});

describe('an address', () => {
  it('of more than 4,096 characters is refused', async () => {
    const of = (length: number) => `${EVENTS}?x=${'y'.repeat(length - EVENTS.length - 3)}`;
    await expectRefused(clerk.get(of(4_097)), 414, 'address.too-long');
    expect((await clerk.get(of(4_096))).body.errors[0].pointer).toBe('?x');
  });

  it('with more than fifty parameters is refused', async () => {
    const of = (count: number) => `${EVENTS}?${Array.from({ length: count }, (_, i) => `p${i}=1`).join('&')}`;
    await expectRefused(clerk.get(of(51)), 400, 'query.too-many');
    await expectRefused(clerk.get(`${EVENTS}?${'&'.repeat(50)}`), 400, 'query.too-many');
    expect((await clerk.get(of(50))).body.errors).toHaveLength(50);
  });

  it.each(['after', 'limit'])('has a number only where there are digits: %s', async (name) => {
    for (const value of ['', '0x10', '1e1', '%205', '5%20', '+5', '-0', '5.0', '%EF%BC%95']) {
      const answer = await clerk.get(`${EVENTS}?${name}=${value}`);
      expect([value, answer.status, answer.body.errors?.[0].pointer]).toEqual([value, 422, `?${name}`]);
    }
    expect((await clerk.get(`${EVENTS}?${name}=5`)).status).toBe(200);
  });

  it.each(['__proto__', 'constructor', 'constructor[prototype]', '__proto__[x]', 'hasOwnProperty'])(
    'cannot reach into a prototype: %s',
    async (name) => {
      const answer = await clerk.get(`${EVENTS}?${name}=1`);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, `?${name}`]);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );
});
