import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider, { type AdapterFactory, type Configuration } from 'oidc-provider';
import { keptArtifacts } from './kept-artifacts.ts';

export const CLIENT = { id: 'zhendi', secret: 'a secret of the test: not one that guards anything' };

/** A program that acts for itself, and the audience of its tokens. */
export const MACHINE = { id: 'machine', secret: 'a secret of the test machine: not one either' };
export const AUDIENCE = 'urn:zhendi:api';

/** A real OpenID Connect provider on the loopback, with a page to sign in on by a name alone. */
export interface TestProvider {
  readonly url: string;
  /** Answers from now on; it does not at first. */
  start(): Promise<void>;
  /** Answers no more, until it is started. */
  stop(): Promise<void>;
  /** Signs with a new key from now on, and publishes no other. */
  rotateKeys(): Promise<void>;
}

interface ProviderOptions {
  readonly port: number;
  readonly redirectUri: string;
  /** What the provider says of each of its people, by name. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export async function aProvider(options: ProviderOptions): Promise<TestProvider> {
  // Another site than the pages, for a browser: their cookies have to bear it.
  const url = `http://localhost:${options.port}`;
  const adapter = keptArtifacts();
  let provider = await providerWithNewKey(url, options, adapter);
  let protocol = provider.callback();
  const server = createServer((request, response) => {
    if (!/^\/interaction\/[\w-]+$/.test(request.url ?? '')) return void protocol(request, response);
    signInPage(provider, request, response).catch((error: unknown) =>
      response.writeHead(500).end(String(error)),
    );
  });
  return {
    url,
    start: async () => {
      if (server.listening) return;
      server.listen(options.port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    rotateKeys: async () => {
      provider = await providerWithNewKey(url, options, adapter);
      protocol = provider.callback();
    },
  };
}

async function providerWithNewKey(
  url: string,
  { redirectUri, people }: ProviderOptions,
  adapter: AdapterFactory,
): Promise<Provider> {
  return new Provider(url, { ...configuration(await newKey(), redirectUri, people), adapter });
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' };
}

function configuration(key: JWK, redirectUri: string, people: ProviderOptions['people']): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
      {
        client_id: MACHINE.id,
        client_secret: MACHINE.secret,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
    ],
    jwks: { keys: [key] as never },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      ClientCredentials: 300,
      Grant: 300,
      IdToken: 300,
      Interaction: 300,
      Session: 300,
    },
    cookies: { keys: ['of the test'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, audience) => ({ scope: '', audience, accessTokenFormat: 'jwt' }),
      },
    },
    extraTokenClaims: (_, { clientId }) => people[clientId ?? ''],
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    findAccount: (_, sub) =>
      people[sub] && { accountId: sub, claims: () => ({ sub, preferred_username: sub, ...people[sub] }) },
    // Whoever signs in has agreed.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
}

/** A form with a name and nothing else; what it sends signs in. */
async function signInPage(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      '<form method="post"><label>工号 <input name="login"></label><button>确认</button><button name="cancel" value="yes">取消</button></form>',
    );
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const form = new URLSearchParams(Buffer.concat(parts).toString());
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'did not want to' }
    : { login: { accountId: form.get('login')! } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
