import { renewSession } from '../session/renewal.ts';
import { sessionToken } from '../session/session-store.ts';
import { delay } from './delay.ts';
import { Problem, problemOf } from './problem.ts';
import { type RequestOptions, send } from './send.ts';

/** Times a read is asked again after a 503 with Retry-After, before the page shows the problem. */
const maximumWaits = 5;

/** One JSON request, with the session's bearer token. Throws a `Problem` for every answer that is not 2xx. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await requestResponse(path, options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/**
 * One request whose answer is not JSON, with the session's bearer token: a 401 renews the session and asks once more.
 * Throws a `Problem` for every answer that is not 2xx.
 */
export async function requestResponse(path: string, options: RequestOptions = {}): Promise<Response> {
  const token = sessionToken();
  const response = await send(path, token, options);
  if (response.ok) return response;
  if (response.status === 401 && token !== null && (await renewSession(token))) {
    const second = await send(path, sessionToken(), options);
    if (second.ok) return second;
    throw await problemOf(second);
  }
  throw await problemOf(response);
}

/** A read that waits as the server asks (503 with Retry-After), a bounded number of times. */
export async function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await request<Answer>(path, { signal });
    } catch (error) {
      const seconds = error instanceof Problem && error.status === 503 ? error.retryAfter : undefined;
      if (seconds === undefined || waits >= maximumWaits) throw error;
      await delay(Math.min(seconds, 5) * 1000, signal);
    }
  }
}
