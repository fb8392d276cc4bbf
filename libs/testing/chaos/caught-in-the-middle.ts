import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ChaosPostgres } from './chaos-postgres.ts';
import { patiently } from './patience.ts';
import type { SupervisedServer } from './supervised-server.ts';

const LOOK_MS = 1_000;

/** A moment of an API or a worker, told by what the database says of one of its sessions. */
const MOMENTS = {
  /** It waits for the database, which has been given an append. */
  appending: "state = 'active' and query like '%zhendi.append%'",
  /** The database waits for it, and others for the rows it has locked: a checkpoint, say. */
  'with a lock': "state = 'idle in transaction' and backend_xid is not null",
};

export type Moment = keyof typeof MOMENTS;

/** Stops the server's process at such a moment, and leaves it stopped. */
export async function catchServer(
  { ownerUrl }: ChaosPostgres,
  server: SupervisedServer,
  moment: Moment,
): Promise<void> {
  await watching(ownerUrl, (client) =>
    patiently(`${server.name} is caught ${moment}`, async () => {
      if (!server.isUp()) return false;
      server.signal('SIGSTOP');
      const { rows } = await client.query(
        `select from pg_stat_activity where application_name = $1 and ${MOMENTS[moment]}`,
        [server.name],
      );
      if (rows.length === 0) server.signal('SIGCONT');
      return rows.length > 0;
    }),
  );
}

/** Stops a process of PostgreSQL in the middle of an append, which holds the rows of its tenants. @returns its pid. */
export async function catchBackend({ ownerUrl }: ChaosPostgres): Promise<number> {
  let pid = 0;
  await watching(ownerUrl, (client) =>
    patiently('a backend is caught that holds a tenant', async () => {
      pid = (await backendsAppending(client))[0] ?? 0;
      if (pid === 0) return false;
      process.kill(pid, 'SIGSTOP');
      // It may have gone on between the look and the signal. Where it keeps the look itself waiting, it holds even more.
      const look = backendsAppending(client).then((pids) => pids.includes(pid));
      const isCaught = await Promise.race([look, sleep(LOOK_MS, true)]);
      if (!isCaught) process.kill(pid, 'SIGCONT');
      return isCaught;
    }),
  );
  return pid;
}

/** A transaction gets its id with its first lock on a row. */
async function backendsAppending(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where ${MOMENTS.appending} and backend_xid is not null and pid <> pg_backend_pid()`,
  );
  return rows.map((row) => row.pid);
}

async function watching(ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A look that a caught backend keeps waiting is given up with its connection.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    void client.end();
  }
}
