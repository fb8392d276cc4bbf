import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.ts';
import { tokenSecret } from './secrets.ts';

let folder: string;
let home: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-secrets-'));
  home = join(folder, 'home');
});
afterEach(() => rm(folder, { recursive: true }));

const hex = (secret: Uint8Array) => Buffer.from(secret).toString('hex');
const secretOf = (more: NodeJS.ProcessEnv = {}) => tokenSecret(loadConfig({ ZHENDI_HOME: home, ...more }));

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
