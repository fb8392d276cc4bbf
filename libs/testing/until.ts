import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition, not for a time; the test's own limit ends what never comes. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(10);
}
