import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../libs/testing/api.ts';
import { QINGHE } from '../../libs/testing/counties.ts';
import { sendRaw } from '../../libs/testing/raw-http.ts';

const TOWN = '990101100';

let api: TestApi;
beforeAll(async () => {
  api = await startApi([QINGHE], { http: { trustedProxies: ['127.0.0.1'] } });
});
afterAll(async () => {
  await api.close();
  expect(api.errors).toEqual([]);
});

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';" +
  "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";

describe('every answer', () => {
  it.each<[string, string, RequestInit, number]>([
    ['the page', '/', { headers: { accept: 'text/html' } }, 200],
    ['a page by its own address', '/county', { headers: { accept: 'text/html' } }, 200],
    ['an icon', '/favicon.svg', {}, 200],
    ['the description of the API', '/api/openapi.json', {}, 200],
    ['its readable form', '/api/docs', {}, 200],
    ['a refusal', '/api/v1/me', {}, 401],
    ['an address that is none', '/api/v1/nothing', {}, 404],
    ['health', '/healthz', {}, 200],
    ['what another site sent', '/api/v1/sign-in', { method: 'POST', headers: { origin: 'null' } }, 403],
  ])('has its security headers: %s', async (_, path, init, status) => {
    const answer = await api.anonymous.request(path, init);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('to a live stream has them too', async () => {
    const { headers } = await (
      await api.analyst('990101')
    ).request('/api/v1/counties/990101/live', { method: 'HEAD' });
    expect([headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
      POLICY,
      'nosniff',
    ]);
  });

  it.each(['/api/v1/towns/%zz/events', `/api/v1/towns/${'9'.repeat(2_000)}/events`])(
    'to an address that cannot be read is for no cache and no guess: %s',
    async (path) => {
      const { headers } = await api.anonymous.get(path);
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
        'nosniff',
        'no-store',
      ]);
    },
  );

  it('to what is no request is for no cache and no guess', async () => {
    const { head } = await sendRaw(api.url, 'nonsense\r\n\r\n');
    expect(head).toMatch(/^x-content-type-options: nosniff$/im);
    expect(head).toMatch(/^cache-control: no-store$/im);
  });

  it('forbids the page what it has no use for', async () => {
    const { headers } = await api.anonymous.get('/', { accept: 'text/html' });
    expect(headers.get('permissions-policy')).toBe(
      'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    );
  });
});

describe('the demand for https', () => {
  const demand = async (headers: Record<string, string>) =>
    (await api.anonymous.get('/healthz', headers)).headers.get('strict-transport-security');

  it('is made of who came by https, as a trusted proxy tells', async () => {
    expect(await demand({ 'x-forwarded-proto': 'https' })).toBe('max-age=31536000');
  });

  it('is not made of who came by http', async () => {
    expect(await demand({})).toBeNull();
    expect(await demand({ 'x-forwarded-proto': 'http' })).toBeNull();
  });
});

describe('facts', () => {
  it('stay in no cache, files of the pages do', async () => {
    const clerk = await api.clerk(TOWN);
    const kept = async (path: string) => (await clerk.get(path)).headers.get('cache-control');
    expect(await kept(`/api/v1/towns/${TOWN}/views/town-summary`)).toBe('no-store');
    expect(await kept(`/api/v1/towns/${TOWN}/events`)).toBe('no-store');
    expect(await kept('/api/v1/me')).toBe('no-store');
    const page = await clerk.get('/', { accept: 'text/html' });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const [script] = /\/assets\/[^"]+\.js/.exec(page.body as string)!;
    expect(await kept(script)).toBe('public, max-age=31536000, immutable');
  });
});
