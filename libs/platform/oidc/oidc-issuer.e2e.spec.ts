import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { anIssuerKey, CLIENT_ID, ForgedIssuer } from '../../testing/issuers/forged-issuer.ts';
import { until } from '../../testing/until.ts';
import { OidcIssuer } from './oidc-issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';
import type { SignInRefused } from './sign-in-refused.ts';

const SKEW_SECONDS = 30;
const AUDIENCE = 'urn:zhendi:api';

let forged: ForgedIssuer;
let settings: OidcSettings;
let issuer: OidcIssuer;
let complaints: string[];

beforeEach(async () => {
  forged = await ForgedIssuer.listen();
  complaints = [];
  settings = {
    issuer: new URL(forged.url),
    clientId: CLIENT_ID,
    clientSecret: undefined,
    label: '统一身份认证',
    scope: 'openid profile',
    redirectUrl: new URL('https://zhendi.example.cn/api/v1/sign-in/oidc/callback'),
    audience: AUDIENCE,
    clockSkewSeconds: SKEW_SECONDS,
    rules: [],
  };
  issuer = anIssuer();
});
afterEach(() => forged.close());

const anIssuer = (difference: Partial<OidcSettings> = {}) =>
  new OidcIssuer({ ...settings, ...difference }, (reason) => complaints.push(reason));
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** One sign-in; `more` changes what the issuer sends the browser back with. */
async function signIn(more: Record<string, string> = {}) {
  const { address, attempt } = await issuer.begin();
  return issuer.redeem(forged.authorize(address, more), attempt);
}

const isUnavailable = (error: unknown) => (error as SignInRefused).code === 'sign-in.issuer-unavailable';
const refusedAs = (code: string) => expect.objectContaining({ name: 'SignInRefused', code });

describe('a sign-in', () => {
  it('sends the browser to the issuer with state, nonce and the hash of a secret of its own', async () => {
    const { address, attempt } = await issuer.begin();
    expect(`${address.origin}${address.pathname}`).toBe(`${forged.url}/authorize`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: 'code',
      client_id: CLIENT_ID,
      scope: 'openid profile',
      redirect_uri: 'https://zhendi.example.cn/api/v1/sign-in/oidc/callback',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: createHash('sha256').update(attempt.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect((await issuer.begin()).attempt.state).not.toBe(attempt.state);
  });

  it('ends in whom the issuer proves it to be', async () => {
    forged.idToken = (nonce) => forged.sign({ ...forged.claims(nonce), groups: ['clerks'] });
    expect(await signIn()).toEqual({
      issuer: forged.url,
      subject: 'somebody',
      claims: expect.objectContaining({ sub: 'somebody', groups: ['clerks'] }),
    });
  });

  it('exchanges the code with the secret whose hash went ahead', async () => {
    const { address, attempt } = await issuer.begin();
    await issuer.redeem(forged.authorize(address), attempt);
    expect(Object.fromEntries(forged.redeemed[0]!)).toMatchObject({
      code: 'a-code',
      code_verifier: attempt.codeVerifier,
      redirect_uri: settings.redirectUrl.href,
    });
  });

  it('takes what the issuer says beside the token, and believes the token first', async () => {
    forged.userInfo = { sub: 'somebody', groups: ['clerks'], duty: 'leader' };
    forged.idToken = (nonce) => forged.sign({ ...forged.claims(nonce), duty: 'guest' });
    expect((await signIn()).claims).toMatchObject({ groups: ['clerks'], duty: 'guest' });
  });

  it('does not take what the issuer says of somebody else', async () => {
    forged.userInfo = { sub: 'somebody else', groups: ['clerks'] };
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });
});

describe('nobody is signed in by a token', () => {
  it.each<[string, (nonce: string) => Promise<string> | string]>([
    ['for another audience', (nonce) => forged.sign({ ...forged.claims(nonce), aud: 'another' })],
    [
      'for several, issued to another',
      (nonce) => forged.sign({ ...forged.claims(nonce), aud: [CLIENT_ID, 'another'], azp: 'another' }),
    ],
    ['of another issuer', (nonce) => forged.sign({ ...forged.claims(nonce), iss: 'https://other.example' })],
    ['of another attempt', () => forged.sign(forged.claims('another-nonce'))],
    ['without a nonce', () => forged.sign({ ...forged.claims(''), nonce: undefined })],
    [
      'that has expired',
      (nonce) => forged.sign({ ...forged.claims(nonce), exp: nowSeconds() - SKEW_SECONDS - 1 }),
    ],
    [
      'that is not good yet',
      (nonce) => forged.sign({ ...forged.claims(nonce), nbf: nowSeconds() + SKEW_SECONDS + 60 }),
    ],
    ['without an end', (nonce) => forged.sign({ ...forged.claims(nonce), exp: undefined })],
    ['without a subject', (nonce) => forged.sign({ ...forged.claims(nonce), sub: undefined })],
    [
      'that another key signed',
      async (nonce) =>
        forged.sign(forged.claims(nonce), { ...(await anIssuerKey('other')), kid: forged.key.kid }),
    ],
    [
      'of a key that the issuer does not publish',
      async (nonce) => forged.sign(forged.claims(nonce), await anIssuerKey('unpublished')),
    ],
    ['that nobody signed', (nonce) => new UnsecuredJWT(forged.claims(nonce)).encode()],
    ['that the public key signed as if it were a secret', hmacByPublicKey],
    ['whose claims were altered', alteredToken],
    ['that is none', () => 'garbage'],
  ])('%s', async (_, make) => {
    forged.idToken = async (nonce) => make(nonce);
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });

  it('that is missing', async () => {
    forged.tokenAnswer = () => ({ body: { access_token: 'x', token_type: 'Bearer' } });
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });

  async function hmacByPublicKey(nonce: string): Promise<string> {
    const [, claims] = (await forged.sign(forged.claims(nonce))).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: forged.key.kid })).toString('base64url');
    const secret = JSON.stringify(forged.key.publicJwk);
    const signature = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
    return `${header}.${claims}.${signature}`;
  }

  async function alteredToken(nonce: string): Promise<string> {
    const [header, , signature] = (await forged.sign(forged.claims(nonce))).split('.');
    const claims = Buffer.from(JSON.stringify({ ...forged.claims(nonce), sub: 'another' }));
    return `${header}.${claims.toString('base64url')}.${signature}`;
  }
});

