import { Problem, problemOf } from '../api/problem.ts';
import { send } from '../api/send.ts';
import {
  beginSession,
  continueSession,
  currentSession,
  type EndReason,
  endSession,
  failToResume,
  resumeAgain,
  sessionToken,
  subscribeToSession,
  type TokenGrant,
} from './session-store.ts';
import { hearTabs, oneTabAtATime, tellTabs } from './tabs.ts';

/** Part of a token's life after which it is renewed, so that requests meet a valid one. */
const renewalAt = 0.8;

/** Another site cannot make a browser send this header, so the routes that live by the cookie demand it. */
const fromPage = { 'x-zhendi-page': '1' };

let running: Promise<boolean> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes up the session whose cookie the browser holds, if any, and keeps it alive while the page is open. */
export function startSession(): void {
  hearTabs((message) => {
    if (message.kind === 'begun') hold(beginSession, message.grant);
    else if (message.kind === 'renewed') hold(continueSession, message.grant);
    else drop(message.reason);
  });
  void resume();
}

/** Asks for the session once more, after a server that did not answer. */
export function retryToResume(): void {
  resumeAgain();
  void resume();
}

/** Keeps what a sign-in, or a change of password, answered; the other tabs follow. */
export function adoptSession(grant: TokenGrant): void {
  hold(beginSession, grant);
  tellTabs({ kind: 'begun', grant });
}

/** The same for a new token of the person who is signed in already. */
export function adoptToken(grant: TokenGrant): void {
  hold(continueSession, grant);
  tellTabs({ kind: 'renewed', grant });
}

/**
 * Replaces a token that the server no longer takes; requests and tabs that ask at the same time share one renewal.
 * @returns false once the session itself has ended.
 * @throws {Problem} where it could not be found out.
 */
export function renewSession(stale: string): Promise<boolean> {
  running ??= oneTabAtATime((waited) => renewUnlessDone(stale, waited)).finally(() => (running = undefined));
  return running;
}

/** Ends the session at the server and in every tab. Throws a `Problem` where it goes on. */
export async function signOut(): Promise<void> {
  const response = await oneTabAtATime(() =>
    send('/session/end', sessionToken(), { method: 'POST', headers: fromPage }),
  );
  // Without a session there is nothing left to end.
  if (!response.ok && response.status !== 401) throw await problemOf(response);
  leave('signed-out');
}

/** The server has ended the session on this person's own wish, such as "sign out everywhere". */
export function leave(reason: 'signed-out' | 'expired'): void {
  drop(reason);
  tellTabs({ kind: 'ended', reason });
}

async function resume(): Promise<void> {
  try {
    const resumed = await oneTabAtATime(async () => sessionToken() !== null || (await refresh()));
    if (!resumed && isResuming()) endSession('none');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (isResuming()) failToResume(error);
  }
}

/** Whether no other tab has told of its session meanwhile. */
function isResuming(): boolean {
  return currentSession().state === 'resuming';
}

async function renewUnlessDone(stale: string, waited: boolean): Promise<boolean> {
  // What the other tab was at is known here a moment after its turn is over.
  if (waited) await newsOf(stale);
  const token = sessionToken();
  // Another tab was quicker while this one waited for its turn.
  if (token !== stale) return token !== null;
  if (await refresh()) return true;
  leave('expired');
  return false;
}

/** Resolves once this tab has heard of another token, or of the session's end; after half a second without. */
function newsOf(stale: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(patience);
      unsubscribe();
      resolve();
    };
    const unsubscribe = subscribeToSession(() => sessionToken() !== stale && done());
    const patience = setTimeout(done, 500);
    if (sessionToken() !== stale) done();
  });
}

async function refresh(): Promise<boolean> {
  const response = await send('/session/refresh', null, { method: 'POST', headers: fromPage });
  if (response.status === 401) return false;
  if (!response.ok) throw await problemOf(response);
  adoptToken((await response.json()) as TokenGrant);
  return true;
}

function hold(keep: (grant: TokenGrant) => void, grant: TokenGrant): void {
  keep(grant);
  clearTimeout(timer);
  timer = setTimeout(renewInTime, grant.expiresIn * renewalAt * 1000);
}

function drop(reason: EndReason): void {
  clearTimeout(timer);
  endSession(reason);
}

function renewInTime(): void {
  const token = sessionToken();
  // If no server answers now, the next request finds that out, and renews once one does.
  if (token !== null) renewSession(token).catch(() => undefined);
}
