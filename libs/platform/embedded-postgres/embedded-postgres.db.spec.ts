import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '../../testing/test-database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

describe('the embedded PostgreSQL', () => {
  let home: string;
  let directory: string;

  beforeEach(async () => {
    // mkdtemp makes it 0700, so as root this also shows that a closed folder is passed.
    home = await mkdtemp(join(tmpdir(), 'zhendi-embedded-'));
    directory = join(home, 'postgres');
  });
  afterEach(async () => {
    await rm(home, { recursive: true, force: true });
  });

  it('writes every commit to disk and sorts alike on every machine', async () => {
    const postgres = await startEmbeddedPostgres({ directory });
    const rows = await query(
      postgres.ownerUrl,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('server_encoding') as encoding, lower('Ä') as lower, 'Z' < 'a' as by_code_point`,
    );
    expect(rows).toEqual([{ fsync: 'on', commit: 'on', encoding: 'UTF8', lower: 'ä', by_code_point: true }]);
    await postgres.stop();
    await postgres.stop();
  });

  it('asks for a password that stands in a file only its account can read', async () => {
    const postgres = await startEmbeddedPostgres({ directory });
    const url = new URL(postgres.ownerUrl);
    url.password = 'guessed';
    await expect(query(url.href, 'select')).rejects.toThrow('password authentication failed');
    await postgres.stop();
  });

  it('keeps what was committed when the server is killed', async () => {
    const first = await startEmbeddedPostgres({ directory });
    await query(first.ownerUrl, "create table fact as select 'kept' as text");
    process.kill(first.pid, 'SIGKILL');
    await first.ended;

    const second = await startEmbeddedPostgres({ directory });
    expect(await query(second.ownerUrl, 'select text from fact')).toEqual([{ text: 'kept' }]);
    await second.stop();
  });

  it('takes over from a server whose parent was killed', async () => {
    const orphan = await startEmbeddedPostgres({ directory });
    await query(orphan.ownerUrl, "create table fact as select 'kept' as text");

    const successor = await startEmbeddedPostgres({ directory });
    await orphan.ended;
    expect(await query(successor.ownerUrl, 'select text from fact')).toEqual([{ text: 'kept' }]);
    await successor.stop();
  });

  it('starts when the number in a left postmaster.pid belongs to another program by now', async () => {
    const first = await startEmbeddedPostgres({ directory });
    await first.stop();
    const pidFile = join(directory, 'data', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${directory}/data\n`);

    const second = await startEmbeddedPostgres({ directory });
    await second.stop();
    expect(existsSync(pidFile)).toBe(false);
  });

  it('starts over when the first start was killed while it made the cluster', async () => {
    mkdirSync(join(directory, 'unfinished-abc', 'base'), { recursive: true });
    writeFileSync(join(directory, 'password'), 'half');

    const postgres = await startEmbeddedPostgres({ directory });
    await postgres.stop();
    expect(readdirSync(directory).sort()).toEqual(['data', 'password', 'postgres.log']);
  });

  it('says what the server said when it does not start', async () => {
    mkdirSync(join(directory, 'data'), { recursive: true });
    writeFileSync(join(directory, 'password'), 'some');
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      /PostgreSQL did not start on .*\n.*postgresql\.conf/,
    );
  });
});
