import { findFreePort } from '../../platform/embedded-postgres/free-port.ts';
import type { ClaimRule } from '../../platform/oidc/claim-mapping.ts';
import { CALLBACK_PATH } from '../../platform/oidc/oidc-settings.ts';
import { startApi, type TestApi, type TestCounty } from '../api.ts';
import { aProvider, AUDIENCE, CLIENT, type TestProvider } from './provider.ts';

/** An API whose people may also sign in at a provider. */
export interface ApiWithIssuer extends TestApi {
  readonly provider: TestProvider;
}

interface Issuer {
  readonly rules: readonly ClaimRule[];
  /** What the provider says of each of its people, by name. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Leaves the provider off until it is started. */
  readonly later?: boolean;
}

export async function anApiWithIssuer(
  counties: readonly TestCounty[],
  { rules, people, later = false }: Issuer,
): Promise<ApiWithIssuer> {
  const [port, providerPort] = [await findFreePort(), await findFreePort()];
  const redirectUrl = new URL(CALLBACK_PATH, `http://127.0.0.1:${port}`);
  const provider = await aProvider({ port: providerPort, redirectUri: redirectUrl.href, people });
  if (!later) await provider.start();
  const oidc = {
    issuer: new URL(provider.url),
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    label: '县统一身份认证',
    scope: 'openid profile',
    redirectUrl,
    audience: AUDIENCE,
    clockSkewSeconds: 30,
    rules,
  };
  const api = await startApi(counties, { port, oidc });
  const close = async () => {
    await api.close();
    await provider.stop();
  };
  return { ...api, provider, close };
}
