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

/** A command at work. */
export interface StartedCommand {
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<CommandRun>;
}

/** Runs `zhendi` from its sources to its end, as the operator does, with the database and the home given. */
export function runZhendi(
  databaseUrl: string,
  args: readonly string[],
  input = '',
  home = process.env.ZHENDI_HOME,
): Promise<CommandRun> {
  return startZhendi(databaseUrl, args, input, home).ended;
}

/** Starts `zhendi` in the same way, for what is not waited for to its end. */
export function startZhendi(
  databaseUrl: string,
  args: readonly string[],
  input = '',
  home = process.env.ZHENDI_HOME,
): StartedCommand {
  const child = spawn(process.execPath, ['--import', TYPESCRIPT.href, MAIN, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ZHENDI_HOME: home, NODE_OPTIONS: '' },
  });
  child.stdin.end(input);
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]).then(([output, errors, [code]]) => ({ code, output, errors }));
  return { signal: (signal) => child.kill(signal), ended };
}
