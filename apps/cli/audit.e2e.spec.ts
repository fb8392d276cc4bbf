import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAuditOf } from '../../libs/testing/builders/audit.builder.ts';
import { anEmptyDatabase } from '../../libs/testing/builders/empty-database.builder.ts';
import { anInstallation, type Installation } from '../../libs/testing/builders/installation.builder.ts';
import { query } from '../../libs/testing/test-database.ts';
import { runZhendi } from '../../libs/testing/zhendi-command.ts';

/** The command is started, from its sources, several times. */
const SLOW_MS = 180_000;

let installation: Installation;
let folder: string;
beforeAll(async () => {
  installation = await anInstallation();
  folder = await mkdtemp(join(tmpdir(), 'zhendi-audit-command-'));
});
afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true });
});

const zhendi = (args: readonly string[], databaseUrl = installation.ownerUrl) =>
  runZhendi(databaseUrl, args, '', join(folder, 'home'));

function recorded(databaseUrl = installation.ownerUrl) {
  return query<{ action: string; target: string; username: string; role: string; details: object }>(
    databaseUrl,
    'select action, target, username, role, details from zhendi.audit_entry where tenant_id = 0 order by position',
  );
}

describe('what an operator does at the terminal', () => {
  it(
    'is recorded with the installation: rebuilds, backups and restores',
    async () => {
      await installation.aTown();
      expect((await zhendi(['projection', 'rebuild', 'village_card'])).code).toBe(0);
      const file = join(folder, 'backup.zip');
      expect((await zhendi(['backup', file])).code).toBe(0);
      const operator = { username: userInfo().username, role: 'operator' };
      const done = [
        {
          ...operator,
          action: 'configuration',
          target: 'projection rebuild',
          details: { by: 'command line', projection: 'village_card' },
        },
        { ...operator, action: 'export', target: 'backup', details: { by: 'command line' } },
      ];
      expect(await recorded()).toEqual(done);

      const empty = await anEmptyDatabase();
      expect((await zhendi(['restore', file], empty.ownerUrl)).code).toBe(0);
      const restored = await recorded(empty.ownerUrl);
      expect(restored.slice(0, 2)).toEqual(done);
      expect(restored.slice(2)).toEqual([
        expect.objectContaining({ ...operator, action: 'configuration', target: 'restore' }),
      ]);
      const again = await zhendi(['restore', file], empty.ownerUrl);
      expect([again.code, again.output]).toEqual([0, expect.stringContaining('was restored before')]);
      await empty.drop();
    },
    SLOW_MS,
  );
});

describe('zhendi audit', () => {
  it(
    'archives what is old to a file that it verifies, and tells what is not right',
    async () => {
      const { code, towns } = await installation.aCounty(1);
      await anAuditOf(installation.owner, towns[0]!, ['2024-03-01', '2024-09-01']);
      const archive = (before: string) => zhendi(['audit', 'archive', '--before', before, '--out', folder]);
      const file = join(folder, `audit-${code}100-1-1.jsonl`);
      expect(await archive('2024-06-01')).toEqual({ code: 0, output: `${file}: entries: 1\n`, errors: '' });
      expect(await readdir(folder)).toContain(`audit-${code}100-1-1.jsonl`);
      expect((await archive('2024-06-01')).output).toBe(
        'nothing was recorded before 2024-06-01 that is not archived\n',
      );
      const verified = await zhendi(['audit', 'verify', file]);
      expect([verified.code, verified.output]).toEqual([
        0,
        expect.stringMatching(
          /: 99\d{7}, positions 1 to 1, sealed \S+Z; published heads that it holds: 0\n$/,
        ),
      ]);
      expect((await zhendi(['verify'])).code).toBe(0);

      const wrong = await zhendi(['audit', 'verify', join(folder, 'backup.zip')]);
      expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('its last line is no seal')]);
      const late = await archive('2999-01-01');
      expect([late.code, late.errors]).toEqual([
        1,
        'zhendi: the audit log is kept for six months: 2999-01-01 is too late\n',
      ]);
      expect((await archive('yesterday')).code).toBe(2);
    },
    SLOW_MS,
  );
});
