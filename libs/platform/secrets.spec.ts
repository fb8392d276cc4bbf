import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.ts';
import { metricsToken, secondFactorKey, tokenKeys } from './secrets.ts';

let folder: string;
let home: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-secrets-'));
  home = join(folder, 'home');
});
afterEach(() => rm(folder, { recursive: true }));

const hex = (secret: Uint8Array) => Buffer.from(secret).toString('hex');
const configured = (more: NodeJS.ProcessEnv) => loadConfig({ ZHENDI_HOME: home, ...more });
const secretOf = async (more: NodeJS.ProcessEnv = {}) => (await tokenKeys(configured(more))).signing;
const factorKey = (more: NodeJS.ProcessEnv = {}) => secondFactorKey(configured(more));

describe('the key of the tokens', () => {
  it('is made once for a home: 32 bytes, for its owner only', async () => {
    const secret = await secretOf();
    expect(secret).toHaveLength(32);
    expect(hex(await secretOf())).toBe(hex(secret));
    const file = join(home, 'token-secret');
    expect(await readFile(file, 'utf8')).toBe(hex(secret));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  it('is another one for another home', async () => {
    const first = await secretOf();
    expect(hex(await secretOf({ ZHENDI_HOME: join(folder, 'other') }))).not.toBe(hex(first));
  });

  it('is the same for all who ask for it first at the same time', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => secretOf()));
    expect(new Set(secrets.map(hex)).size).toBe(1);
  });

  it('is the configured one, where there is one, and nothing is written', async () => {
    const ZHENDI_TOKEN_SECRET = '一把三十二个字符以上的钥匙'.repeat(3);
    expect(Buffer.from(await secretOf({ ZHENDI_TOKEN_SECRET })).toString('utf8')).toBe(ZHENDI_TOKEN_SECRET);
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that was damaged is not used: the message says what to do', async () => {
    await secretOf();
    await writeFile(join(home, 'token-secret'), 'half');
    await expect(secretOf()).rejects.toThrow('token-secret is damaged: delete it');
  });

  it('that is no key although it is long enough is not used either', async () => {
    await secretOf();
    await writeFile(join(home, 'token-secret'), 'z'.repeat(64));
    await expect(secretOf()).rejects.toThrow('token-secret is damaged: delete it');
  });
});

describe('another key of the tokens', () => {
  it('is accepted only where it is configured', async () => {
    const ZHENDI_TOKEN_SECRET_ACCEPTED = 'x'.repeat(32);
    expect((await tokenKeys(configured({}))).accepted).toBeUndefined();
    const { accepted } = await tokenKeys(configured({ ZHENDI_TOKEN_SECRET_ACCEPTED }));
    expect(Buffer.from(accepted!).toString('utf8')).toBe(ZHENDI_TOKEN_SECRET_ACCEPTED);
  });
});

describe('the key of the second factors', () => {
  it('is made once for a home: 32 bytes, for its owner only, and not that of the tokens', async () => {
    const key = await factorKey();
    expect(key).toHaveLength(32);
    expect(hex(await factorKey())).toBe(hex(key));
    expect((await stat(join(home, 'second-factor-key'))).mode & 0o777).toBe(0o600);
    expect(hex(await secretOf())).not.toBe(hex(key));
  });

  it('follows from the configured text, where there is one, and nothing is written', async () => {
    const [one, other] = ['a'.repeat(32), 'b'.repeat(32)];
    const keys = await Promise.all(
      [one, one, other].map((key) => factorKey({ ZHENDI_SECOND_FACTOR_KEY: key })),
    );
    expect(keys.map((key) => key.length)).toEqual([32, 32, 32]);
    expect(hex(keys[0]!)).toBe(hex(keys[1]!));
    expect(hex(keys[2]!)).not.toBe(hex(keys[0]!));
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the token of the metrics', () => {
  const tokenOf = (more: NodeJS.ProcessEnv = {}) => metricsToken(configured(more));

  it('is made once for a home, for its owner only, as text that can be shown', async () => {
    const token = await tokenOf();
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(await tokenOf()).toBe(token);
    const file = join(home, 'metrics-token');
    expect(await readFile(file, 'utf8')).toBe(token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(token).not.toBe(hex(await secretOf()));
  });

  it('is the configured one, where there is one', async () => {
    const ZHENDI_METRICS_TOKEN = 'metrics'.repeat(5);
    expect(await tokenOf({ ZHENDI_METRICS_TOKEN })).toBe(ZHENDI_METRICS_TOKEN);
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
