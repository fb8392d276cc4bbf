import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { publishHeads } from '../../../libs/platform/published-heads.ts';
import { publishedKeys } from '../../../libs/platform/signing-key.ts';
import { AuditLog, storedAudits } from '../../../libs/tenancy/index.ts';
import { anAuditEntry, anAuditOf } from '../../../libs/testing/builders/audit.builder.ts';
import { anInstallation, type Installation } from '../../../libs/testing/builders/installation.builder.ts';
import { query } from '../../../libs/testing/test-database.ts';
import { until } from '../../../libs/testing/until.ts';
import { verifyInstallation } from '../verify/verify-installation.ts';
import { archiveAudit } from './archive-audit.ts';
import { verifyArchive } from './archive-file.ts';
import { PublishedHashes } from './published-hashes.ts';

let installation: Installation;
let folder: string;
let home: string;
let town: number;
let code: string;

beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-archive-'));
  home = join(folder, 'home');
  await mkdir(home);
  await installation.owner.query(
    'set session_replication_role = replica; truncate zhendi.tenant, zhendi.audit_entry, zhendi.audit_archive cascade; set session_replication_role = origin',
  );
  const county = await installation.aCounty(2);
  [town, code] = [county.towns[0]!, `${county.code}100`];
  await anAuditOf(installation.owner, town, ['2024-01-01', '2024-12-31', '2025-01-01', '2025-06-01']);
});
afterEach(() => rm(folder, { recursive: true }));

async function archive(before = '2025-01-01') {
  const archived: { file: string; entries: number }[] = [];
  await archiveAudit(installation.ownerUrl, {
    before,
    folder,
    home,
    onArchived: (one) => archived.push(one),
  });
  return archived;
}

async function positions(): Promise<number[]> {
  const { rows } = await installation.owner.query<{ position: number }>(
    'select position from zhendi.audit_entry where tenant_id = $1 order by position',
    [town],
  );
  return rows.map(({ position }) => position);
}

async function faults(): Promise<string[]> {
  const lines: string[] = [];
  await verifyInstallation(installation.ownerUrl, home, { onFault: (line) => lines.push(line) });
  return lines;
}

const check = async (file: string) => verifyArchive(file, await publishedKeys(home));

describe('an archive of the audit log', () => {
  it('takes what is from before a day out of the database, into a file that verifies alone', async () => {
    const archived = await archive();
    const file = join(folder, `audit-${code}-1-2.jsonl`);
    expect(archived).toEqual([{ file, entries: 2 }]);
    // The archive itself is the last entry.
    expect(await positions()).toEqual([3, 4, 5]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await check(file)).seal).toMatchObject({ code, first: 1, last: 2 });
    const [first] = (await readFile(file, 'utf8')).split('\n');
    expect(JSON.parse(first!)).toMatchObject({
      position: 1,
      recordedAt: '2024-01-01T12:00:00.000000Z',
      action: 'sign-in',
      username: '王"书记\\',
      details: { i: 0 },
    });
  });

  it('is followed by what is recorded later, and by the next archive, and the chain still verifies', async () => {
    await archive();
    await archive('2025-05-01');
    await new AuditLog(installation.database).record(anAuditEntry({ tenantId: town }));
    expect(await positions()).toEqual([4, 5, 6, 7]);
    expect(await faults()).toEqual([]);
    expect(await archive('2026-01-01')).toMatchObject([{ entries: 1 }]);
    expect((await readdir(folder)).sort()).toEqual([
      `audit-${code}-1-2.jsonl`,
      `audit-${code}-3-3.jsonl`,
      `audit-${code}-4-4.jsonl`,
      'home',
    ]);
    expect(await faults()).toEqual([]);
    expect(await archive('2026-01-01')).toEqual([]);
  });

  it('goes on at the next position when everything was archived', async () => {
    await archive('2026-01-01');
    expect(await positions()).toEqual([5]);
    await new AuditLog(installation.database).record(anAuditEntry({ tenantId: town }));
    expect(await positions()).toEqual([5, 6]);
    expect(await faults()).toEqual([]);
  });

  it('is refused for what is not six months old', async () => {
    const [row] = await query<{ day: string }>(
      installation.ownerUrl,
      `select to_char(now() - interval '6 months' + interval '2 days', 'YYYY-MM-DD') as day`,
    );
    await expect(archive(row!.day)).rejects.toThrow(
      `the audit log is kept for six months: ${row!.day} is too late`,
    );
    expect(await positions()).toEqual([1, 2, 3, 4]);
  });

  it('is refused of a log that is not what was recorded, and leaves it', async () => {
    await installation.owner.query(
      `set session_replication_role = replica; update zhendi.audit_entry set username = 'x' where position = 2; set session_replication_role = origin`,
    );
    await expect(archive()).rejects.toThrow('not what was recorded, from position 2 on');
    expect(await positions()).toEqual([1, 2, 3, 4]);
    expect(await readdir(folder)).not.toContain(`audit-${code}-1-2.jsonl`);
  });

  it('is refused while another one is being made', async () => {
    const release = await installation.hold('select pg_advisory_xact_lock(20260808)', []);
    await expect(archive()).rejects.toThrow('another archive is being made');
    await release();
  });
});

