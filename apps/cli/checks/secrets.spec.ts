import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { trackedSecrets } from './secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhendi-tracked-'));
  git('init', '--quiet');
});
afterEach(() => rm(folder, { recursive: true }));

const git = (...args: string[]) => spawnSync('git', args, { cwd: folder });
const write = (file: string, ...lines: string[]) => writeFile(join(folder, file), `${lines.join('\n')}\n`);

// In pieces, or this very file would not pass.
const PRIVATE_KEY = [
  `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
  'MIIE'.repeat(60),
  `-----END ${'RSA PRIVATE'} KEY-----`,
];
const GITHUB_TOKEN = `ghp${'_'}${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;
const DATABASE = `postgres://owner:${'s7Gk2pQx'}@database.example.gov.cn:5432/zhendi`;

describe('the scan for secrets', () => {
  it.each([
    ['a private key', 'heads-key.pem', PRIVATE_KEY],
    ['a token', 'notes with blanks.md', [`token: ${GITHUB_TOKEN}`]],
    ['a password in an address', 'compose.yaml', [`DATABASE_URL: ${DATABASE}`]],
  ])('finds %s in a tracked file, and does not print it', async (_, file, lines) => {
    await write(file, ...lines);
    git('add', '.');
    const found = trackedSecrets(folder);
    expect(found).toContain(file);
    for (const secret of [PRIVATE_KEY[1]!, GITHUB_TOKEN, DATABASE]) expect(found).not.toContain(secret);
  });

  it('lets files without any pass, and does not look at what is not tracked', async () => {
    await write('README.md', 'DATABASE_URL=postgres://zhendi:zhendi@127.0.0.1:5432/zhendi');
    git('add', '.');
    await write('.env', `DATABASE_URL=${DATABASE}`);
    expect(trackedSecrets(folder)).toBe('');
  });

  it('does not take a folder without a repository for a clean one', async () => {
    await rm(join(folder, '.git'), { recursive: true });
    expect(() => trackedSecrets(folder)).toThrow(/not a git repository/i);
  });
});
