import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ArchiveReader } from './archive-reader.ts';
import { ArchiveWriter } from './archive-writer.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-archive-'));
  file = join(folder, 'archive.zip');
});
afterEach(() => rm(folder, { recursive: true }));

async function write(contents: Readonly<Record<string, string>>): Promise<number> {
  const archive = new ArchiveWriter(file);
  for (const [name, content] of Object.entries(contents))
    await archive.add(name, Readable.from([Buffer.from(content)]));
  return archive.finish();
}

async function read(name: string): Promise<string> {
  const archive = await ArchiveReader.open(file);
  try {
    return await archive.text(name);
  } finally {
    archive.close();
  }
}

describe('an archive', () => {
  it('gives back what was put in, and closes with the SHA-256 of all bytes before', async () => {
    const long = '村级阵地\n'.repeat(200_000);
    const size = await write({ empty: '', long, short: 'x' });
    expect([await read('empty'), await read('long'), await read('short')]).toEqual(['', long, 'x']);

    const bytes = await readFile(file);
    expect(bytes).toHaveLength(size);
    const digest = createHash('sha256').update(bytes.subarray(0, -64)).digest('hex');
    expect(bytes.subarray(-64).toString()).toBe(digest);
  });

  it('is refused after a change of any byte', async () => {
    await write({ rows: 'a\nb\n' });
    const bytes = await readFile(file);
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      await writeFile(file, damaged);
      if (await opens()) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });

  it('is refused when it is cut off anywhere', async () => {
    await write({ rows: 'a\nb\n' });
    const bytes = await readFile(file);
    const accepted: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      await writeFile(file, bytes.subarray(0, length));
      if (await opens()) accepted.push(length);
    }
    expect(accepted).toEqual([]);
  });

  it.each([
    ['nothing', '', 'is no backup of Zhendi'],
    [
      'a text',
      'a text of more than sixty-four characters, which is what a seal takes at the end',
      'is no backup',
    ],
    ['a text with a seal that is not its own', `text${'0'.repeat(64)}`, 'is damaged'],
  ])('is not %s', async (_, content, message) => {
    await writeFile(file, content);
    await expect(ArchiveReader.open(file)).rejects.toThrow(message);
  });

  it('is not there when a content breaks off', async () => {
    const archive = new ArchiveWriter(file);
    const broken = Readable.from(
      (async function* () {
        yield await Promise.resolve(Buffer.from('first'));
        throw new Error('the connection was lost');
      })(),
    );
    await expect(archive.add('rows', broken)).rejects.toThrow('the connection was lost');
    await archive.abandon();
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails at once when it cannot be written, though the content would never end', async () => {
    const archive = new ArchiveWriter(join(folder, 'no such folder', 'archive.zip'));
    const endless = new Readable({ read: () => undefined });
    await expect(archive.add('rows', endless)).rejects.toThrow('ENOENT');
    await archive.abandon();
    endless.destroy();
  });
});

/** Whether the file is taken for a whole archive. */
async function opens(): Promise<boolean> {
  try {
    (await ArchiveReader.open(file)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'OperatorError') return false;
    throw error;
  }
}
