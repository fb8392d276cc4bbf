import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anInstallation, type Installation } from '../testing/builders/installation.builder.ts';
import { recordConfiguration } from './boot-configuration.ts';
import { loadConfig } from './config.ts';

let installation: Installation;
let home: string;
beforeAll(async () => {
  installation = await anInstallation();
});
afterAll(() => installation.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhendi-boot-'));
  await installation.owner.query(
    'set session_replication_role = replica; truncate zhendi.audit_entry; set session_replication_role = origin',
  );
});
afterEach(() => rm(home, { recursive: true }));

const SECRET = 'a token secret that nobody may ever read';

const boot = (environment: Record<string, string>, program = 'api') =>
  recordConfiguration(installation.ownerUrl, loadConfig({ ZHENDI_HOME: home, ...environment }), program);

async function recorded(): Promise<{ target: string; changed: string; text: string }[]> {
  const { rows } = await installation.owner.query<{ target: string; changed: string; text: string }>(
    `select target, details->>'changed' as changed, e::text as text from zhendi.audit_entry e
     where tenant_id = 0 and action = 'configuration' order by position`,
  );
  return rows;
}

describe('the configuration at a start', () => {
  it('is recorded when it changed, by the names of what changed, and else not', async () => {
    await boot({ PORT: '3000', ZHENDI_TOKEN_SECRET: SECRET });
    await boot({ PORT: '3000', ZHENDI_TOKEN_SECRET: SECRET });
    await boot({ PORT: '3001', ZHENDI_TOKEN_SECRET: `${SECRET} 2` });
    await boot({ PORT: '3001', LOG_LEVEL: 'warn' });
    const [first, ...others] = await recorded();
    expect(first!.changed).toContain('ZHENDI_TOKEN_SECRET');
    expect(others.map(({ target, changed }) => [target, changed])).toEqual([
      ['api', 'PORT ZHENDI_TOKEN_SECRET'],
      ['api', 'LOG_LEVEL ZHENDI_TOKEN_SECRET'],
    ]);
  });

  it('has changed when the rules of an issuer have, though their file is called the same', async () => {
    const OIDC_MAPPING = join(home, 'rules.json');
    for (const rules of ['[]', '[]', '[{}]']) {
      await writeFile(OIDC_MAPPING, rules);
      await boot({ OIDC_MAPPING });
    }
    expect((await recorded()).map(({ changed }) => changed).slice(1)).toEqual(['OIDC_MAPPING']);
  });

  it('is told apart by program', async () => {
    await boot({ PORT: '3000' });
    await boot({ PORT: '3000' }, 'worker');
    await boot({ PORT: '3000' });
    expect((await recorded()).map(({ target }) => target)).toEqual(['api', 'worker']);
  });

  it('leaves no value, neither in the log nor in the file, which is for its owner only', async () => {
    const url = new URL('postgres://user@host/zhendi');
    url.password = 'hunter2';
    await boot({ ZHENDI_TOKEN_SECRET: SECRET, DATABASE_URL: url.href });
    const file = join(home, 'configuration-api.json');
    const text = (await readFile(file, 'utf8')) + (await recorded()).map((row) => row.text).join();
    for (const value of [SECRET, 'hunter2', 'postgres://', home]) expect(text).not.toContain(value);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('counts as changed as a whole when what was there last cannot be read', async () => {
    await boot({ PORT: '3000' });
    await writeFile(join(home, 'configuration-api.json'), '{"key":');
    await boot({ PORT: '3000' });
    const [first, second] = await recorded();
    expect(second!.changed).toBe(first!.changed);
  });

  it('that cannot be recorded is recorded at the next start', async () => {
    await expect(
      recordConfiguration('postgres://nobody@127.0.0.1:1/none', loadConfig({ ZHENDI_HOME: home }), 'api'),
    ).rejects.toThrow();
    await boot({});
    expect(await recorded()).toHaveLength(1);
  });
});
