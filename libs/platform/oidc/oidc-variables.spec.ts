import { describe, expect, it } from '@jest/globals';
import { InvalidConfig, loadConfig } from '../config.ts';

const variables = {
  PUBLIC_URL: 'https://zhendi.example.cn',
  OIDC_ISSUER: 'https://sso.example.cn/realms/county',
  OIDC_CLIENT_ID: 'zhendi',
  OIDC_MAPPING: '/srv/阵地/oidc-mapping.json',
};

describe('an issuer of identities', () => {
  it('is configured by its own variables', () => {
    const more = {
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_LABEL: '县统一身份认证',
      OIDC_SCOPE: 'openid groups',
      OIDC_AUDIENCE: 'zhendi-api',
    };
    expect(loadConfig({ ...variables, ...more, OIDC_CLOCK_SKEW_SECONDS: '0' })).toMatchObject({
      ...variables,
      ...more,
      OIDC_CLOCK_SKEW_SECONDS: 0,
    });
  });

  it.each(['OIDC_CLIENT_ID', 'OIDC_MAPPING', 'PUBLIC_URL'])('needs %s', (name) => {
    expect(() => loadConfig({ ...variables, [name]: '' })).toThrow(
      `${name}: must be set, since OIDC_ISSUER is`,
    );
  });

  it('is missing where its client has a name', () => {
    expect(() => loadConfig({ OIDC_CLIENT_ID: 'zhendi' })).toThrow(
      'OIDC_ISSUER: must be set, since OIDC_CLIENT_ID is',
    );
  });

  it.each(['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000'])(
    'may be spoken to in the clear on this machine: %s',
    (OIDC_ISSUER) => {
      expect(loadConfig({ ...variables, OIDC_ISSUER }).OIDC_ISSUER).toBe(OIDC_ISSUER);
    },
  );

  it.each([
    ['PUBLIC_URL', 'zhendi.example.cn', 'must be a URL such as https://'],
    ['PUBLIC_URL', 'https://example.cn/zhendi', 'must be an address without a path'],
    ['OIDC_SCOPE', 'profile', 'must be names with single spaces, and openid among them'],
    ['OIDC_CLOCK_SKEW_SECONDS', '301', 'must be seconds, 0 to 300'],
    ['OIDC_CLOCK_SKEW_SECONDS', '-1', 'must be seconds, 0 to 300'],
    ['OIDC_AUDIENCE', variables.OIDC_CLIENT_ID, 'must be another than OIDC_CLIENT_ID'],
    ['OIDC_ISSUER', 'sso.example.cn', 'must be a URL such as https://'],
    ['OIDC_ISSUER', 'http://sso.example.cn', 'must begin with https://'],
    ['OIDC_ISSUER', 'http://localhost.example.cn', 'must begin with https://'],
  ])('is refused with %s=%j, naming the variable and why', (name, value, why) => {
    const load = () => loadConfig({ ...variables, [name]: value });
    expect(load).toThrow(InvalidConfig);
    expect(load).toThrow(`${name}: ${why}`);
  });
});