describe('an archive that was killed', () => {
  it('before the file had its name is written again', async () => {
    await writeFile(join(folder, `audit-${code}-1-2.jsonl.part`), '{"action":"sign');
    await archive();
    expect(await positions()).toEqual([3, 4, 5]);
    expect((await readdir(folder)).sort()).toEqual([`audit-${code}-1-2.jsonl`, 'home']);
  });

  it('after the file had its name, and before the entries left the database, goes on with the same file', async () => {
    const release = await installation.hold('lock table zhendi.audit_archive in share mode', []);
    const killed = archive().catch((error: Error) => error.message);
    const file = join(folder, `audit-${code}-1-2.jsonl`);
    await until(async () => {
      const ended = await query(
        installation.ownerUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
         and query like '%into zhendi.audit_archive%' and wait_event_type = 'Lock'`,
      );
      return ended.length > 0;
    });
    expect(await killed).toMatch(/terminat|connection/i);
    await release();
    expect(await positions()).toEqual([1, 2, 3, 4]);
    const written = await readFile(file, 'utf8');

    expect(await archive()).toEqual([{ file, entries: 2 }]);
    expect(await readFile(file, 'utf8')).toBe(written);
    expect(await positions()).toEqual([3, 4, 5]);
    expect(await faults()).toEqual([]);
  });
});

describe('the file of an archive', () => {
  let file: string;
  let lines: string[];
  beforeEach(async () => {
    await archive('2025-05-01');
    file = join(folder, `audit-${code}-1-3.jsonl`);
    lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  });
  const changed = async (change: readonly string[]) => {
    await writeFile(file, `${change.join('\n')}\n`);
    return check(file);
  };

  it('that was altered, cut or reordered is found at the first line that is wrong', async () => {
    const [one, two, three, seal] = lines as [string, string, string, string];
    await expect(changed([one, two.replace('"done"', '"refused"'), three, seal])).rejects.toThrow(
      'line 2 is not the entry that was recorded at position 2',
    );
    await expect(changed([one, three, seal])).rejects.toThrow('line 2 is not the entry');
    await expect(changed([two, one, three, seal])).rejects.toThrow('line 1 is not the entry');
    await expect(changed([one, two, seal])).rejects.toThrow('line 3 is not the entry');
    await expect(changed([one, two, three, three, seal])).rejects.toThrow('line 4 is not the entry');
    await expect(changed([one, two.replace('{', '{"more":1,'), three, seal])).rejects.toThrow(
      'line 2 is not',
    );
    expect((await changed([one, two, three, seal])).seal.last).toBe(3);
  });

  it('without a seal that a known key signed is refused', async () => {
    await expect(changed(lines.slice(0, 3))).rejects.toThrow(
      'its last line is no seal that a known key signed',
    );
    await expect(changed([...lines.slice(0, 3), lines[3]!.replace('"last":3', '"last":2')])).rejects.toThrow(
      'no seal',
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    await appendFile(file, '\n');
    await expect(check(file)).rejects.toThrow('no seal');
  });

  it('verifies under a key that was replaced, when the old public one is kept beside the new', async () => {
    await rename(join(home, 'heads-key.pub.pem'), join(home, 'heads-key-2026.pub.pem'));
    await rm(join(home, 'heads-key.pem'));
    await faults();
    expect((await check(file)).seal.last).toBe(3);
    expect(await faults()).toEqual([]);
    await rm(join(home, 'heads-key-2026.pub.pem'));
    await expect(check(file)).rejects.toThrow('no seal');
    expect((await faults()).at(-1)).toMatch(/the archive of positions 1 to 3 is not sealed by a known key/);
  });
});

describe('verification of what is left in the database', () => {
  it('notices a forged archive that hides removed entries', async () => {
    await installation.owner.query(
      `insert into zhendi.audit_archive (tenant_id, last_position, last_recorded_at, last_hash, seal)
       select tenant_id, position, recorded_at, hash, '{}' from zhendi.audit_entry where tenant_id = $1 and position = 2`,
      [town],
    );
    await installation.owner.query('delete from zhendi.audit_entry where tenant_id = $1 and position <= 2', [
      town,
    ]);
    expect(await faults()).toEqual([
      expect.stringMatching(/audit log: the archive of positions 1 to 2 is not sealed by a known key/),
    ]);
  });

  it('notices entries in the place of archived ones', async () => {
    await archive();
    await installation.owner.query(
      `insert into zhendi.audit_entry select tenant_id, 2, recorded_at, action, outcome, actor, username, role, address, target,
         details, correlation_id, hash from zhendi.audit_entry where tenant_id = $1 and position = 3`,
      [town],
    );
    expect(await faults()).toEqual([expect.stringMatching(/audit log: position 2 inserted/)]);
  });

  it('compares the archived end with the published head, and files with those between', async () => {
    await installation.database.withSystem((db) => publishHeads(db, home));
    await archive('2026-01-01');
    expect(await faults()).toEqual([]);
    const [audit] = (await storedAudits(installation.owner)).filter(({ tenantId }) => tenantId === town);
    const published = await PublishedHashes.of(audit!.tenant, home);
    const file = join(folder, `audit-${code}-1-4.jsonl`);
    await verifyArchive(file, await publishedKeys(home), (entry) => published.check(entry));
    expect(published.held).toBe(1);
    expect(() => published.check({ position: 4, hash: '00' })).toThrow(
      'position 4 is not the head that was published',
    );
  });
});
