import { ACCESS_TOKEN_SECONDS, AccessTokens, type Principal } from '../tenancy/index.ts';

const RENEWED_AFTER_MS = (ACCESS_TOKEN_SECONDS * 1000) / 2;

/**
 * A bearer token of somebody who works for longer than one is good for. It is issued with the installation's own secret, so
 * that it needs no API that is up.
 */
export class RenewedToken {
  private readonly tokens: AccessTokens;
  private issuedAt = -Infinity;
  private token: Promise<string> | undefined;

  constructor(
    secret: string,
    private readonly principal: Principal,
  ) {
    this.tokens = new AccessTokens({ signing: Buffer.from(secret, 'utf8') });
  }

  /** One that is good for some minutes. */
  current(): Promise<string> {
    const now = performance.now();
    if (!this.token || now - this.issuedAt > RENEWED_AFTER_MS) {
      this.issuedAt = now;
      this.token = this.tokens.issue({ principal: this.principal, version: 1, mustChangePassword: false });
    }
    return this.token;
  }
}
