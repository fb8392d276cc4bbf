import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { SERVER_FLAGS } from '../cli/start/server-process.ts';

const TYPESCRIPT = new URL('../../infra/typescript/register.mjs', import.meta.url);

/** A server in a process of its own, as in production. */
export interface ServerProcess {
  /** Its address; nothing for a worker. */
  readonly url: string;
  /** The most memory it has had so far, in megabytes (10^6 bytes); null where the system does not tell. */
  peakMemoryMb(): Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * Starts a server that tells its parent when it is ready, and with which port.
 *
 * @param main compiled, or TypeScript.
 * @throws Error when it says that it cannot start, or dies.
 */
export async function startServer(main: URL, environment: Record<string, string>): Promise<ServerProcess> {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _ownerUrl, REDIS_URL: _redis, ...inherited } = process.env;
  const child = fork(main, {
    env: { ...inherited, NODE_ENV: 'production', ...environment },
    execArgv: main.pathname.endsWith('.ts') ? ['--import', TYPESCRIPT.href] : SERVER_FLAGS,
    // Its log is for who watches; standard output is for the result alone.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const said = await Promise.race([
    once(child, 'message').then(
      ([message]) => message as { ready: boolean; port?: number; message?: string },
    ),
    once(child, 'exit').then(([code]) => ({ ready: false, port: 0, message: `exit code ${code}` })),
  ]);
  if (!said.ready) throw new Error(`${main.pathname} did not start: ${said.message}`);
  return {
    url: `http://127.0.0.1:${said.port}`,
    peakMemoryMb: () => peakMemoryMb(child),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function peakMemoryMb({ pid }: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6;
}
