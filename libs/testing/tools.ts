import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the machine that the tests use, and the Debian package that brings it. */
export interface Tool {
  readonly programs: readonly string[];
  readonly debianPackage: string;
}

export const redisServer: Tool = { programs: ['redis-server'], debianPackage: 'redis-server' };
export const chromium: Tool = {
  programs: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
};

/**
 * Finds each tool in PATH and installs the missing ones where that is possible: as root on Debian.
 * @returns the absolute path of each tool's program, in the order asked for.
 * @throws Error naming exactly what to install.
 */
export function provideTools(tools: readonly Tool[]): string[] {
  const missing = tools.filter((tool) => findProgram(tool) === null).map((tool) => tool.debianPackage);
  if (missing.length > 0 && canInstall()) install(missing);
  return tools.map((tool) => {
    const program = findProgram(tool);
    if (program === null)
      throw new Error(`The tests need ${tool.programs[0]}. Install: ${missing.join(' ')}`);
    return program;
  });
}

/** The absolute path of the first of the tool's programs that is in PATH, or null. */
export function findProgram(tool: Tool, path = process.env.PATH ?? ''): string | null {
  for (const program of tool.programs) {
    for (const directory of path.split(delimiter)) {
      const file = join(directory, program);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall(): boolean {
  return process.geteuid?.() === 0 && existsSync('/etc/debian_version');
}

function install(packages: readonly string[]): void {
  console.error(`Installing what the tests need: ${packages.join(' ')}`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed. Install: ${packages.join(' ')}`);
  }
}
