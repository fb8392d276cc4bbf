import { useSyncExternalStore } from 'react';
import type { Problem } from '../api/problem.ts';

/** Why nobody is signed in: never was, said so, or the server no longer takes the session. */
export type EndReason = 'none' | 'signed-out' | 'expired';

/** What a sign-in and every renewal answer: a bearer token and for how many seconds it is taken. */
export interface TokenGrant {
  accessToken: string;
  expiresIn: number;
}

/** Whether somebody is signed in on this page. */
export type Session =
  /** Not known yet: the browser may hold the cookie of a session. */
  | { state: 'resuming' }
  /** Not to be found out: no server answered. */
  | { state: 'unreachable'; problem: Problem }
  /** `begun` tells this sign-in from the ones before on this page. */
  | { state: 'signed-in'; token: string; expiresIn: number; begun: number }
  | { state: 'signed-out'; reason: EndReason };

// The token lives here only, in memory: nothing that outlives the page can give it away.
let session: Session = { state: 'resuming' };
let begun = 0;
const listeners = new Set<() => void>();

/** The bearer token, or null when nobody is signed in. */
export function sessionToken(): string | null {
  return session.state === 'signed-in' ? session.token : null;
}

/** Somebody signed in. */
export function beginSession({ accessToken, expiresIn }: TokenGrant): void {
  begun += 1;
  publish({ state: 'signed-in', token: accessToken, expiresIn, begun });
}

/** The same person goes on with a new token; after a page's load, with the first one. */
export function continueSession(grant: TokenGrant): void {
  if (session.state !== 'signed-in') beginSession(grant);
  else publish({ ...session, token: grant.accessToken, expiresIn: grant.expiresIn });
}

/** Forgets the token; the pages fall back to the sign-in page, which says why. */
export function endSession(reason: EndReason): void {
  publish({ state: 'signed-out', reason });
}

/** No server answered while the page wanted to resume its session. */
export function failToResume(problem: Problem): void {
  publish({ state: 'unreachable', problem });
}

/** The page asks for its session once more. */
export function resumeAgain(): void {
  publish({ state: 'resuming' });
}

/** The session, for components. */
export function useSession(): Session {
  return useSyncExternalStore(subscribeToSession, currentSession);
}

/** The session as it is now. */
export function currentSession(): Session {
  return session;
}

/** Calls after every change; answers how to stop that. */
export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}
