import { useSyncExternalStore } from 'react';

/** Why nobody is signed in: never was, said so, or the server no longer takes the token. */
export type EndReason = 'none' | 'signed-out' | 'expired';

interface Session {
  token: string | null;
  ended: EndReason;
}

const storageKey = 'zhendi.token';
const listeners = new Set<() => void>();
let session: Session = { token: sessionStorage.getItem(storageKey), ended: 'none' };

/** The bearer token, or null when nobody is signed in. It lives as long as the browser's tab. */
export function sessionToken(): string | null {
  return session.token;
}

/** Keeps the token of a successful sign-in. */
export function beginSession(token: string): void {
  sessionStorage.setItem(storageKey, token);
  publish({ token, ended: 'none' });
}

/** Forgets the token; the pages fall back to the sign-in page, which says why. */
export function endSession(reason: Exclude<EndReason, 'none'>): void {
  if (session.token === null) return;
  sessionStorage.removeItem(storageKey);
  publish({ token: null, ended: reason });
}

/** The session, for components. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

function publish(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
