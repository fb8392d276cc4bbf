#!/usr/bin/env node
// The command `zhendi`: brings the build up to date, then runs it. Plain JavaScript, since nothing is built yet.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`zhendi needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const { isCurrent } = await import('./build.mjs');
if (!(await isCurrent())) {
  const { spawnSync } = await import('node:child_process');
  const { fileURLToPath } = await import('node:url');
  // A process of its own, so that the compiler's hooks and memory are gone when the servers start.
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../../dist/apps/cli/main.js');
