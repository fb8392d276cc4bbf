import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { masterKey } from '../persons/index.ts';
import { loadConfig } from './config.ts';
import { MasterKeyFile } from './master-key-file.ts';
import { knownMasterKeys, masterKeys } from './secrets.ts';

let folder: string;
let home: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-master-keys-'));
  home = join(folder, 'home');
});
afterEach(() => rm(folder, { recursive: true }));

const idsOf = (keys: readonly Uint8Array[]) => keys.map((key) => masterKey(key).id);

describe('the master keys of a home', () => {
  it('begin with one that is made once: 32 bytes, for its owner only', async () => {
    const [made, ...others] = await new MasterKeyFile(home).readOrMake();
    expect([made!.length, others]).toEqual([32, []]);
    expect(await new MasterKeyFile(home).readOrMake()).toEqual([made]);
    const path = join(home, 'master-keys');
    expect(await readFile(path, 'utf8')).toBe(`${Buffer.from(made!).toString('hex')}\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(home)).toEqual(['master-keys']);
  });

  it('are the same for all who ask for the first one at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => new MasterKeyFile(home).readOrMake()));
    expect(new Set(all.flatMap(idsOf)).size).toBe(1);
    expect(await readdir(home)).toEqual(['master-keys']);
  });

  it('are all of the new or all of the old while they are replaced', async () => {
    const [first] = await new MasterKeyFile(home).readOrMake();
    const second = new Uint8Array(32).fill(2);
    await new MasterKeyFile(home).replace([second, first!]);
    expect(idsOf(await new MasterKeyFile(home).read())).toEqual(idsOf([second, first!]));
    expect((await stat(join(home, 'master-keys'))).mode & 0o777).toBe(0o600);
  });

  it.each(['half', 'z'.repeat(64) + '\n', 'a'.repeat(64)])(
    'are not taken from a damaged file: %j',
    async (text) => {
      await new MasterKeyFile(home).readOrMake();
      await writeFile(join(home, 'master-keys'), text);
      await expect(new MasterKeyFile(home).readOrMake()).rejects.toThrow(
        'is damaged: put your copy of it there',
      );
    },
  );

  it('are not made for somebody who only reads', async () => {
    const keys = knownMasterKeys(loadConfig({ ZHENDI_HOME: home }));
    expect((await keys.byId(['0123456789abcdef'])).size).toBe(0);
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the master keys of a running process', () => {
  it('follow the file: what it did not know, it looks up, and what it writes with is the newest', async () => {
    const [first] = await new MasterKeyFile(home).readOrMake();
    const keys = masterKeys(loadConfig({ ZHENDI_HOME: home }));
    expect((await keys.inUse()).id).toBe(masterKey(first!).id);
    const second = new Uint8Array(32).fill(2);
    await new MasterKeyFile(home).replace([second, first!]);
    const { id } = masterKey(second);
    expect((await keys.byId([id])).get(id)?.key).toEqual(Buffer.from(second));
    expect((await keys.inUse()).id).toBe(id);
  });

  it('are those of the configuration, where it holds some, and no file is made', async () => {
    const [one, two] = ['1a'.repeat(32), '2B'.repeat(32)];
    const keys = masterKeys(loadConfig({ ZHENDI_HOME: home, ZHENDI_MASTER_KEY: `${one},${two}` }));
    expect(Buffer.from((await keys.inUse()).key).toString('hex')).toBe(one);
    expect((await keys.byId([masterKey(Buffer.from(two, 'hex')).id])).size).toBe(2);
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['12', 'x'.repeat(64), `${'1a'.repeat(32)},`, ` ${'1a'.repeat(32)}`])(
    'are no such thing as %j',
    (ZHENDI_MASTER_KEY) => {
      expect(() => loadConfig({ ZHENDI_MASTER_KEY })).toThrow(
        'ZHENDI_MASTER_KEY: must be 64 hexadecimal digits',
      );
    },
  );
});
