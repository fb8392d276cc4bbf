import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { send, type AllocationSource } from './commands.ts';
import type { ProjectionWatch } from './projection-watch.ts';

export interface SteadyLoad {
  readonly perSecond: number;
  readonly callers: number;
  readonly source: (caller: number) => AllocationSource;
  /** Whether a command is sent that is due so many milliseconds after the first. */
  readonly lasts: (dueMs: number) => boolean;
}

/** Each caller at its own moments, evenly spread; one that is late goes on at once. @returns how many commands were sent. */
export async function sendSteadily(
  url: string,
  { perSecond, callers, source, lasts }: SteadyLoad,
  watch: ProjectionWatch,
): Promise<number> {
  const pool = new Pool(url, { connections: callers });
  const everyMs = (1000 * callers) / perSecond;
  const began = performance.now();
  let sent = 0;
  const caller = async (number: number) => {
    const own = source(number);
    for (let due = (everyMs * number) / callers; lasts(due); due += everyMs) {
      await sleep(Math.max(0, began + due - performance.now()));
      const request = await own.next();
      const { position } = await send(pool, request);
      watch.expect(request.town.tenantId, position!);
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  await pool.close();
  return sent;
}
