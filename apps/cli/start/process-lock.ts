import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Held until it is released or the process is gone, however it goes. */
export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * Takes the machine-wide lock of that name. It is a listening socket, so that it dies with its process and needs no
 * judgement on what a killed one left behind.
 * @returns the lock, or the number of the process that holds it.
 */
export async function tryLock(name: string): Promise<ProcessLock | number> {
  const address = addressOf(name);
  for (;;) {
    const server = createServer((socket) => socket.end(String(process.pid))).unref();
    if (await listens(server, address)) return { release: () => close(server) };
    const holder = await holderOf(address);
    if (holder !== null) return holder;
    if (!isAbstract(address)) await rm(address, { force: true });
  }
}

/** Takes the lock as soon as nobody else holds it. */
export async function lockWhenFree(name: string): Promise<ProcessLock> {
  for (;;) {
    const lock = await tryLock(name);
    if (typeof lock !== 'number') return lock;
    await sleep(POLL_MS);
  }
}

/** The number of the process that holds the lock, or null. */
export function lockHolder(name: string): Promise<number | null> {
  return holderOf(addressOf(name));
}

/** Linux has sockets without a file, which leave nothing behind; elsewhere it is a file. */
function addressOf(name: string): string {
  const file = `zhendi-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${file}` : join(tmpdir(), `${file}.sock`);
}

function isAbstract(address: string): boolean {
  return address.startsWith('\0');
}

async function listens(server: Server, address: string): Promise<boolean> {
  try {
    await once(server.listen(address), 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function holderOf(address: string): Promise<number | null> {
  const socket = connect(address);
  try {
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return Number(answer);
  } catch {
    return null;
  }
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
