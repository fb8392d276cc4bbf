#!/usr/bin/env node
// `npm run bench`: brings the peers, builds what runs as a process of its own, and measures. Plain JavaScript, since the
// TypeScript loader is registered here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

if (!existsSync(new URL('node_modules', import.meta.url))) {
  // Progress is for standard error: standard output holds nothing but the result.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../../infra/typescript/register.mjs');
const { build } = await import('../cli/build.mjs');
await build();
await import('./main.ts');
