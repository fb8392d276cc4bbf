import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../../libs/event-store/index.ts';
import { anAppend } from '../../../libs/testing/builders/append.builder.ts';
import { aMove, endWaitingCopy, type Move } from '../../../libs/testing/builders/move.builder.ts';
import { query } from '../../../libs/testing/test-database.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { backUp } from './back-up.ts';
import { BackupFile } from './backup-file.ts';
import { MANIFEST } from './manifest.ts';
import { BACKED_UP, LEFT_OUT } from './tables.ts';

let move: Move;
let source: Move['source'];
let target: Move['target'];
let folder: Move['folder'];
let file: Move['file'];
let attachments: Move['attachments'];

beforeEach(async () => {
  move = await aMove();
  ({ source, target, folder, file, attachments } = move);
});
afterEach(() => move.close());

describe('tables of the schema zhendi', () => {
  it('are backed up, or on the list of those without which nothing is lost', async () => {
    const tables = await query<{ name: string }>(
      source.ownerUrl,
      `select relname as name from pg_class where relnamespace = 'zhendi'::regnamespace and relkind in ('r', 'p')`,
    );
    expect(tables.map(({ name }) => name).sort()).toEqual([...BACKED_UP, ...LEFT_OUT.keys()].sort());
  });
});

describe('a backup', () => {
  it('can be read by its owner only, and lies beside nothing unfinished', async () => {
    await backUp(source.ownerUrl, file, { store: attachments.store });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['backup.zip']);
  });

  it('that loses its connection fails, and leaves no file', async () => {
    await append(source.app, anAppend({ tenantId: await source.aTown() }));
    const release = await source.hold('lock table zhendi.command', []);
    await Promise.all([
      expect(backUp(source.ownerUrl, file, { store: attachments.store })).rejects.toThrow(
        /terminat|connection/i,
      ),
      endWaitingCopy(source.ownerUrl),
    ]);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not replace a file', async () => {
    await writeFile(file, 'of yesterday');
    await expect(backUp(source.ownerUrl, file, { store: attachments.store })).rejects.toThrow(
      `${file} is there already`,
    );
    expect(await readFile(file, 'utf8')).toBe('of yesterday');
  });

  it('is not made of a database that was never prepared, or that this program does not know all of', async () => {
    await expect(backUp(target.ownerUrl, file, { store: attachments.store })).rejects.toThrow(
      'there is nothing to back up',
    );
    await source.owner.query(`insert into public.zhendi_migration (name) values ('0999_of_tomorrow.sql')`);
    await expect(backUp(source.ownerUrl, file, { store: attachments.store })).rejects.toThrow(
      'it has 0999_of_tomorrow.sql',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a newer program is refused', async () => {
    await source.aTown();
    const { manifest } = await backUp(source.ownerUrl, file, { store: attachments.store });
    const rewrite = async (changes: object) => {
      const changed = join(folder, `${randomUUID()}.zip`);
      const archive = new ArchiveWriter(changed);
      await archive.add(MANIFEST, Readable.from([Buffer.from(JSON.stringify({ ...manifest, ...changes }))]));
      await archive.finish();
      return BackupFile.open(changed);
    };
    await expect(rewrite({ migrations: ['0999_of_tomorrow.sql'] })).rejects.toThrow(
      'made by a newer program (0.1.0): this one does not know 0999_of_tomorrow.sql',
    );
    await expect(rewrite({ format: 2 })).rejects.toThrow('is of format 2; this program reads format 1');
    await expect(rewrite({ heads: 'none' })).rejects.toThrow('is no backup of Zhendi');
    await expect(rewrite({ tables: [{ name: 'event"', columns: ['x'], rows: 1 }] })).rejects.toThrow(
      'is no backup of Zhendi',
    );
  });
});
