import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer, type ServerProcess } from './server-process.ts';

describe('a server', () => {
  let directory: string;
  const restarts: string[] = [];
  let stopping: AbortController;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhendi-server-'));
    restarts.length = 0;
    stopping = new AbortController();
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const start = async (program: string): Promise<ServerProcess> => {
    const main = join(directory, 'main.mjs');
    await writeFile(main, program);
    return startServer({
      name: 'api',
      main: pathToFileURL(main),
      environment: process.env,
      log: join(directory, 'log'),
      onRestart: (message) => void restarts.push(message),
      stopping: stopping.signal,
    });
  };

  it('tells why it does not start, with the code of the system', async () => {
    const server = await start(`process.send({ ready: false, message: 'taken', code: 'EADDRINUSE' });`);
    await expect(server.started).rejects.toMatchObject({
      message: `the api did not start: taken; its log is ${join(directory, 'log')}`,
      code: 'EADDRINUSE',
    });
    await server.stop();
  });

  it('that dies before it says a word is not waited for', async () => {
    const server = await start(`console.error('cannot go on'); process.exit(3);`);
    await expect(server.started).rejects.toThrow('the api did not start: it died (exit code 3)');
    expect(await readFile(join(directory, 'log'), 'utf8')).toBe('cannot go on\n');
  });

  it('that dies again and again is given up after five restarts', async () => {
    const server = await start(`process.send({ ready: true }, () => process.exit(1));`);
    await server.started;
    await expect(server.ended).rejects.toThrow('it was restarted 5 times in vain');
    expect(restarts).toHaveLength(5);
  });

  it('is not started again when it was stopped', async () => {
    const server = await start(
      `process.on('SIGTERM', () => process.exit(0)); process.send({ ready: true });`,
    );
    await server.started;
    await server.stop();
    await server.ended;
    expect(restarts).toEqual([]);
  });

  it('is not started again when whoever stops the installation ended it first', async () => {
    const server = await start(
      `console.error(process.pid); setInterval(() => {}, 1000); process.send({ ready: true });`,
    );
    await server.started;
    stopping.abort();
    process.kill(Number(await readFile(join(directory, 'log'), 'utf8')), 'SIGTERM');
    await server.ended;
    expect(restarts).toEqual([]);
  });
});
