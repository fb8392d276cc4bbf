import { setTimeout as sleep } from 'node:timers/promises';

// Four processes that start again at once on two busy cores: some ten seconds. What takes a minute does not come.
const PATIENCE_MS = 60_000;
const EVERY_MS = 20;

/** Waits for a condition as long as a loaded machine may need. @throws Error with `what` when it has not come true. */
export async function patiently(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what}: not after ${PATIENCE_MS / 1_000} s`);
    await sleep(EVERY_MS);
  }
}
