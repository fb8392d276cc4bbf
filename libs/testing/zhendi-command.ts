import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const TYPESCRIPT = new URL('../../infra/typescript/register.mjs', import.meta.url);
const MAIN = fileURLToPath(new URL('../../apps/cli/main.ts', import.meta.url));

/** What a command left: its exit code, standard output and standard error. */
export interface CommandRun {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs `zhendi` from its sources to its end, as the operator does, with the database and the home given. */
export async function runZhendi(
  databaseUrl: string,
  args: readonly string[],
  input = '',
  home = process.env.ZHENDI_HOME,
): Promise<CommandRun> {
  const child = spawn(process.execPath, ['--import', TYPESCRIPT.href, MAIN, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ZHENDI_HOME: home, NODE_OPTIONS: '' },
  });
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, output, errors };
}
