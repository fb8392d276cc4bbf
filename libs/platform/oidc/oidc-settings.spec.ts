import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidConfig, loadConfig } from '../config.ts';
import { oidcSettings } from './oidc-settings.ts';

const rules = [{ claim: 'groups', equals: 'clerks', roles: ['town-clerk'], division: '990101100' }];

let folder: string;
let variables: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-oidc-'));
  variables = {
    PUBLIC_URL: 'https://zhendi.example.cn',
    OIDC_ISSUER: 'https://sso.example.cn/realms/county',
    OIDC_CLIENT_ID: 'zhendi',
    OIDC_MAPPING: join(folder, 'rules.json'),
  };
});
afterEach(() => rm(folder, { recursive: true }));

describe('the settings of an issuer', () => {
  it('follow from the configuration and the file of rules', async () => {
    await writeFile(variables['OIDC_MAPPING']!, JSON.stringify(rules));
    expect(await oidcSettings(loadConfig(variables))).toEqual({
      issuer: new URL('https://sso.example.cn/realms/county'),
      clientId: 'zhendi',
      clientSecret: undefined,
      label: '统一身份认证',
      scope: 'openid profile',
      redirectUrl: new URL('https://zhendi.example.cn/api/v1/sign-in/oidc/callback'),
      audience: undefined,
      clockSkewSeconds: 30,
      rules,
    });
  });

  it('are none where no issuer is configured', async () => {
    expect(await oidcSettings(loadConfig({ PUBLIC_URL: 'https://zhendi.example.cn' }))).toBeNull();
  });

  it('are not taken with rules that cannot be used', async () => {
    await writeFile(variables['OIDC_MAPPING']!, JSON.stringify([{ ...rules[0], roles: ['clerk'] }]));
    const refused = oidcSettings(loadConfig(variables));
    await expect(refused).rejects.toThrow(InvalidConfig);
    await expect(refused).rejects.toThrow('rule 1 roles 0');
  });
});
