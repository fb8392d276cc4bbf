import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../../libs/platform/root.ts';

const path = (file: string) => fileURLToPath(new URL(file, packageRoot));

/**
 * Looks for secrets in the files that git tracks: keys and tokens of known kinds, private keys, passwords in addresses.
 *
 * @returns what was found, masked; empty when nothing was.
 * @throws Error when the folder is no repository, or the scanner cannot run.
 */
export function trackedSecrets(folder: string): string {
  const files = run('git', ['ls-files', '-z'], folder).stdout.split('\0').filter(Boolean);
  const scanner = [path('node_modules/secretlint/bin/secretlint.js'), '--no-glob', '--no-color'];
  const options = ['--secretlintrc', path('.secretlintrc.json')];
  const { status, stdout } = run(process.execPath, [...scanner, ...options, ...files], folder);
  return status === 0 ? '' : stdout;
}

function run(program: string, args: readonly string[], cwd: string): { status: number; stdout: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  // 1 says that something was found.
  if (status === 0 || (status === 1 && stdout !== '')) return { status, stdout };
  throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}