describe('clocks', () => {
  it('may differ by what is configured, and no more', async () => {
    forged.idToken = (nonce) => forged.sign({ ...forged.claims(nonce), exp: nowSeconds() - 10 });
    expect((await signIn()).subject).toBe('somebody');
    issuer = anIssuer({ clockSkewSeconds: 5 });
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });
});

describe('the issuer’s keys', () => {
  it('are fetched once for many sign-ins', async () => {
    for (let time = 0; time < 3; time++) await signIn();
    expect(forged.keysFetched).toBe(1);
  });

  it('are fetched again for a key that came into use since, and once only', async () => {
    await signIn();
    const second = await anIssuerKey('second');
    forged.published = [forged.key.publicJwk, second.publicJwk];
    forged.idToken = (nonce) => forged.sign(forged.claims(nonce), second);
    await signIn();
    await signIn();
    expect(forged.keysFetched).toBe(2);
  });

  it('are fetched once more, not again and again, for a token of a key that is not among them', async () => {
    await signIn();
    const unpublished = await anIssuerKey('unpublished');
    forged.idToken = (nonce) => forged.sign(forged.claims(nonce), unpublished);
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
    expect(forged.keysFetched).toBe(2);
  });

  it('that were taken back do not count any more once they are fetched', async () => {
    await signIn();
    const second = await anIssuerKey('second');
    forged.published = [second.publicJwk];
    forged.idToken = (nonce) => forged.sign(forged.claims(nonce), second);
    await signIn();
    forged.idToken = (nonce) => forged.sign(forged.claims(nonce));
    await expect(signIn()).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });
});

describe('the answer of the issuer', () => {
  it('belongs to the attempt that was begun', async () => {
    await expect(signIn({ state: 'of-another' })).rejects.toEqual(refusedAs('sign-in.attempt-lost'));
    const { attempt } = await issuer.begin();
    await expect(issuer.redeem(new URLSearchParams({ code: 'a-code' }), attempt)).rejects.toEqual(
      refusedAs('sign-in.attempt-lost'),
    );
    expect(forged.redeemed).toEqual([]);
  });

  it.each([
    ['access_denied', 'sign-in.cancelled'],
    ['temporarily_unavailable', 'sign-in.issuer-unavailable'],
    ['invalid_scope', 'sign-in.issuer-refused'],
  ])('%s is %s', async (error, code) => {
    await expect(signIn({ error })).rejects.toEqual(refusedAs(code));
  });

  it.each([
    [400, { error: 'invalid_grant' }, 'sign-in.issuer-refused'],
    [401, { error: 'invalid_client' }, 'sign-in.issuer-refused'],
    [503, { error: 'temporarily_unavailable' }, 'sign-in.issuer-unavailable'],
    [502, 'Bad gateway', 'sign-in.issuer-unavailable'],
  ])('%d %j for a code is %s', async (status, body, code) => {
    forged.tokenAnswer = () => ({ status, body });
    await expect(signIn()).rejects.toEqual(refusedAs(code));
  });

  it('is told to the log without the people it is about', async () => {
    forged.idToken = (nonce) => forged.sign({ ...forged.claims(nonce), aud: 'another', name: '张三' });
    const refusal = await signIn().catch((error: unknown) => error as Error & { reason: string });
    const { reason } = refusal as { reason: string };
    expect(reason).toContain('OAUTH_JWT_CLAIM_COMPARISON_FAILED');
    expect(reason).not.toMatch(/张三|somebody|a-code|ey/);
  });
});

