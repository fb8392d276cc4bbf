/** An answer that a browser would act on. */
export interface BrowserAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it sends the browser on to. */
  readonly location: URL | null;
}

/** A browser without pages: keeps each server's cookies, and goes on only when it is told to. */
export class PlainBrowser {
  /** By server, then by name. */
  private readonly cookies = new Map<string, Map<string, string>>();

  /** One request; what sends on is not followed. */
  async open(address: URL | string, init: RequestInit = {}): Promise<BrowserAnswer> {
    const url = new URL(address);
    const headers = new Headers(init.headers);
    const kept = [...this.cookiesOf(url.origin)].map(([name, value]) => `${name}=${value}`);
    if (kept.length > 0) headers.set('cookie', kept.join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) this.keep(url.origin, cookie);
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location === null ? null : new URL(location, url),
    };
  }

  /** Goes on from here while it is sent on, and stops before any address that begins with `stop`. */
  async follow(address: URL | string, stop: string): Promise<{ at: URL; answer: BrowserAnswer | null }> {
    let at = new URL(address);
    while (!at.href.startsWith(stop)) {
      const answer = await this.open(at);
      if (!answer.location) return { at, answer };
      at = answer.location;
    }
    return { at, answer: null };
  }

  cookie(origin: string, name: string): string | undefined {
    return this.cookiesOf(origin).get(name);
  }

  setCookie(origin: string, name: string, value: string): void {
    this.cookiesOf(origin).set(name, value);
  }

  private cookiesOf(origin: string): Map<string, string> {
    const cookies = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, cookies);
    return cookies;
  }

  private keep(origin: string, cookie: string): void {
    const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie)!;
    const expires = /;\s*expires=([^;]+)/i.exec(attributes!)?.[1];
    if (value === '' || (expires && Date.parse(expires) <= Date.now())) this.cookiesOf(origin).delete(name!);
    else this.cookiesOf(origin).set(name!, value!);
  }
}
