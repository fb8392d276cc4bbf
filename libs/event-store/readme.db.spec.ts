import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, query, type TestDatabase } from '../testing/test-database.ts';

const root = new URL('../../', import.meta.url);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('runs the script of the README as it stands there', async () => {
  await query(
    database.ownerUrl,
    `insert into zhendi.tenant (tenant_id, county_id, level, code, name) overriding system value
     values (1, 1, 'county', '990101', '青禾县'), (2, 1, 'town', '990101100', '柳湾镇')`,
  );
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const [, script] = /```js\n([\s\S]+?)```/.exec(readme) ?? [];
  // Beside the README, where its imports lead to the build.
  const path = fileURLToPath(new URL('readme-script.tmp.mjs', root));
  await writeFile(path, script!);
  try {
    const environment = { ...process.env, DATABASE_URL: database.ownerUrl, NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)(process.execPath, [path], { env: environment });
    expect(stdout).toContain("type: 'NoteTaken'");
    expect(stdout).toContain('position: 1');
  } finally {
    await rm(path);
  }
});
