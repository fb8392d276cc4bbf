import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenKeys } from './access-token.ts';

// As many people as share a computer in a town hall.
const MOST_ACCOUNTS = 5;
// 128 random bits, then a mark for each account, in base64url.
const FORM = /^[\w-]{22}(?:\.[\w-]{43}){1,5}$/;

/**
 * Remembers by a cookie on which devices an account has signed in, so that strangers who guess at the account lock
 * themselves out and not the people who work with it. The cookie is no proof of who somebody is: it only has failures
 * counted by themselves.
 */
export class KnownDevices {
  private readonly keys: readonly Uint8Array[];

  /** @param keys those of the access tokens: the newest marks, the other one is recognized too. */
  constructor({ signing, accepted }: TokenKeys) {
    this.keys = accepted ? [signing, accepted] : [signing];
  }

  /** The device's own id when its cookie says that the account has signed in on it, else null. */
  recognize(cookie: string | undefined, username: string): string | null {
    const [device, ...marks] = parse(cookie);
    if (!device) return null;
    const expected = this.keys.map((key) => mark(key, device, username));
    return marks.some((given) => expected.some((own) => isEqual(given, own))) ? device : null;
  }

  /** The device's cookie from now on: the account has signed in on it. */
  remember(cookie: string | undefined, username: string): string {
    const [device = randomBytes(16).toString('base64url'), ...marks] = parse(cookie);
    const own = mark(this.keys[0]!, device, username);
    const others = marks.filter((given) => given !== own);
    return [device, own, ...others].slice(0, 1 + MOST_ACCOUNTS).join('.');
  }
}

function parse(cookie = ''): string[] {
  return FORM.test(cookie) ? cookie.split('.') : [];
}

function mark(key: Uint8Array, device: string, username: string): string {
  return createHmac('sha256', key).update(`zhendi/device/${device}/${username}`).digest('base64url');
}

function isEqual(given: string, own: string): boolean {
  return timingSafeEqual(Buffer.from(given), Buffer.from(own));
}
