import { setTimeout as sleep } from 'node:timers/promises';

// Less than a test may take, so that what never comes fails where it was waited for, and the test still cleans up.
// With room for a machine that does ten other things besides.
const PATIENCE_MS = 60_000;

/** Waits for a condition, not for a time. @throws when it has not come true after 60 s. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end)
      throw new Error(`did not come true in ${PATIENCE_MS} ms: ${condition.toString()}`);
    await sleep(10);
  }
}
