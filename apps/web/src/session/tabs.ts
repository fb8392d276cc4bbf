import type { EndReason, TokenGrant } from './session-store.ts';

/** What the tabs of one browser tell each other: they share one session, as they share its cookie. */
export type TabMessage =
  | { kind: 'begun'; grant: TokenGrant }
  | { kind: 'renewed'; grant: TokenGrant }
  | { kind: 'ended'; reason: EndReason };

const name = 'zhendi.session';
const channel = new BroadcastChannel(name);

/** Tells the other tabs. */
export function tellTabs(message: TabMessage): void {
  channel.postMessage(message);
}

/** Hears what the other tabs tell. */
export function hearTabs(hear: (message: TabMessage) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => hear(data));
}

/**
 * Runs one task at a time over all tabs. Browsers have locks on https and localhost only; elsewhere two tabs may renew
 * at once, which the server bears.
 *
 * @param task is told whether another tab was at it when this one came.
 */
export async function oneTabAtATime<Result>(task: (waited: boolean) => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return task(false);
  const free = await locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? null : { result: await task(false) },
  );
  return free === null ? locks.request(name, () => task(true)) : free.result;
}
