import { describe, expect, it } from '@jest/globals';
import { InvalidConfig, loadConfig, requireDatabaseUrl } from './config.ts';

describe('the configuration', () => {
  it('has defaults for all but what it can do without', () => {
    expect(loadConfig({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      ZHENDI_HOME: '.zhendi',
      CORS_ORIGINS: [],
      TRUSTED_PROXIES: [],
      ACCOUNT_REQUESTS_PER_MINUTE: 1_200,
      ADDRESS_REQUESTS_PER_MINUTE: 6_000,
      SIGN_INS_PER_MINUTE: 60,
      ATTACHMENT_MEGABYTES: 20,
      OIDC_LABEL: '统一身份认证',
      OIDC_SCOPE: 'openid profile',
      OIDC_CLOCK_SKEW_SECONDS: 30,
      LOG_LEVEL: 'info',
    });
  });

  it('takes what is set, and leaves other variables alone', () => {
    const environment = {
      DATABASE_URL: 'postgres://app:se%40cret@db.example:5432/zhendi?sslmode=require',
      DATABASE_OWNER_URL: 'postgresql://owner@db/zhendi',
      REDIS_URL: 'rediss://:secret@redis:6380/2',
      HOST: '0.0.0.0',
      PORT: '0',
      ZHENDI_HOME: '/srv/阵地',
      ZHENDI_TOKEN_SECRET: 's'.repeat(32),
      ZHENDI_DEMO_PASSWORD: '一个演示用的密码2026',
      LOG_LEVEL: 'debug',
    };
    expect(loadConfig({ ...environment, PATH: '/bin' })).toMatchObject({ ...environment, PORT: 0 });
  });

  it('takes lists with commas, and numbers', () => {
    const config = loadConfig({
      CORS_ORIGINS: 'https://portal.example.gov.cn, http://localhost:5173',
      TRUSTED_PROXIES: '10.0.0.7, 192.168.0.0/16,::1,fd00::/8',
      ACCOUNT_REQUESTS_PER_MINUTE: '100000',
      SIGN_INS_PER_MINUTE: '7',
    });
    expect(config).toMatchObject({
      CORS_ORIGINS: ['https://portal.example.gov.cn', 'http://localhost:5173'],
      TRUSTED_PROXIES: ['10.0.0.7', '192.168.0.0/16', '::1', 'fd00::/8'],
      ACCOUNT_REQUESTS_PER_MINUTE: 100_000,
      SIGN_INS_PER_MINUTE: 7,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '', LOG_LEVEL: '' })).toEqual(loadConfig({}));
  });

  it.each([
    ['DATABASE_URL', 'localhost', 'must be a URL such as postgres://'],
    ['DATABASE_URL', 'mysql://localhost/zhendi', 'must be a URL such as postgres://'],
    ['DATABASE_OWNER_URL', 'https://localhost', 'must be a URL such as postgres://'],
    ['REDIS_URL', 'localhost:6379', 'must be a URL such as redis://'],
    ['PORT', 'http', 'must be a port number, 0 to 65535'],
    ['PORT', '65536', 'must be a port number, 0 to 65535'],
    ['PORT', '-1', 'must be a port number, 0 to 65535'],
    ['PORT', '80.5', 'must be a port number, 0 to 65535'],
    ['PORT', ' ', 'must be a port number, 0 to 65535'],
    ['PORT', '0x50', 'must be a port number, 0 to 65535'],
    ['PORT', '1e3', 'must be a port number, 0 to 65535'],
    ['ZHENDI_TOKEN_SECRET', 's'.repeat(31), 'must have at least 32 characters'],
    ['ZHENDI_DEMO_PASSWORD', 'kx7mq2vnw', 'must have at least 10 characters'],
    ['ZHENDI_DEMO_PASSWORD', 'qwertyuiop', 'none of those that others would try first'],
    ['LOG_LEVEL', 'loud', '"info"'],
    ['CORS_ORIGINS', '*', 'must be origins such as https://example.org'],
    ['CORS_ORIGINS', 'https://example.org/', 'must be origins such as https://example.org'],
    ['CORS_ORIGINS', 'https://example.org,null', 'must be origins such as https://example.org'],
    ['CORS_ORIGINS', 'file:///etc', 'must be origins such as https://example.org'],
    ['TRUSTED_PROXIES', 'true', 'must be addresses or networks such as 10.0.0.7'],
    ['TRUSTED_PROXIES', 'proxy.example.org', 'must be addresses or networks such as 10.0.0.7'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'must be addresses or networks such as 10.0.0.7'],
    ['TRUSTED_PROXIES', '10.0.0.7,', 'must be addresses or networks such as 10.0.0.7'],
    ['ZHENDI_METRICS_TOKEN', 'a'.repeat(31), 'must have at least 32 letters'],
    ['ZHENDI_METRICS_TOKEN', `${'a'.repeat(32)} b`, 'must have at least 32 letters'],
    ['ACCOUNT_REQUESTS_PER_MINUTE', '0', 'must be a whole number above 0'],
    ['ADDRESS_REQUESTS_PER_MINUTE', '-1', 'must be a whole number above 0'],
    ['SIGN_INS_PER_MINUTE', '1e3', 'must be a whole number above 0'],
    ['ATTACHMENT_MEGABYTES', '0', 'must be a whole number from 1 to 999'],
    ['ATTACHMENT_MEGABYTES', '1000', 'must be a whole number from 1 to 999'],
  ])('refuses %s=%j, naming the variable and why', (name, value, why) => {
    const load = () => loadConfig({ [name]: value });
    expect(load).toThrow(InvalidConfig);
    expect(load).toThrow(new RegExp(`^invalid configuration\\n  ${name}: .*${why}`));
  });

  it('names everything that is wrong at once, and no secret', () => {
    const load = () =>
      loadConfig({ PORT: 'x', ZHENDI_TOKEN_SECRET: 'hunter2', REDIS_URL: 'http://:hunter2@x' });
    expect(load).toThrow(/PORT: .+\n {2}.+|REDIS_URL: .+\n {2}.+/);
    for (const name of ['PORT', 'ZHENDI_TOKEN_SECRET', 'REDIS_URL']) expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow('hunter2');
  });
});

describe('a process of its own', () => {
  it('needs a database, and says how to name one', () => {
    expect(() => requireDatabaseUrl(loadConfig({}))).toThrow('DATABASE_URL is not set');
    const DATABASE_URL = 'postgres://db/zhendi';
    expect(requireDatabaseUrl(loadConfig({ DATABASE_URL }))).toBe(DATABASE_URL);
  });
});
