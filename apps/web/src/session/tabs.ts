import type { EndReason, TokenGrant } from './session-store.ts';

/** What the tabs of one browser tell each other: they share one session, as they share its cookie. */
export type TabMessage =
  | { kind: 'begun'; grant: TokenGrant }
  | { kind: 'renewed'; grant: TokenGrant }
  | { kind: 'ended'; reason: EndReason };

const channel = new BroadcastChannel('zhendi.session');

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
 */
export function oneTabAtATime<Result>(task: () => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? task() : locks.request('zhendi.session', task);
}
