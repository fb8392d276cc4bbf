import { currentLanguage } from '../i18n/language.ts';
import { endSession, sessionToken } from '../session/session-store.ts';
import { networkProblem, Problem, problemOf } from './problem.ts';

/** Times a read is asked again after a 503 with Retry-After, before the page shows the problem. */
const maximumWaits = 5;

interface RequestOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/**
 * One JSON request to the API of this origin, with the session's bearer token.
 * Throws a `Problem` for every answer that is not 2xx; a 401 also ends the session.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  if (response.ok) return (await response.json()) as Answer;
  const problem = await problemOf(response);
  if (response.status === 401 && path !== '/sign-in') endSession('expired');
  throw problem;
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

/** Headers that every request of a signed-in user carries. */
export function authorization(): Record<string, string> {
  const token = sessionToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

async function send(
  path: string,
  { method = 'GET', body, headers, signal }: RequestOptions,
): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': currentLanguage(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...authorization(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw networkProblem();
  }
}

function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
