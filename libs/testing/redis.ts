import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from '../platform/embedded-postgres/free-port.ts';
import { currentTestRun } from './test-run.ts';

const ATTEMPTS = 5;

/** A Redis server of one test file; it keeps nothing. */
export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts `redis-server` on a free loopback port, configured as operations must: `noeviction`. */
export async function startRedis(): Promise<TestRedis> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const redis = await tryStart(await findFreePort());
    if (redis !== null) return redis;
  }
  throw new Error(`redis-server did not start in ${ATTEMPTS} attempts`);
}

async function tryStart(port: number): Promise<TestRedis | null> {
  const directory = await mkdtemp(join(tmpdir(), 'zhendi-redis-'));
  const options = { bind: '127.0.0.1', port, dir: directory, save: '', appendonly: 'no' };
  const child = spawn(
    currentTestRun().redisServer,
    Object.entries({ ...options, 'maxmemory-policy': 'noeviction' }).flatMap(([name, value]) => [
      `--${name}`,
      `${value}`,
    ]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit').then(() => rm(directory, { recursive: true, force: true }));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return { url: `redis://127.0.0.1:${port}`, pid: child.pid!, stop };
    }
  }
  await ended;
  return null;
}
