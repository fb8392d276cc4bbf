import { setTimeout as sleep } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';

/** Closing is asynchronous: a closed pool's sockets live for some milliseconds more. */
const PATIENCE_MS = 2_000;

/**
 * Node's environment, in which a test file fails when it leaves open what keeps a process alive: a pool's socket,
 * a server, a child process, a queue's worker.
 */
export default class LeakCheckEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.openBefore = new Set([...process._getActiveHandles(), process.stdout, process.stderr]);
  }

  async teardown() {
    const leaked = await this.leaked();
    for (const handle of leaked) {
      if (handle.constructor.name === 'ChildProcess') handle.kill('SIGKILL');
      // Else the failed run would not end.
      handle.unref();
    }
    await super.teardown();
    if (leaked.length > 0) throw new Error(`This file left open: ${leaked.map(describe).join(', ')}`);
  }

  async leaked() {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(20)) {
      const leaked = process._getActiveHandles().filter((handle) => !this.openBefore.has(handle));
      if (leaked.length === 0 || Date.now() > end) return leaked;
    }
  }
}

function describe(handle) {
  const detail = handle.spawnargs?.join(' ') ?? handle.remotePort ?? '';
  return `${handle.constructor.name} ${detail}`.trim();
}
