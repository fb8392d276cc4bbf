import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Dice } from '../../../apps/cli/demo/dice.ts';
import type { ChaosInstallation } from './chaos-installation.ts';
import { patiently } from './patience.ts';
import type { SupervisedServer } from './supervised-server.ts';

// Around the patience of an append with a tenant's lock (250 ms, then 5 s).
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 6_500;
const LOOK_MS = 1_000;

type Strike = (installation: ChaosInstallation, dice: Dice) => Promise<void>;

/** Stops an API's clock while the database waits for what it says next. */
export const pauseApiInTransaction: Strike = (installation, dice) =>
  pauseServer(installation, dice, installation.apis, 'api', "state = 'idle in transaction'");

/** Stops a worker's clock while it holds a checkpoint: in a transaction that has written or locked rows. */
export const pauseWorkerWithCheckpoint: Strike = (installation, dice) =>
  pauseServer(
    installation,
    dice,
    installation.workers,
    'worker',
    "state = 'idle in transaction' and backend_xid is not null",
  );

async function pauseServer(
  { postgres }: ChaosInstallation,
  dice: Dice,
  servers: readonly SupervisedServer[],
  name: string,
  holding: string,
): Promise<void> {
  const [i, server] = dice.pick([...servers.entries()]);
  await watching(postgres.ownerUrl, async (client) => {
    try {
      await patiently(`${name} is caught where ${holding}`, async () => {
        if (!server.isUp()) return false;
        server.signal('SIGSTOP');
        const { rows } = await client.query(
          `select from pg_stat_activity where application_name = $1 and ${holding}`,
          [`${name}-${i + 1}`],
        );
        if (rows.length === 0) server.signal('SIGCONT');
        return rows.length > 0;
      });
      await sleep(dice.int(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    } finally {
      server.signal('SIGCONT');
    }
  });
}

/** Stops one process of PostgreSQL in the middle of an append, which holds the rows of its tenants. */
export async function pauseBackendWithTenantLock({ postgres }: ChaosInstallation, dice: Dice): Promise<void> {
  await watching(postgres.ownerUrl, async (client) => {
    let pid = 0;
    await patiently('a backend is caught that holds a tenant', async () => {
      pid = (await backendsAppending(client))[0] ?? 0;
      if (pid === 0) return false;
      process.kill(pid, 'SIGSTOP');
      // It may have gone on between the look and the signal. Where it keeps the look itself waiting, it holds even more.
      const look = backendsAppending(client).then((pids) => pids.includes(pid));
      const caught = await Promise.race([look, sleep(LOOK_MS, true)]);
      if (!caught) process.kill(pid, 'SIGCONT');
      return caught;
    });
    await sleep(dice.int(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    process.kill(pid, 'SIGCONT');
  });
}

/** A transaction gets its id with its first lock on a row. */
async function backendsAppending(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where state = 'active' and query like '%zhendi.append%' and backend_xid is not null and pid <> pg_backend_pid()`,
  );
  return rows.map((row) => row.pid);
}

async function watching(ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
