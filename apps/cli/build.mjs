#!/usr/bin/env node
// Builds what runs from dist/: the processes with tsc, the pages with Vite. Knows whether that is needed at all.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stamp = join(root, 'dist', '.stamp');
const SOURCES = [
  'apps',
  'libs',
  'infra',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const NOT_BUILT = /\.spec\.ts$|^libs\/testing\/|^apps\/bench\//;

/** Whether dist/ was built from exactly these sources. */
export async function isCurrent() {
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await hashSources());
}

/** Builds unless dist/ is current. Of several processes that ask at once, one builds and the others wait for it. */
export async function build() {
  if (!existsSync(join(root, 'node_modules', 'typescript-7'))) {
    throw new Error('What the build needs is not installed. Run `npm ci` first.');
  }
  await import('../../infra/typescript/register.mjs');
  const { lockWhenFree } = await import('./start/process-lock.ts');
  const lock = await lockWhenFree(`build ${root}`);
  try {
    if (!(await isCurrent())) await buildNow();
  } finally {
    await lock.release();
  }
}

async function buildNow() {
  const began = Date.now();
  console.error('Building …');
  const hash = await hashSources();
  await rm(stamp, { force: true });
  await Promise.all([
    run('typescript-7/bin/tsc', ['-p', 'tsconfig.build.json']),
    run('vite/bin/vite.js', ['build', 'apps/web', '--logLevel', 'warn']),
  ]);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(stamp, hash);
  console.error(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** Hashes contents, not times: a fresh clone of built sources is current, an edited and restored file too. */
async function hashSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) await addToHash(hash, source);
  return hash.digest('hex');
}

async function addToHash(hash, path) {
  if (NOT_BUILT.test(path)) return;
  let entries;
  try {
    entries = await readdir(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error;
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    await addToHash(hash, `${path}/${name}`);
}

/** Runs a tool of node_modules and shows what it says only if it fails. */
function run(tool, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${tool} failed:\n${output}`));
    });
  });
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
