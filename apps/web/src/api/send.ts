import { currentLanguage } from '../i18n/language.ts';
import { networkProblem } from './problem.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** In the place of a body of JSON. */
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/**
 * One request to the API of this origin, in the language of the page; `token` is the bearer's, null for nobody's.
 * Throws the network's `Problem` where no answer came.
 */
export async function send(
  path: string,
  token: string | null,
  { method = 'GET', body, bytes, headers, signal }: RequestOptions = {},
): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': currentLanguage(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes && { 'content-type': 'application/octet-stream' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes && { body: bytes }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw networkProblem();
  }
}