describe('an access token', () => {
  const claims = () => ({ ...forged.claims(''), aud: AUDIENCE, groups: ['clerks'] });

  it('for this API is whom the issuer gave it to', async () => {
    expect(await issuer.read(await forged.sign(claims()), AUDIENCE)).toEqual({
      issuer: forged.url,
      subject: 'somebody',
      claims: expect.objectContaining({ groups: ['clerks'] }),
    });
  });

  it.each<[string, () => Promise<string> | string]>([
    ['what tells a page who somebody is', () => forged.sign(forged.claims('a-nonce'))],
    ['one for another API', () => forged.sign({ ...claims(), aud: 'urn:another' })],
    ['one of another issuer', () => forged.sign({ ...claims(), iss: 'https://other.example' })],
    ['one that has expired', () => forged.sign({ ...claims(), exp: nowSeconds() - SKEW_SECONDS - 1 })],
    ['one without an end', () => forged.sign({ ...claims(), exp: undefined })],
    ['one without a subject', () => forged.sign({ ...claims(), sub: undefined })],
    ['one that nobody signed', () => new UnsecuredJWT(claims()).encode()],
    [
      'one that another key signed',
      async () => forged.sign(claims(), { ...(await anIssuerKey('other')), kid: forged.key.kid }),
    ],
    ['one that is no JWT', () => 'an-access-token'],
  ])('is not %s', async (_, make) => {
    await expect(issuer.read(await make(), AUDIENCE)).rejects.toEqual(refusedAs('sign-in.token-invalid'));
  });

  it('of a key that nobody knows makes nobody fetch keys again and again', async () => {
    await issuer.read(await forged.sign(claims()), AUDIENCE);
    const unpublished = await anIssuerKey('unpublished');
    for (let time = 0; time < 5; time++) {
      const token = await forged.sign(claims(), { ...unpublished, kid: `unpublished ${time}` });
      await expect(issuer.read(token, AUDIENCE)).rejects.toEqual(refusedAs('sign-in.token-invalid'));
    }
    expect(forged.keysFetched).toBe(1);
  });
});

describe('the secret of the program', () => {
  it('goes by HTTP Basic', async () => {
    issuer = anIssuer({ clientSecret: 's3cret' });
    await signIn();
    expect(forged.redeemed[0]!.has('client_secret')).toBe(false);
  });

  it('goes in the body where the issuer takes it nowhere else', async () => {
    forged.description = { token_endpoint_auth_methods_supported: ['client_secret_post'] };
    issuer = anIssuer({ clientSecret: 's3cret' });
    await signIn();
    expect(forged.redeemed[0]!.get('client_secret')).toBe('s3cret');
  });
});

describe('an issuer that is away', () => {
  it('is found once it is there', async () => {
    const { port } = forged;
    await forged.close();
    for (let time = 0; time < 2; time++)
      await expect(issuer.begin()).rejects.toEqual(refusedAs('sign-in.issuer-unavailable'));
    forged = await ForgedIssuer.listen(port);
    expect((await signIn()).subject).toBe('somebody');
    expect(issuer.isReachable()).toBe(true);
    expect(complaints).toHaveLength(1);
  });

  it('is looked for by whoever asks whether it is there, who does not wait', async () => {
    expect(issuer.isReachable()).toBe(false);
    await until(() => issuer.isReachable());
  });

  it('is nowhere to send anybody to, once that is known', async () => {
    await issuer.begin();
    await forged.close();
    const refused = () => issuer.begin().then(() => false, isUnavailable);
    await until(refused);
    expect(issuer.isReachable()).toBe(false);
    expect(complaints).toHaveLength(1);
    forged = await ForgedIssuer.listen();
  });

  it('when its people come back is said to be so', async () => {
    const { address, attempt } = await issuer.begin();
    await forged.close();
    await expect(issuer.redeem(forged.authorize(address), attempt)).rejects.toEqual(
      refusedAs('sign-in.issuer-unavailable'),
    );
    forged = await ForgedIssuer.listen();
  });

  it.each<[string, Record<string, unknown>]>([
    ['says to be another', { issuer: 'https://other.example' }],
    ['has no keys', { jwks_uri: undefined }],
  ])('is one that %s', async (_, description) => {
    forged.description = description;
    await expect(issuer.begin()).rejects.toEqual(refusedAs('sign-in.issuer-unavailable'));
  });
});
