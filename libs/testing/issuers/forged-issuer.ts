import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const CLIENT_ID = 'zhendi';

/** A key that a test's issuer signs with. */
export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function anIssuerKey(kid: string): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

/** An answer of the issuer: what it says, and with which status. */
export interface IssuerAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/**
 * An issuer on the loopback that says whatever a test wants, true or not: what no good provider would ever answer.
 * Its tokens are right unless the test changes them.
 */
export class ForgedIssuer {
  /** What the issuer's keys are said to be. */
  published: JWK[];
  /** How often its keys were asked for. */
  keysFetched = 0;
  /** The body of each request for a token. */
  readonly redeemed: URLSearchParams[] = [];
  /** Makes the token that a code is exchanged for. */
  idToken: (nonce: string) => Promise<string> = (nonce) => this.sign(this.claims(nonce));
  /** Replaces the answer with a token. */
  tokenAnswer: (() => IssuerAnswer) | undefined;
  /** What it says of people beside the token; nothing of the kind is offered without it. */
  userInfo: Record<string, unknown> | undefined;
  /** Changes what it says of itself. */
  description: Record<string, unknown> = {};
  readonly url: string;
  private nonce = '';

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly key: IssuerKey,
  ) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.published = [key.publicJwk];
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** @param port 0: any free one. */
  static async listen(port = 0): Promise<ForgedIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new ForgedIssuer(server, await anIssuerKey('first'));
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** The claims of a right token. */
  claims(nonce: string): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000);
    return { iss: this.url, aud: CLIENT_ID, sub: 'somebody', nonce, iat: now, exp: now + 300 };
  }

  sign(claims: Record<string, unknown>, { kid, privateKey }: IssuerKey = this.key): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  }

  /** What the issuer sends a browser back with that comes to this address. */
  authorize(address: URL, more: Record<string, string> = {}): URLSearchParams {
    this.nonce = address.searchParams.get('nonce')!;
    return new URLSearchParams({ code: 'a-code', state: address.searchParams.get('state')!, ...more });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status = 200, body } = await this.answerTo(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private async answerTo(request: IncomingMessage): Promise<IssuerAnswer> {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return { body: { ...this.metadata(), ...this.description } };
      case '/keys':
        this.keysFetched++;
        return { body: { keys: this.published } };
      case '/userinfo':
        return { body: this.userInfo };
      case '/token': {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        this.redeemed.push(new URLSearchParams(Buffer.concat(parts).toString()));
        return (
          this.tokenAnswer?.() ?? {
            body: {
              ...{ access_token: 'an-access-token', token_type: 'Bearer', expires_in: 300 },
              id_token: await this.idToken(this.nonce),
            },
          }
        );
      }
      default:
        return { status: 404, body: { error: 'not_found' } };
    }
  }

  private metadata(): Record<string, unknown> {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      ...(this.userInfo && { userinfo_endpoint: `${this.url}/userinfo` }),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }
}
