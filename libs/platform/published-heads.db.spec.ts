import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { append, lineHash, NO_LINE, readLine, type Publication } from '../event-store/index.ts';
import { anAppend } from '../testing/builders/append.builder.ts';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { headsFile, publishedLines, publishHeads } from './published-heads.ts';
import { publishedKey, signingKey } from './signing-key.ts';

let installation: Installation;
let town: number;
let home: string;

beforeAll(async () => {
  installation = await anInstallation();
  town = await installation.aTown();
  await append(installation.app, anAppend({ tenantId: town }));
});
afterAll(() => installation.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-heads-'));
});
afterEach(() => rm(home, { recursive: true }));

const publish = (published?: Map<string, number>) =>
  installation.database.withSystem((db) => publishHeads(db, home, published));

async function lines(): Promise<string[]> {
  const read: string[] = [];
  for await (const line of publishedLines(home)) read.push(line);
  return read;
}

async function publications(): Promise<Publication[]> {
  const key = await publishedKey(home);
  return (await lines()).map((line) => readLine(line, key!));
}

describe('published heads', () => {
  it('are signed lines, each of which names the one before it', async () => {
    await publish();
    await publish();
    const [first, second] = await publications();
    expect(first).toMatchObject({ previous: NO_LINE, heads: [{ code: '990001100', position: 1 }] });
    expect(second!.previous).toBe(lineHash((await lines())[0]!));
  });

  it('are only those that moved, for who published before', async () => {
    const published = new Map<string, number>();
    const another = await installation.aTown();
    await append(installation.app, anAppend({ tenantId: another }));
    expect(await publish(published)).toBe(2);
    expect(await publish(published)).toBe(0);
    await append(installation.app, anAppend({ tenantId: another }));
    expect(await publish(published)).toBe(1);
    expect((await publications()).map(({ heads }) => heads.map((head) => head.position))).toEqual([
      [1, 1],
      [2],
    ]);
  });

  it('of many processes at once are as many lines in one row', async () => {
    await Promise.all(Array.from({ length: 8 }, () => publish()));
    const written = await lines();
    const previous = (await publications()).map((one) => one.previous);
    expect(previous).toEqual([NO_LINE, ...written.slice(0, -1).map(lineHash)]);
    expect(written).toHaveLength(8);
  });

  it('go on after a process that was killed while it wrote', async () => {
    await publish();
    await appendFile(headsFile(home), '{"heads":[{"code":"99');
    expect(await publications()).toHaveLength(1);
    await publish();
    const [first] = await lines();
    expect((await publications())[1]!.previous).toBe(lineHash(first!));
  });

  it('are none in a home where nothing was published', async () => {
    expect(await lines()).toEqual([]);
    expect(await publishedKey(home)).toBeNull();
  });
});

describe('the signing key', () => {
  it('is generated once, whoever asks at once, and readable by its owner only', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => signingKey(home)));
    const exported = new Set(keys.map((key) => key.export({ type: 'pkcs8', format: 'pem' })));
    expect(exported.size).toBe(1);
    expect((await stat(join(home, 'heads-key.pem'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(home, 'heads-key.pub.pem'), 'utf8')).toContain('BEGIN PUBLIC KEY');
  });

  it('of another home signs nothing here', async () => {
    await publish();
    const other = await mkdtemp(join(tmpdir(), 'zhendi-heads-'));
    try {
      await signingKey(other);
      const foreign = await publishedKey(other);
      const [line] = await lines();
      expect(() => readLine(line!, foreign!)).toThrow('the signature does not fit');
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('does not fit a line of which one letter was changed', async () => {
    await publish();
    const [line] = await lines();
    const key = await publishedKey(home);
    expect(() => readLine(line!.replace('"position":1', '"position":2'), key!)).toThrow('does not fit');
    expect(() => readLine('no JSON', key!)).toThrow('it is no JSON object');
    expect(() => readLine('[]', key!)).toThrow('it is no JSON object');
  });
});
