import type { Answer } from './api-client.ts';

/** A cookie as a server sets it. */
export interface SetCookie {
  readonly value: string;
  /** `HttpOnly`, `Path=/`, … in the order of the header. */
  readonly attributes: readonly string[];
}

/** The cookie of this name that an answer sets, if it does. */
export function cookieSet({ headers }: Pick<Answer, 'headers'>, name: string): SetCookie | undefined {
  const line = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  if (line === undefined) return undefined;
  const [pair = '', ...attributes] = line.split('; ');
  return { value: pair.slice(name.length + 1), attributes };
}
