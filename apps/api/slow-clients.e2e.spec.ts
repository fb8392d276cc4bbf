import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { expectProblem } from '../../libs/testing/bad-input.ts';
import { BAISHUI, QINGHE } from '../../libs/testing/counties.ts';
import { openEventStream, type EventStream } from '../../libs/testing/event-stream.ts';
import { until } from '../../libs/testing/until.ts';
import { writeToReader } from './write-to-reader.ts';

const LIVE = '/api/v1/counties/990101/live';
const MOST = 12;

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE, BAISHUI], {
    http: {
      connections: { most: MOST, headersMs: 300, requestMs: 600, idleMs: 2_000, checkMs: 50 },
      live: { ofAccount: 2, ofAddress: 3, unreadBytes: 1_024 },
      trustedProxies: ['127.0.0.1'],
    },
  });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

/** A connection, and all that came over it. */
interface Line {
  readonly socket: Socket;
  readonly heard: () => string;
  readonly closed: () => boolean;
}

const lines: Line[] = [];
afterEach(async () => {
  const open = lines.splice(0);
  open.forEach(({ socket }) => socket.destroy());
  await until(() => open.every(({ closed }) => closed()));
});

async function dial(): Promise<Line> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  let isClosed = false;
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('utf8')));
  socket.on('error', () => undefined);
  socket.on('close', () => (isClosed = true));
  const line = { socket, heard: () => heard, closed: () => isClosed };
  lines.push(line);
  await once(socket, 'connect');
  return line;
}

const HEAD =
  'POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 300\r\n';
const problemIn = (heard: string) =>
  JSON.parse(heard.slice(heard.indexOf('{'))) as { status: number; code: string };

describe('a client that is slow', () => {
  it.each([
    ['to say anything', ''],
    ['with its headers', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['with its body', `${HEAD}\r\n{"username":`],
  ])('%s is told so and let go', async (_, begun) => {
    const line = await dial();
    line.socket.write(begun);
    await until(line.closed);
    if (begun === '') return;
    expect(line.heard()).toMatch(/^HTTP\/1\.1 408 /);
    expect(problemIn(line.heard())).toMatchObject({ status: 408, code: 'request.too-slow' });
  });

  it('with one byte after the other is let go all the same', async () => {
    const line = await dial();
    line.socket.write(`${HEAD}\r\n`);
    const drip = setInterval(() => line.socket.write(' '), 20);
    try {
      await until(line.closed);
    } finally {
      clearInterval(drip);
    }
    expect(line.heard()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('keeps nobody else from being answered', async () => {
    await Promise.all(Array.from({ length: MOST - 2 }, async () => (await dial()).socket.write(HEAD)));
    expect((await api.anonymous.get('/healthz')).status).toBe(200);
  });
});

describe('connections', () => {
  it('beyond so many are closed, and there is room again once others have gone', async () => {
    const one = await dial();
    for (let i = 0; i < MOST; i += 1) await dial();
    await until(() => lines.some(({ closed, heard }) => closed() && heard() === ''));
    lines.forEach(({ socket }) => socket.destroy());
    await until(one.closed);
    await until(async () => {
      try {
        return (await api.anonymous.get('/healthz')).status === 200;
      } catch {
        return false;
      }
    });
  });
});

describe('the live streams', () => {
  const streams: EventStream[] = [];
  afterEach(async () => {
    const open = streams.splice(0);
    open.forEach((stream) => stream.close());
    await Promise.all(open.map(({ ended }) => ended));
  });
  const listen = async (county: string, address = '198.51.100.7') => {
    const { token } = await api.analyst(county);
    const path = LIVE.replace('990101', county);
    const stream = await openEventStream(`${api.url}${path}`, token!, { 'x-forwarded-for': address });
    if (stream.response.status === 200) streams.push(stream);
    return stream.response;
  };

  it('of an account are so many at a time, and one may follow when another was closed', async () => {
    expect([(await listen('990101')).status, (await listen('990101')).status]).toEqual([200, 200]);
    const analyst = await api.analyst('990101');
    const refused = await analyst.get(LIVE);
    expectProblem(refused);
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      429,
      'live.too-many',
      '30',
    ]);
    const first = streams.shift()!;
    first.close();
    await first.ended;
    await until(async () => (await listen('990101')).status === 200);
  });

  it('of an address are so many at a time, whoever listens', async () => {
    for (const county of ['990101', '990101', '990102']) expect((await listen(county)).status).toBe(200);
    const refused = await listen('990102');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await listen('990102', '198.51.100.8')).status).toBe(200);
  });
});

describe('a reader who does not read', () => {
  it('is cut off once too much waits for him, and not before', async () => {
    const open: ServerResponse[] = [];
    const server = createServer((_, response) => {
      open.push(response);
      response.writeHead(200);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
    try {
      reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await until(() => open.length === 1);
      await readsAndStops(reader, open[0]!);
    } finally {
      reader.destroy();
      server.close();
      await once(server, 'close');
    }
  });

  async function readsAndStops(reader: Socket, response: ServerResponse): Promise<void> {
    const message = 'x'.repeat(64 * 1024);
    reader.resume();
    for (let i = 0; i < 100; i += 1) {
      writeToReader(response, message, 1024 * 1024);
      await until(() => response.writableLength === 0);
    }
    expect(response.destroyed).toBe(false);

    reader.pause();
    let unread = 0;
    await until(() => {
      writeToReader(response, message, 1024 * 1024);
      unread = Math.max(unread, response.writableLength);
      return response.destroyed;
    });
    expect(unread).toBeLessThan(1024 * 1024 + 2 * message.length);
  }
});
